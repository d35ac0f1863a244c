"""A message that was set apart goes back in its queue, when what was wrong has been taken away."""

import uuid

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found
from risb_kern.lists import Bereik

from declaraties.application.post.queries import Berichtlezing
from declaraties.application.uow import Uow


async def bericht_hervatten(uow: Uow, handeling: Handeling, kenmerk: uuid.UUID) -> Berichtlezing:
    """The message as it stands in the queue again, with fresh tries."""
    gevonden = await uow.berichtvragen.find(Bereik(alles=True), kenmerk)
    if gevonden is None:
        raise not_found("Het bericht")
    if not await uow.bestanden.retry(gevonden.nummer):
        raise conflict("niet-apart-gezet", "Alleen een apart gezet bericht kan worden hervat.")
    await uow.timeline.add(f"bericht:{kenmerk}", "bericht_hervatten", handeling, {})
    hervat = await uow.berichtvragen.find(Bereik(alles=True), kenmerk)
    return hervat or gevonden
