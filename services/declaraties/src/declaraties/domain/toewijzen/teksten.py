"""Plain Dutch beside every rule that a 301 can break."""

from collections.abc import Sequence

from declaraties.domain.post import teksten as post
from declaraties.domain.standaard.regel import Klasse
from declaraties.domain.standaard.retourcodes import ONBEKEND, Regelteksten, Uitleg, teksten_van
from declaraties.domain.toewijzen.regels.client import PERSOONSREGELS
from declaraties.domain.toewijzen.regels.tabel import REGELS_301
from declaraties.domain.toewijzen.stapeling import REGEL as STAPELING

NUMMER_BEZET = "TR332"
NIET_TE_VERWIJDEREN = "TR385"
MOMENT_BEZET = "IV013"

TEKSTEN: Regelteksten = {
    **teksten_van(REGELS_301),
    **{sleutel: Uitleg(wat, doe) for sleutel, (wat, doe) in PERSOONSREGELS.items()},
    **post.TEKSTEN,
    (NUMMER_BEZET, Klasse.TOEGEWEZEN_PRODUCT.value): Uitleg(
        "Het toewijzingsnummer hoort al bij een andere client of aanbieder.", "Geef de toewijzing een nieuw nummer."
    ),
    (MOMENT_BEZET, Klasse.TOEGEWEZEN_PRODUCT.value): Uitleg(
        "Van deze toewijzing is met dezelfde toewijzingsdatum en -tijd al een versie met andere inhoud bekend.",
        "Geef de wijziging een latere toewijzingsdatum of -tijd.",
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


def niet_overgenomen(nummers: Sequence[int]) -> str:
    """What a gemeente is told of toewijzingen in a good 301 that changed nothing: a later version stands."""
    rij = ", ".join(str(nummer) for nummer in nummers)
    return (
        f"Niet overgenomen: toewijzing {rij}. Daarvan is al een versie met een latere toewijzingsdatum en -tijd bekend;"
        " die blijft gelden (IV013). Geef een wijziging een latere toewijzingsdatum of -tijd."
    )


def uitleg_301(regel: str, klasse: str) -> Uitleg:
    """The text for a rule that a 301 breaks."""
    return TEKSTEN.get((regel, klasse), ONBEKEND)
