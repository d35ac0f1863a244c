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

    async def add(self, zaak: Zaak) -> None:
        """Keep a case that is new."""
        ...

    async def save(self, zaak: Zaak) -> None:
        """Replace a case by what became of it."""
        ...


class Bevindingen(Protocol):
    """Findings in cases; what was found is never changed."""

    async def add(self, bevinding: Bevinding) -> None:
        """Keep a finding."""
        ...

    async def list(self, zaak_id: uuid.UUID) -> Sequence[Bevinding]:
        """The findings of a case, oldest first."""
        ...
