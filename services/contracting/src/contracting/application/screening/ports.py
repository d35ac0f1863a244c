import uuid
from collections.abc import Sequence
from typing import Protocol

from contracting.domain.screening.bibob import Bibobonderzoek
from contracting.domain.screening.screening import Sanctielijst, Screening


class Screeningen(Protocol):
    """What is known of organisations, by KvK-nummer."""

    async def find(self, kvk_nummer: str) -> Screening | None:
        """The screening, or None."""
        ...

    async def get(self, kvk_nummer: str) -> Screening | None:
        """The screening, locked until the end of the transaction; or None."""
        ...

    async def save(self, screening: Screening) -> None:
        """Store a new one, or its new state."""
        ...

    async def list_kvk_nummers(self) -> Sequence[str]:
        """The KvK-nummer of every screening, in order."""
        ...


class Sanctielijsten(Protocol):
    """Sanctions lists; every version is kept."""

    async def list(self) -> Sequence[Sanctielijst]:
        """The newest version of each source."""
        ...

    async def save(self, lijst: Sanctielijst) -> None:
        """Store a version; one of the same source and day takes its place."""
        ...


class Bibobonderzoeken(Protocol):
    """Bibob inquiries."""

    async def find(self, onderzoek_id: uuid.UUID) -> Bibobonderzoek | None:
        """The inquiry, or None."""
        ...

    async def get(self, onderzoek_id: uuid.UUID) -> Bibobonderzoek | None:
        """The inquiry, locked until the end of the transaction; or None."""
        ...

    async def save(self, onderzoek: Bibobonderzoek) -> None:
        """Store a new one, or its new state."""
        ...
