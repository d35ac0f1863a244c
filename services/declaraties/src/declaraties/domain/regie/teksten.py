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

TEKSTEN: Regelteksten = {
    **{(ANDERE_TOEWIJZING, klasse.value): _VAN_ANDER for klasse in (Klasse.START_PRODUCT, Klasse.STOP_PRODUCT)},
    **teksten_van((*REGELS_305, *REGELS_307)),
    **post.TEKSTEN,
}
