"""What declaraties cleans up every day: uploads of which no message knows, and those of messages of long ago."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from chassis.bounds.retention import OPGERUIMD
from risb_kern.act import Handeling

from declaraties.application.uow import Uow

# An upload is there before its message; within a day every delivery has ended.
_WACHT = dt.timedelta(days=1)
# The books are kept for seven years (Awr art. 52:4); the message itself then stays as a row, without its contents.
_BEWAREN = dt.timedelta(days=8 * 366)


class Uploads(Protocol):
    """Where uploads stand."""

    def names(self, *, before: dt.datetime) -> Iterator[Sequence[str]]:
        """What stands there unchanged since then, in parts."""
        ...

    def remove(self, names: Iterable[str]) -> None:
        """Remove uploads; safe to repeat."""
        ...


async def opruimen(uow: Uow, opslag: Uploads, handeling: Handeling) -> None:
    """Uploads are removed when their message is gone or long answered; a message that waits keeps its own."""
    for names in opslag.names(before=dt.datetime.now(dt.UTC) - _WACHT):
        needed = await uow.bestanden.list_needed(names, since=handeling.op - _BEWAREN)
        gone = [name for name in names if name not in needed]
        opslag.remove(gone)
        OPGERUIMD.labels("declaraties", "uploads").inc(len(gone))
