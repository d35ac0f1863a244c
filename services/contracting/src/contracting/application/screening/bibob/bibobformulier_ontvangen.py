import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.screening.bibob import Bibobonderzoek


async def bibobformulier_ontvangen(uow: Uow, handeling: Handeling, onderzoek_id: uuid.UUID) -> Bibobonderzoek:
    """Record that the form came back, in time or not."""
    onderzoek = await uow.bibobonderzoeken.get(onderzoek_id)
    if onderzoek is None:
        raise not_found("Het Bibob-onderzoek")
    nieuw = onderzoek.ontvang(handeling.vandaag)
    await uow.bibobonderzoeken.save(nieuw)
    await uow.timeline.add(nieuw.zaak, "bibobformulier_ontvangen", handeling, {"op_tijd": nieuw.op_tijd})
    return nieuw
