import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.geschillen.geschil import Klacht, klacht_uiterlijk


async def klacht_indienen(
    uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, *, agb_code: str, klacht: str
) -> Klacht:
    """Keep a complaint of an aanbieder, with the last day to answer it (R7)."""
    aanbesteding = await uow.aanbestedingen.find(aanbesteding_id)
    if aanbesteding is None or not aanbesteding.is_openbaar:
        raise not_found("De aanbesteding")
    ingediend = Klacht(
        id=handeling.nieuw_id(),
        aanbesteding_id=aanbesteding_id,
        agb_code=agb_code,
        ontvangen_op=handeling.vandaag,
        klacht=klacht,
        uiterlijk=klacht_uiterlijk(handeling.vandaag),
    )
    await uow.klachten.save(ingediend)
    gegevens = {"aanbesteding_id": str(aanbesteding_id), "uiterlijk": str(ingediend.uiterlijk)}
    await uow.timeline.add(ingediend.zaak, "klacht_indienen", handeling, gegevens)
    return ingediend
