import uuid
from collections.abc import Sequence
from typing import Protocol

from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt


class Aandachtspunten(Protocol):
    """Points to look at."""

    async def add_new(self, punt: Aandachtspunt) -> bool:
        """Store the point unless the same finding is already known, with its outcome; True when it is new."""
        ...

    async def save(self, punt: Aandachtspunt) -> None:
        """Store the outcome."""
        ...

    async def list(self, aanvraag_id: uuid.UUID) -> Sequence[Aandachtspunt]:
        """Every point of the application, oldest first."""
        ...
