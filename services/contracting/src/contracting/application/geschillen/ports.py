import uuid
from collections.abc import Sequence
from typing import Protocol

from contracting.domain.geschillen.geschil import Klacht, Kortgeding


class Kortgedingen(Protocol):
    """Kort gedingen about percelen."""

    async def get(self, kortgeding_id: uuid.UUID) -> Kortgeding | None:
        """The kort geding, locked until the end of the transaction; or None."""
        ...

    async def save(self, kortgeding: Kortgeding) -> None:
        """Store a new one, or its new state."""
        ...

    async def list(self, perceel_code: str) -> Sequence[Kortgeding]:
        """Those about a perceel, by day."""
        ...


class Klachten(Protocol):
    """Complaints about tenders."""

    async def get(self, klacht_id: uuid.UUID) -> Klacht | None:
        """The complaint, locked until the end of the transaction; or None."""
        ...

    async def save(self, klacht: Klacht) -> None:
        """Store a new one, or its new state."""
        ...
