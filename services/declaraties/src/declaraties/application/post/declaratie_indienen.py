"""A declaratie that did not come as XML: written as a 323, kept, and taken in as one."""

import asyncio
from collections.abc import Callable

from risb_kern.act import Handeling

from declaraties.application.post.bericht_indienen import bericht_indienen
from declaraties.application.post.ports import Ontvangst
from declaraties.application.uow import Uow
from declaraties.domain.post.bestand import Bestand
from declaraties.domain.standaard.berichten.declaratie import Declaratiebericht


async def declaratie_indienen(
    uow: Uow, handeling: Handeling, bericht: Declaratiebericht, *, keep: Callable[[Declaratiebericht], Ontvangst]
) -> tuple[Bestand, bool]:
    """The message as stored, and whether it is new; `keep` writes and keeps the bytes, or raises DomainError."""
    ontvangst = await asyncio.to_thread(keep, bericht)
    return await bericht_indienen(uow, handeling, ontvangst)
