import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.rekeningen.rekening import Rekening


async def rekening_intrekken(uow: Uow, handeling: Handeling, rekening_id: uuid.UUID, *, reden: str) -> Rekening:
    """Let the proposal go; the account in use stays."""
    rekening = await uow.rekeningen.get(rekening_id)
    if rekening is None:
        raise not_found("De rekening")
    ingetrokken = rekening.trek_in(reden, handeling)
    await uow.rekeningen.save(ingetrokken)
    await uow.timeline.add(ingetrokken.zaak, "rekening_intrekken", handeling, {})
    return ingetrokken
