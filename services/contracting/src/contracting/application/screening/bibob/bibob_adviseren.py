import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.screening.bibob import Bibobbron, Bibobconclusie, Bibobonderzoek, Gevaar


async def bibob_adviseren(
    uow: Uow, handeling: Handeling, onderzoek_id: uuid.UUID, *, bron: Bibobbron, gevaar: Gevaar, motivering: str
) -> Bibobonderzoek:
    """Record a conclusion or advice; the aanbieder may answer it before anything follows."""
    onderzoek = await uow.bibobonderzoeken.get(onderzoek_id)
    if onderzoek is None:
        raise not_found("Het Bibob-onderzoek")
    nieuw = onderzoek.adviseer(Bibobconclusie(bron=bron, gevaar=gevaar, motivering=motivering, op=handeling.vandaag))
    await uow.bibobonderzoeken.save(nieuw)
    await uow.timeline.add(nieuw.zaak, "bibob_adviseren", handeling, {"bron": bron.value, "gevaar": gevaar.value})
    return nieuw
