import datetime as dt
import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.geschillen.events import KortgedingBeslist
from contracting.domain.geschillen.geschil import Kortgeding, Uitspraak


async def kortgeding_beslissen(
    uow: Uow, handeling: Handeling, kortgeding_id: uuid.UUID, *, uitspraak: Uitspraak, vonnis_op: dt.date
) -> Kortgeding:
    """Keep the judgment; what it held up may go on, within the days that a bid still binds (R6)."""
    kortgeding = await uow.kortgedingen.get(kortgeding_id)
    if kortgeding is None:
        raise not_found("Het kort geding")
    beslist = kortgeding.beslis(uitspraak, vonnis_op, handeling.vandaag)
    await uow.kortgedingen.save(beslist)
    uow.emit(
        KortgedingBeslist(
            kortgeding_id=str(beslist.id),
            perceel_code=beslist.perceel_code,
            agb_code=beslist.agb_code,
            uitkomst=uitspraak.value,
            datum=vonnis_op,
        )
    )
    await uow.timeline.add(beslist.zaak, "kortgeding_beslissen", handeling, {"uitspraak": uitspraak.value})
    return beslist
