import uuid
from typing import Protocol

from subsidies.domain.besluiten.besluit import Besluit


class Besluiten(Protocol):
    """Decisions; one per application."""

    async def find(self, aanvraag_id: uuid.UUID) -> Besluit | None:
        """The decision on an application, if there is one."""
        ...

    async def add(self, besluit: Besluit) -> None:
        """Store a decision."""
        ...
