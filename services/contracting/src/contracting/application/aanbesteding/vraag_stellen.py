import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Inlichtingvraag


async def vraag_stellen(
    uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, *, agb_code: str, vraag: str
) -> Inlichtingvraag:
    """Keep a question of an aanbieder until a nota answers it."""
    aanbesteding = await uow.aanbestedingen.get(aanbesteding_id)
    if aanbesteding is None or not aanbesteding.is_openbaar:
        raise not_found("De aanbesteding")
    gesteld = Inlichtingvraag(id=handeling.nieuw_id(), agb_code=agb_code, gesteld_op=handeling.op, vraag=vraag)
    await uow.aanbestedingen.save(aanbesteding.met_vraag(gesteld))
    await uow.timeline.add(aanbesteding.zaak, "vraag_stellen", handeling, {"vraag_id": str(gesteld.id)})
    return gesteld
