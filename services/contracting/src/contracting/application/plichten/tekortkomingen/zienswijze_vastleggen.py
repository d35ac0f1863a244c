import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.plichten.tekortkoming import Tekortkoming


async def zienswijze_vastleggen(
    uow: Uow, handeling: Handeling, tekortkoming_id: uuid.UUID, *, zienswijze: str
) -> Tekortkoming:
    """Record what the aanbieder says of a breach; what comes late is recorded too, as long as nothing was decided."""
    tekortkoming = await uow.tekortkomingen.get(tekortkoming_id)
    if tekortkoming is None:
        raise not_found("De tekortkoming")
    gehoord = tekortkoming.hoor(zienswijze)
    await uow.tekortkomingen.save(gehoord)
    gegevens: dict[str, JSON] = {"op_tijd": handeling.vandaag <= tekortkoming.zienswijze_uiterlijk}
    await uow.timeline.add(gehoord.zaak, "zienswijze_vastleggen", handeling, gegevens)
    return gehoord
