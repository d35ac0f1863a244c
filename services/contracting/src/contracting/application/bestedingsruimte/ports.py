import uuid
from typing import Protocol

from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte


class Bestedingsruimten(Protocol):
    """Ceilings, and what is used of them; one per agreement and year."""

    async def get(self, ruimte_id: uuid.UUID) -> Bestedingsruimte | None:
        """The ceiling, locked until the end of the transaction; or None."""
        ...

    async def add(self, ruimte: Bestedingsruimte) -> bool:
        """Store a new one; False when the agreement has one for the year that did not lapse."""
        ...

    async def save(self, ruimte: Bestedingsruimte) -> None:
        """Store its new state."""
        ...

    async def add_gebruik(self, ruimte_id: uuid.UUID, bron_id: uuid.UUID, cent: int) -> None:
        """Book what one message took, below zero for what it gave back; the same message counts once."""
        ...

    async def sum_gebruik(self, ruimte_id: uuid.UUID) -> int:
        """What was taken so far."""
        ...
