import uuid

from risb_kern.act import Handeling

from contracting.application.taakgericht.locked import locked
from contracting.application.uow import Uow
from contracting.domain.taakgericht.businesscase import Businesscase


async def businesscase_adviseren(
    uow: Uow, handeling: Handeling, businesscase_id: uuid.UUID, *, advies: str
) -> Businesscase:
    """Record the advice to the college."""
    businesscase = (await locked(uow.businesscases, businesscase_id, "De businesscase")).adviseer(advies)
    await uow.businesscases.save(businesscase)
    await uow.timeline.add(businesscase.zaak, "businesscase_adviseren", handeling, {})
    return businesscase
