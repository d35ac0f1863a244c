import uuid

from risb_kern.act import Handeling

from contracting.application.taakgericht.locked import locked
from contracting.application.uow import Uow
from contracting.domain.taakgericht.businesscase import Businesscase


async def businesscase_evalueren(
    uow: Uow, handeling: Handeling, businesscase_id: uuid.UUID, *, evaluatie: str
) -> Businesscase:
    """Close a business case with what came of it; nothing more is promised on it."""
    businesscase = (await locked(uow.businesscases, businesscase_id, "De businesscase")).evalueer(evaluatie)
    await uow.businesscases.save(businesscase)
    await uow.timeline.add(businesscase.zaak, "businesscase_evalueren", handeling, {})
    return businesscase
