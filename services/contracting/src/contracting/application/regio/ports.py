import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from contracting.domain.regio.deelname import Dienst, RegioDeelname


class Deelnames(Protocol):
    """Participation of gemeenten in service lines."""

    async def get_perioden(self, gemeente: str, dienst: Dienst) -> Sequence[RegioDeelname]:
        """Every period of the gemeente in the service line, locked against parallel changes."""
        ...

    async def save(self, deelname: RegioDeelname) -> None:
        """Store the period; the one with the same gemeente, service line and first day is replaced."""
        ...

    async def list(self, dag: dt.date, dienst: Dienst | None = None) -> Sequence[RegioDeelname]:
        """The participation on a day, by service line and gemeente."""
        ...

    async def list_gemeenten(self) -> frozenset[str]:
        """Every gemeente that ever took a service line."""
        ...
