"""Plain Dutch beside every rule that a 301 can break."""

from declaraties.domain.post import teksten as post
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.standaard.retourcodes import ONBEKEND, Regelteksten, Uitleg, teksten_van
from declaraties.domain.toewijzen.regels.tabel import REGELS_301
from declaraties.domain.toewijzen.stapeling import REGEL as STAPELING

NUMMER_BEZET = "TR332"
NIET_TE_VERWIJDEREN = "TR385"

TEKSTEN: Regelteksten = {
    **teksten_van(REGELS_301),
    **post.TEKSTEN,
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


def uitleg_301(regel: str, klasse: str) -> Uitleg:
    """The text for a rule that a 301 breaks."""
    return TEKSTEN.get((regel, klasse), ONBEKEND)
