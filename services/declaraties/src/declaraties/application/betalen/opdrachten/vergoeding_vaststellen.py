import uuid

from risb_kern.act import Handeling

from declaraties.application.betalen.opdrachten.vergoeding_behandelen import Oordeelstap, vergoeding_behandelen
from declaraties.application.uow import Uow
from declaraties.domain.betalen.vergoeding import Stapsoort, Vergoeding


async def vergoeding_vaststellen(
    uow: Uow, handeling: Handeling, vergoeding_id: uuid.UUID, oordeel: Oordeelstap
) -> Vergoeding:
    """What there was a right to afterwards; the difference with what was granted is settled."""
    verder = await vergoeding_behandelen(uow, handeling, vergoeding_id, oordeel.stap(Stapsoort.VASTSTELLING, handeling))
    gegevens = {"bedrag_cent": oordeel.bedrag_cent, "status": verder.status.value}
    await uow.timeline.add(f"vergoeding:{vergoeding_id}", "vergoeding_vaststellen", handeling, gegevens)
    return verder
