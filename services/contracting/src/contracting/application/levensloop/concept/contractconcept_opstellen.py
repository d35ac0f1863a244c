from risb_kern.act import Handeling

from contracting.application.overeenkomsten.overeenkomst_afroepen import overeenkomst_afroepen
from contracting.application.overeenkomsten.overeenkomst_opmaken import overeenkomst_opmaken
from contracting.application.uow import Uow
from contracting.domain.levensloop.concept import Contractconcept
from contracting.domain.overeenkomsten.sluiten import OvereenkomstSluiten


async def contractconcept_opstellen(uow: Uow, handeling: Handeling, afspraak: OvereenkomstSluiten) -> Contractconcept:
    """Draft a contract that could be an agreement: what does not fit is refused now, not after both signed."""
    await overeenkomst_opmaken(uow, handeling, await overeenkomst_afroepen(uow, afspraak))
    concept = Contractconcept(id=handeling.nieuw_id(), afspraak=afspraak)
    await uow.contractconcepten.add(concept)
    await uow.timeline.add(concept.zaak, "contractconcept_opstellen", handeling, {"agb_code": concept.agb_code})
    return concept
