from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.aanbesteding.concept.concept_bewaren import concept_bewaren
from contracting.application.aanbesteding.concept.concept_controleren import concept_controleren
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding


async def aanbesteding_opstellen(uow: Uow, handeling: Handeling, aanbesteding: Aanbesteding) -> Aanbesteding:
    """Store the draft of a tender."""
    concept = await concept_controleren(uow, aanbesteding)
    await concept_bewaren(uow, concept, uow.aanbestedingen.add)
    codes = [one.perceel_code for one in concept.percelen]
    gegevens: dict[str, JSON] = {"percelen": codes, "raming_cent": concept.raming_cent}
    await uow.timeline.add(concept.zaak, "aanbesteding_opstellen", handeling, gegevens)
    return concept
