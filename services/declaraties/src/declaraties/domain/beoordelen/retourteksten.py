"""Plain Dutch beside every broken rule: what is wrong, and what to do."""

from declaraties.domain.beoordelen.regels.tabel_niveau2 import NIVEAU2
from declaraties.domain.beoordelen.regels.tabel_niveau34 import ALLE_REGELS34
from declaraties.domain.regie.regeltabel import REGELS_305, REGELS_307
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.standaard.retourcodes import RETOURCODES, Uitleg
from declaraties.domain.toewijzen.regels.tabel import REGELS_301
from declaraties.domain.toewijzen.stapeling import REGEL as STAPELING
from declaraties.domain.toewijzen.toewijzing import CLIENTENSTOP, ZONDER_GRONDSLAG

BERICHT_AL_ONTVANGEN = "TR056"
GEMEENTE_ONBEKEND = "TR378"
NUMMER_BEZET = "TR332"
NIET_TE_VERWIJDEREN = "TR385"
ONBEKEND = Uitleg("Deze code heeft hier geen eigen uitleg.", "Neem contact op met het bureau.")

VAN_REDEN = {
    ZONDER_GRONDSLAG: Uitleg(
        "Bij de toewijzing is geen geldige beschikking of verwijzing bekend; er mag nog niet worden betaald.",
        "Vraag de gemeente om de grondslag vast te leggen en stuur de prestatie daarna opnieuw.",
    ),
    CLIENTENSTOP: Uitleg(
        "De toewijzing begint in een periode waarin voor de aanbieder een clientenstop geldt.",
        "Overleg met de gemeente over een andere aanbieder voor deze client.",
    ),
}
_OVER_MEER_BERICHTEN = {
    (GEMEENTE_ONBEKEND, Klasse.KOP.value): Uitleg(
        "De gemeente bestaat niet, of neemt voor deze wet geen dienst af bij het bureau.",
        "Vul de code in van de gemeente die de toewijzing heeft gestuurd; declareer anders bij die gemeente zelf.",
    ),
    (BERICHT_AL_ONTVANGEN, Klasse.KOP.value): Uitleg(
        "De identificatie van het bericht is al eerder gebruikt.",
        "Geef het bericht een nieuwe identificatie, of stuur het niet nog een keer.",
    ),
    (NUMMER_BEZET, Klasse.TOEGEWEZEN_PRODUCT.value): Uitleg(
        "Het toewijzingsnummer hoort al bij een andere client of aanbieder.", "Geef de toewijzing een nieuw nummer."
    ),
    (NIET_TE_VERWIJDEREN, Klasse.TOEGEWEZEN_PRODUCT.value): Uitleg(
        "Op de toewijzing zijn prestaties toegekend; zij kan niet worden verwijderd.",
        "Kort de toewijzing in, of laat de aanbieder eerst crediteren.",
    ),
    (STAPELING, Klasse.TOEGEWEZEN_PRODUCT.value): Uitleg(
        "Dit product is bij deze aanbieder voor deze client al toegewezen in een overlappende periode.",
        "Beeindig eerst de bestaande toewijzing, of wijzig die; stuur beide zo nodig in een bericht.",
    ),
}
_VAN_ANDER = Uitleg(
    "De toewijzing met dit nummer is van een andere client of aanbieder.",
    "Controleer het toewijzingsnummer en het burgerservicenummer.",
)
_VAN_REGEL = {
    **{("TR019", klasse.value): _VAN_ANDER for klasse in (Klasse.START_PRODUCT, Klasse.STOP_PRODUCT)},
    **{(regel.nummer, regel.klasse.value): Uitleg(regel.wat, regel.doe) for regel in REGELS_301},
    **{(regel.nummer, regel.klasse.value): Uitleg(regel.wat, regel.doe) for regel in (*REGELS_305, *REGELS_307)},
    **{(regel.nummer, regel.klasse.value): Uitleg(regel.wat, regel.doe) for regel in NIVEAU2},
    **{(regel.nummer, regel.klasse.value): Uitleg(regel.wat, regel.doe) for regel in ALLE_REGELS34},
    **_OVER_MEER_BERICHTEN,
}


def uitleg_van_regel(regel: str, klasse: str, reden: str | None = None) -> Uitleg:
    """The text for a broken rule; `reden` says why a toewijzing that exists is not geldig."""
    return VAN_REDEN.get(reden or "") or _VAN_REGEL.get((regel, klasse), ONBEKEND)


def uitleg_van_code(code: str) -> Uitleg:
    """The text for a retourcode."""
    return RETOURCODES.get(code, ONBEKEND)
