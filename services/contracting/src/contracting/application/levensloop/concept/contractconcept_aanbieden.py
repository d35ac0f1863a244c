import uuid

from risb_kern.act import Handeling

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.levensloop.concept.in_bereik import locked
from contracting.application.uow import Uow
from contracting.domain.levensloop.concept import Contractconcept
from contracting.domain.levensloop.vierogen import AANBIEDEN


async def contractconcept_aanbieden(uow: Uow, handeling: Handeling, concept_id: uuid.UUID) -> Contractconcept:
    """Send a contract to the aanbieder, or again as it was, by another person than who drafted it."""
    aangeboden = (await locked(uow.contractconcepten, concept_id)).bied_aan(handeling.vandaag)
    belang = await belang_van(uow, aangeboden.agb_code)
    AANBIEDEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(aangeboden.zaak), van=belang)
    await uow.contractconcepten.save(aangeboden)
    gegevens = {"tekenen_uiterlijk": str(aangeboden.tekenen_uiterlijk)}
    await uow.timeline.add(aangeboden.zaak, "contractconcept_aanbieden", handeling, gegevens)
    return aangeboden
