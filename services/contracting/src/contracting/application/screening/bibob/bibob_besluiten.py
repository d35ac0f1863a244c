import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.screening.bibob import Bibobgevolg, Bibobonderzoek
from contracting.domain.screening.vierogen import BIBOB_BESLUITEN


async def bibob_besluiten(
    uow: Uow, handeling: Handeling, onderzoek_id: uuid.UUID, *, gevolg: Bibobgevolg, motivering: str
) -> Bibobonderzoek:
    """Decide what follows, by another person than who concluded."""
    onderzoek = await uow.bibobonderzoeken.get(onderzoek_id)
    if onderzoek is None:
        raise not_found("Het Bibob-onderzoek")
    wie, keten = await met_organisatie(uow, handeling), await uow.timeline.list(onderzoek.zaak)
    BIBOB_BESLUITEN.toets(wie, keten, van=await belang_van(uow, onderzoek.agb_code))
    nieuw = onderzoek.besluit(gevolg, motivering, handeling.vandaag)
    await uow.bibobonderzoeken.save(nieuw)
    await uow.timeline.add(nieuw.zaak, "bibob_besluiten", handeling, {"gevolg": gevolg.value})
    return nieuw
