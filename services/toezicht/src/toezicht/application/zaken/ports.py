import uuid
from collections.abc import Sequence
from typing import Protocol

from toezicht.domain.zaken.zaak import Bevinding, Zaak


class Zaken(Protocol):
    """Cases."""

    async def find(self, zaak_id: uuid.UUID) -> Zaak | None:
        """The case."""
        ...

    async def get(self, zaak_id: uuid.UUID) -> Zaak | None:
        """The case, which nobody else changes until the end of the transaction."""
        ...

    async def save(self, zaak: Zaak) -> None:
        """Insert or replace."""
        ...


class Bevindingen(Protocol):
    """Findings in cases; what was found is never changed."""

    async def add(self, bevinding: Bevinding) -> None:
        """Keep a finding."""
        ...

    async def list(self, zaak_id: uuid.UUID) -> Sequence[Bevinding]:
        """The findings of a case, oldest first."""
        ...
