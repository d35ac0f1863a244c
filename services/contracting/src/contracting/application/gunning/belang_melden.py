import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.gunning.gunning import Belang, Gunning


async def belang_melden(
    uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, perceel_code: str, belang: Belang
) -> Gunning:
    """Keep who has an interest in a bidder: he does not assess, and what he gave does not count."""
    aanbesteding = await uow.aanbestedingen.find(aanbesteding_id)
    if aanbesteding is None:
        raise not_found("De aanbesteding")
    aanbesteding.vraag_van(perceel_code)
    gunning = await uow.gunningen.start(aanbesteding_id, perceel_code)
    gemeld = gunning.met_belang(belang)
    await uow.gunningen.save(gemeld)
    gegevens = {"persoon": belang.persoon, "agb_code": belang.agb_code}
    await uow.timeline.add(gemeld.zaak, "belang_melden", handeling, gegevens)
    return gemeld
