import uuid

from risb_kern.act import Handeling

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.levensloop.concept.in_bereik import locked
from contracting.application.overeenkomsten.overeenkomst_sluiten import overeenkomst_sluiten
from contracting.application.uow import Uow
from contracting.domain.levensloop.concept import VERLOOP, ConceptStap, Contractconcept
from contracting.domain.levensloop.vierogen import SLUITEN


async def contractconcept_sluiten(uow: Uow, handeling: Handeling, concept_id: uuid.UUID) -> Contractconcept:
    """The second signature, by another person than who drafted: the agreement is made as it was drafted."""
    concept = await locked(uow.contractconcepten, concept_id)
    VERLOOP.na(concept.status, ConceptStap.SLUITEN)
    belang = await belang_van(uow, concept.agb_code)
    SLUITEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(concept.zaak), van=belang)
    overeenkomst = await overeenkomst_sluiten(uow, handeling, concept.afspraak)
    gesloten = concept.sluit(overeenkomst.id)
    await uow.contractconcepten.save(gesloten)
    gegevens = {"overeenkomst": str(overeenkomst.id)}
    await uow.timeline.add(gesloten.zaak, "contractconcept_sluiten", handeling, gegevens)
    return gesloten
