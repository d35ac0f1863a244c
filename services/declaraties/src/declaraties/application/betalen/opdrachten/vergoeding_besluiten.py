import uuid

from risb_kern.act import Handeling

from declaraties.application.betalen.opdrachten.vergoeding_behandelen import Oordeelstap, vergoeding_behandelen
from declaraties.application.uow import Uow
from declaraties.domain.betalen.vergoeding import Stapsoort, Vergoeding


async def vergoeding_besluiten(
    uow: Uow, handeling: Handeling, vergoeding_id: uuid.UUID, oordeel: Oordeelstap
) -> Vergoeding:
    """Financien decides on a request, by another person than who advised; what is granted becomes payable."""
    verder = await vergoeding_behandelen(uow, handeling, vergoeding_id, oordeel.stap(Stapsoort.BESLUIT, handeling))
    gegevens = {"bedrag_cent": oordeel.bedrag_cent, "status": verder.status.value}
    await uow.timeline.add(f"vergoeding:{vergoeding_id}", "vergoeding_besluiten", handeling, gegevens)
    return verder
