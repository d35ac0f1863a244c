import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Protocol

from subsidies.domain.besluiten.besluit import Besluit
from subsidies.domain.besluiten.loting import Loting


class Besluiten(Protocol):
    """Decisions; one per application."""

    async def find(self, aanvraag_id: uuid.UUID) -> Besluit | None:
        """The decision on an application, if there is one."""
        ...

    async def add(self, besluit: Besluit) -> None:
        """Store a decision."""
        ...


class Lotingen(Protocol):
    """Lotteries per plafond and place; a drawn one never changes, and the lock of the plafond guards the rest."""

    async def list(self, plafond_id: int, plaats: dt.datetime) -> Sequence[Loting]:
        """The lotteries at this place, in the order in which they were set up."""
        ...

    async def add(self, loting: Loting) -> None:
        """Store a lottery that is to be drawn; there is at most one at a place."""
        ...

    async def save(self, loting: Loting) -> None:
        """Store what was drawn."""
        ...

    async def remove(self, loting_id: uuid.UUID) -> None:
        """Forget a list from which nothing was drawn."""
        ...
