import uuid

from risb_kern.act import Handeling
from risb_kern.lists import Bereik

from contracting.application.levensloop.concept.in_bereik import locked
from contracting.application.uow import Uow
from contracting.domain.levensloop.concept import Contractconcept


async def contractconcept_tekenen(
    uow: Uow, handeling: Handeling, concept_id: uuid.UUID, *, opmerkingen: str | None, bereik: Bereik
) -> Contractconcept:
    """The aanbieder signs its contract; with remarks it is sent again, unchanged."""
    getekend = (await locked(uow.contractconcepten, concept_id, bereik)).teken(opmerkingen, handeling.vandaag)
    await uow.contractconcepten.save(getekend)
    gegevens = {"zonder_opmerkingen": opmerkingen is None}
    await uow.timeline.add(getekend.zaak, "contractconcept_tekenen", handeling, gegevens)
    return getekend
