import uuid
from collections.abc import Collection
from typing import Protocol

from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import Aanmelding
from contracting.domain.toelating.perceel import Perceel


class Aanbieders(Protocol):
    """Aanbieders by AGB-code."""

    async def find(self, agb_code: str) -> Aanbieder | None:
        """The aanbieder, or None."""
        ...

    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        """AGB codes of every aanbieder with the KvK number of one of these."""
        ...

    async def list_of_kvk(self, kvk_nummer: str) -> frozenset[str]:
        """AGB codes of every aanbieder with this KvK number."""
        ...

    async def add(self, aanbieder: Aanbieder) -> bool:
        """Store a new one; False when the code is taken."""
        ...


class Percelen(Protocol):
    """Percelen by code."""

    async def find(self, code: str) -> Perceel | None:
        """The perceel, or None."""
        ...

    async def add(self, perceel: Perceel) -> bool:
        """Store a new one; False when the code is taken."""
        ...


class Aanmeldingen(Protocol):
    """Applications; at most one open application per aanbieder and perceel."""

    async def get(self, aanmelding_id: uuid.UUID) -> Aanmelding | None:
        """The application, locked until the end of the transaction; or None."""
        ...

    async def add(self, aanmelding: Aanmelding) -> bool:
        """Store a new one; False when an open one exists for this aanbieder and perceel."""
        ...

    async def save(self, aanmelding: Aanmelding) -> None:
        """Store the new state."""
        ...

    async def is_toegelaten(self, agb_code: str, perceel_code: str) -> bool:
        """True when the aanbieder was admitted to the perceel."""
        ...

    async def find_toegelaten(self, agb_code: str, perceel_code: str) -> Aanmelding | None:
        """The application by which the aanbieder was admitted to the perceel, or None."""
        ...
