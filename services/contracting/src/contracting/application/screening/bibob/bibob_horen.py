import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.screening.bibob import Bibobonderzoek


async def bibob_horen(uow: Uow, handeling: Handeling, onderzoek_id: uuid.UUID, *, zienswijze: str) -> Bibobonderzoek:
    """Record what the aanbieder says of the conclusion."""
    onderzoek = await uow.bibobonderzoeken.get(onderzoek_id)
    if onderzoek is None:
        raise not_found("Het Bibob-onderzoek")
    nieuw = onderzoek.hoor(zienswijze)
    await uow.bibobonderzoeken.save(nieuw)
    await uow.timeline.add(nieuw.zaak, "bibob_horen", handeling, {"status": nieuw.status.value})
    return nieuw
