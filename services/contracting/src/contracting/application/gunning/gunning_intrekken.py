import uuid

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found

from contracting.application.uow import Uow
from contracting.domain.gunning.events import GunningIngetrokken
from contracting.domain.gunning.gunning import Gunning


async def gunning_intrekken(
    uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, perceel_code: str, *, toelichting: str
) -> Gunning:
    """Take an award back before anything was signed on it: the bids are judged again, and a new notice follows."""
    aanbesteding = await uow.aanbestedingen.get(aanbesteding_id)
    gunning = await uow.gunningen.get(aanbesteding_id, perceel_code)
    if aanbesteding is None or gunning is None:
        raise not_found("De gunning")
    if aanbesteding.vraag_van(perceel_code).gesloten_op is not None:
        raise conflict("al-getekend", "Er is al een overeenkomst gesloten; beeindig die, met haar eigen regels.")
    ingetrokken = gunning.trek_in(toelichting)
    await uow.gunningen.save(ingetrokken)
    uow.emit(
        GunningIngetrokken(aanbesteding_id=str(aanbesteding_id), perceel_code=perceel_code, datum=handeling.vandaag)
    )
    await uow.timeline.add(ingetrokken.zaak, "gunning_intrekken", handeling, {"perceel_code": perceel_code})
    return ingetrokken
