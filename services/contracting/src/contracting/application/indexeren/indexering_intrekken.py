import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.indexeren.indexering import Indexering


async def indexering_intrekken(uow: Uow, handeling: Handeling, indexering_id: uuid.UUID) -> Indexering:
    """Withdraw a proposal on which nobody decided."""
    indexering = await uow.indexeringen.get(indexering_id)
    if indexering is None:
        raise not_found("De indexering")
    ingetrokken = indexering.trek_in()
    await uow.indexeringen.save(ingetrokken)
    await uow.timeline.add(ingetrokken.zaak, "indexering_intrekken", handeling, {})
    return ingetrokken
