import uuid
from typing import Protocol

from contracting.domain.gunning.gunning import Gunning


class Gunningen(Protocol):
    """Awards, one per tender and perceel."""

    async def find(self, aanbesteding_id: uuid.UUID, perceel_code: str) -> Gunning | None:
        """The award, or None."""
        ...

    async def get(self, aanbesteding_id: uuid.UUID, perceel_code: str) -> Gunning | None:
        """The award, locked until the end of the transaction; or None."""
        ...

    async def start(self, aanbesteding_id: uuid.UUID, perceel_code: str) -> Gunning:
        """As `get`, and one in which nothing was done yet when there was none."""
        ...

    async def save(self, gunning: Gunning) -> None:
        """Store the new state."""
        ...
