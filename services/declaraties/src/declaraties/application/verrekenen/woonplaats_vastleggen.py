"""A gemeente tells from which day it is responsible for a young person (D20); what was paid is settled after that."""

import uuid

from risb_kern.act import Handeling

from declaraties.application.toewijzen.verrekenvraag import Verrekenvraag
from declaraties.application.uow import Uow
from declaraties.domain.verrekenen.woonplaats import Woonplaats, toets_woonplaats


async def woonplaats_vastleggen(uow: Uow, handeling: Handeling, woonplaats: Woonplaats) -> uuid.UUID:
    """Add to the history, and have the lines of the client looked at again at every aanbieder that has a toewijzing."""
    doet_mee = await uow.deelnames.has(woonplaats.wet, woonplaats.gemeente, dag=woonplaats.vanaf)
    toets_woonplaats(woonplaats, doet_mee=doet_mee)
    kenmerk = handeling.nieuw_id()
    await uow.woonplaatsen.add(woonplaats, kenmerk=kenmerk, door=handeling.door, nu=handeling.op)
    gegevens = {"gemeente": woonplaats.gemeente, "vanaf": str(woonplaats.vanaf)}
    await uow.timeline.add(f"woonplaats:{kenmerk}", "woonplaats_vastleggen", handeling, gegevens)
    for agb_code in await uow.toewijzingen.list_aanbieders(woonplaats.client, woonplaats.wet):
        vraag = Verrekenvraag(
            agb_code=agb_code, wet=woonplaats.wet.value, aanleiding="woonplaats", client=woonplaats.client
        )
        await uow.verrekentaken.add(vraag)
    return kenmerk
