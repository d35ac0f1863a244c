import uuid
from collections.abc import Collection
from typing import Protocol

from toezicht.domain.maatregelen.maatregel import Maatregel


class Maatregelen(Protocol):
    """Measures."""

    async def bewaar(self, maatregel: Maatregel) -> None:
        """Insert or replace."""
        ...

    async def haal(self, maatregel_id: uuid.UUID) -> Maatregel | None:
        """The measure, locked for this transaction."""
        ...

    async def lijst(self, *, zaak_id: uuid.UUID | None = None, agb_code: str | None = None) -> list[Maatregel]:
        """Oldest first."""
        ...


class Gemeenten(Protocol):
    """The gemeenten of the region, as contracting told them by their CBS-code."""

    async def add(self, gemeente: str) -> None:
        """Keep a gemeente; a repeated one changes nothing."""
        ...

    async def list(self) -> Collection[str]:
        """All of them; empty when contracting has told none yet."""
        ...
