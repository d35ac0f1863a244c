import uuid
from collections.abc import Collection
from typing import Protocol

from toezicht.domain.maatregelen.maatregel import Maatregel


class Maatregelen(Protocol):
    """Measures."""

    async def get(self, maatregel_id: uuid.UUID) -> Maatregel | None:
        """The measure, which nobody else changes until the end of the transaction."""
        ...

    async def add(self, maatregel: Maatregel) -> None:
        """Keep a measure that is new."""
        ...

    async def save(self, maatregel: Maatregel) -> None:
        """Replace a measure by what became of it."""
        ...

    async def count(self, zaak_id: uuid.UUID) -> int:
        """How many were imposed in a case."""
        ...


class Gemeenten(Protocol):
    """The gemeenten of the region, as contracting told them by their CBS-code."""

    async def add(self, gemeente: str) -> None:
        """Keep a gemeente; a repeated one changes nothing."""
        ...

    async def list(self) -> Collection[str]:
        """All of them; empty when contracting has told none yet."""
        ...
