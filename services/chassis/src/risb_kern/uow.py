"""The transaction as every use case knows it; each service adds its repositories (`application/uow.py`)."""

from collections.abc import Collection
from types import TracebackType
from typing import Protocol, Self

from risb_kern.events import Event


class UnitOfWork(Protocol):
    """One transaction: state, events and timeline become visible together, or not at all.

    Only the edges (API, consumer, agenda, worker) call `commit`; leaving without it undoes everything.
    """

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def emit(self, event: Event, trace_id: str | None = None) -> None:
        """Queue the event under the current trace, or under the given one for a case that continues a chain."""
        ...

    async def serialize(self, onderwerp: str) -> None:
        """Wait until no other transaction of this service works on the subject, and keep it until the end."""
        ...

    async def commit(self) -> None:
        """Make everything visible at once."""
        ...


class Inzagelog(Protocol):
    """Who looked at whose data (Logboek Dataverwerkingen); nothing in it is ever changed."""

    async def add(self, activiteit: str, naam: str, *, betrokkenen: Collection[bytes], gebruiker: str) -> None:
        """One record per pseudonym; `activiteit` is the URI in the register of processing (AVG art. 30)."""
        ...
