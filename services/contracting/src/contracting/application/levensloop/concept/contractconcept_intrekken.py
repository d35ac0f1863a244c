import uuid

from risb_kern.act import Handeling

from contracting.application.levensloop.concept.in_bereik import locked
from contracting.application.uow import Uow
from contracting.domain.levensloop.concept import Contractconcept


async def contractconcept_intrekken(uow: Uow, handeling: Handeling, concept_id: uuid.UUID) -> Contractconcept:
    """Take a contract back before both signed."""
    weg = (await locked(uow.contractconcepten, concept_id)).trek_in()
    await uow.contractconcepten.save(weg)
    await uow.timeline.add(weg.zaak, "contractconcept_intrekken", handeling, {})
    return weg
