import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.geschillen.geschil import Klacht
from contracting.domain.geschillen.vierogen import KLACHT_BESLISSEN


async def klacht_beslissen(
    uow: Uow, handeling: Handeling, klacht_id: uuid.UUID, *, gegrond: bool, antwoord: str
) -> Klacht:
    """Answer a complaint, by somebody who neither wrote nor awarded what it is about."""
    klacht = await uow.klachten.get(klacht_id)
    aanbesteding = await uow.aanbestedingen.find(klacht.aanbesteding_id) if klacht else None
    if klacht is None or aanbesteding is None:
        raise not_found("De klacht")
    eerder = [*await uow.timeline.list(klacht.zaak), *await uow.timeline.list(aanbesteding.zaak)]
    for perceel in aanbesteding.percelen:
        eerder += await uow.timeline.list(f"gunning:{aanbesteding.id}:{perceel.perceel_code}")
    KLACHT_BESLISSEN.toets(await met_organisatie(uow, handeling), eerder, van=await belang_van(uow, klacht.agb_code))
    beslist = klacht.beslis(gegrond=gegrond, antwoord=antwoord, dag=handeling.vandaag)
    await uow.klachten.save(beslist)
    await uow.timeline.add(beslist.zaak, "klacht_beslissen", handeling, {"gegrond": gegrond})
    return beslist
