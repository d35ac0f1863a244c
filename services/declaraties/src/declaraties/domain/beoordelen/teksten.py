"""Plain Dutch beside every broken rule of any message: what is wrong, and what to do."""

from declaraties.domain.beoordelen.regels.tabel_niveau2 import NIVEAU2
from declaraties.domain.beoordelen.regels.tabel_niveau34 import ALLE_REGELS34
from declaraties.domain.post import teksten as post
from declaraties.domain.regie import teksten as regie
from declaraties.domain.standaard.retourcodes import ONBEKEND, Regelteksten, Uitleg, teksten_van
from declaraties.domain.toewijzen import teksten as toewijzen
from declaraties.domain.toewijzen.toewijzing import CLIENTENSTOP, ZONDER_GRONDSLAG

VAN_REDEN = {
    post.BUITEN_REGIO: post.GEMEENTE_BUITEN_REGIO,
    ZONDER_GRONDSLAG: Uitleg(
        "Bij de toewijzing is geen geldige beschikking of verwijzing bekend; er mag nog niet worden betaald.",
        "Vraag de gemeente om de grondslag vast te leggen en stuur de prestatie daarna opnieuw.",
    ),
    CLIENTENSTOP: Uitleg(
        "De toewijzing begint in een periode waarin voor de aanbieder een clientenstop geldt.",
        "Overleg met de gemeente over een andere aanbieder voor deze client.",
    ),
}
_TEKSTEN: Regelteksten = {
    **toewijzen.TEKSTEN,
    **regie.TEKSTEN,
    **teksten_van(NIVEAU2),
    **teksten_van(ALLE_REGELS34),
    **post.TEKSTEN,
}


def uitleg_van_regel(regel: str, klasse: str, reden: str | None = None) -> Uitleg:
    """The text for a broken rule; `reden` says why a toewijzing that exists is not geldig."""
    return VAN_REDEN.get(reden or "") or _TEKSTEN.get((regel, klasse), ONBEKEND)
