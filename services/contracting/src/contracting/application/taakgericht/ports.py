import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Protocol

from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld
from contracting.domain.taakgericht.taakbudget import Betaaltermijn


class Termijnen(Protocol):
    """The payment schedules of taakgerichte agreements."""

    async def add(self, overeenkomst_id: uuid.UUID, termijnen: Iterable[Betaaltermijn]) -> None:
        """Store the schedule of a new agreement."""
        ...

    async def cancel(self, overeenkomst_id: uuid.UUID, *, na: dt.date) -> Sequence[Betaaltermijn]:
        """Cancel the terms whose period starts after the day, and give them."""
        ...

    async def take_back(self, overeenkomst_id: uuid.UUID) -> Sequence[Betaaltermijn]:
        """Bring back the terms that were cancelled, and give them."""
        ...

    async def save(self, overeenkomst_id: uuid.UUID, termijnen: Iterable[Betaaltermijn]) -> None:
        """Store the new amounts of terms that are there; whether they lapsed stays as it was."""
        ...

    async def list(self, overeenkomst_id: uuid.UUID) -> Sequence[tuple[Betaaltermijn, bool]]:
        """The terms by due date and gemeente, each with whether it lapsed."""
        ...


class Verplichtingen(Protocol):
    """Where payment terms are an obligation of a gemeente; the budget ledger is behind it."""

    async def book(self, termijn: BetaaltermijnVastgesteld, *, versie: int) -> None:
        """Book the term in this transaction; a higher `versie` replaces what was booked before it."""
        ...
