"""Plain Dutch beside every rule that a 305 or 307 can break."""

from declaraties.domain.post import teksten as post
from declaraties.domain.regie.regeltabel import REGELS_305, REGELS_307
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.standaard.retourcodes import Regelteksten, Uitleg, teksten_van

ANDERE_TOEWIJZING = "TR019"
_VAN_ANDER = Uitleg(
    "De toewijzing met dit nummer is van een andere client of aanbieder.",
    "Controleer het toewijzingsnummer en het burgerservicenummer.",
)

_TEGENSPRAAK = {
    "TR063": Uitleg(
        "Er is geen melding bekend die hiermee verwijderd kan worden.",
        "Controleer of de eerdere melding is verstuurd en goedgekeurd; neem haar sleutel (product en datums) over.",
    ),
    "TR071": Uitleg(
        "De start kan niet worden verwijderd, want de stop van deze levering is bekend.",
        "Verwijder eerst de stop, en daarna de start.",
    ),
    "TR074": Uitleg(
        "Deze melding is al bekend.",
        "Stuur haar niet nog een keer; klopt zij niet, verwijder haar dan eerst (status aanlevering 3).",
    ),
    "TR413": Uitleg(
        "De levering is al tijdelijk gestopt.",
        "Meld na een tijdelijke stop een start of een definitief einde, of verwijder eerst de eerdere stop.",
    ),
    "TR414": Uitleg(
        "De levering eindigt voor de tijdelijke stop die al bekend is.",
        "Verbeter de einddatum, of verwijder eerst de tijdelijke stop.",
    ),
    "TR415": Uitleg(
        "Van deze levering is al een definitief einde bekend.",
        "Verwijder eerst het eerdere einde als dat niet klopt.",
    ),
}
_PRODUCTEN = (Klasse.START_PRODUCT, Klasse.STOP_PRODUCT)

TEKSTEN: Regelteksten = {
    **{(ANDERE_TOEWIJZING, klasse.value): _VAN_ANDER for klasse in _PRODUCTEN},
    **{(regel, klasse.value): uitleg for regel, uitleg in _TEGENSPRAAK.items() for klasse in _PRODUCTEN},
    **teksten_van((*REGELS_305, *REGELS_307)),
    **post.TEKSTEN,
}
