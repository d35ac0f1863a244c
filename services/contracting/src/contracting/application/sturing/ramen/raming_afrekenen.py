import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.sturing.raming import Raming


async def raming_afrekenen(uow: Uow, handeling: Handeling, raming_id: uuid.UUID, *, werkelijk_cent: int) -> Raming:
    """Record what the year came to, so that the next forecast knows how far this one was off."""
    raming = await uow.ramingen.get(raming_id)
    if raming is None:
        raise not_found("De raming")
    afgerekend = raming.reken_af(werkelijk_cent)
    await uow.ramingen.save(afgerekend)
    gegevens: dict[str, JSON] = {"werkelijk_cent": werkelijk_cent, "afwijking": afgerekend.afwijking}
    await uow.timeline.add(raming.zaak, "raming_afrekenen", handeling, gegevens)
    return afgerekend
