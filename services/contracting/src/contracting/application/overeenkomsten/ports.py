import uuid
from typing import Protocol

from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs


class Overeenkomsten(Protocol):
    """Agreements with their prices."""

    async def get(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        """The agreement with all price versions, locked until the end of the transaction; or None."""
        ...

    async def add(self, overeenkomst: Overeenkomst) -> None:
        """Store a new one with its prices."""
        ...

    async def add_prijs(self, overeenkomst_id: uuid.UUID, prijs: Prijs) -> None:
        """Store one more price version; the ones before it stay as they are."""
        ...

    async def save(self, overeenkomst: Overeenkomst) -> None:
        """Store its end; what was agreed and its prices never change."""
        ...
