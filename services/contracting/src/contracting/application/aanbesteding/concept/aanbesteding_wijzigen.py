import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.aanbesteding.concept.concept_bewaren import concept_bewaren
from contracting.application.aanbesteding.concept.concept_controleren import concept_controleren
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding


async def aanbesteding_wijzigen(
    uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, nieuw: Aanbesteding
) -> Aanbesteding:
    """Replace the draft of a tender; a perceel of which something else is asked needs a new trial calculation."""
    concept = await uow.aanbestedingen.get(aanbesteding_id)
    if concept is None:
        raise not_found("De aanbesteding")
    gewijzigd = concept.wijzig(await concept_controleren(uow, nieuw))
    await concept_bewaren(uow, gewijzigd, uow.aanbestedingen.replace)
    codes = [one.perceel_code for one in gewijzigd.percelen]
    gegevens: dict[str, JSON] = {"percelen": codes, "raming_cent": gewijzigd.raming_cent}
    await uow.timeline.add(gewijzigd.zaak, "aanbesteding_wijzigen", handeling, gegevens)
    return gewijzigd
