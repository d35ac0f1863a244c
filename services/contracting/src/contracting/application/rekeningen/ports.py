import uuid
from collections.abc import Collection
from typing import Protocol

from contracting.domain.rekeningen.rekening import Houdersoort, Rekening


class Rekeningen(Protocol):
    """Accounts by id; at most one open proposal per holder."""

    async def get(self, rekening_id: uuid.UUID) -> Rekening | None:
        """The account, locked until the end of the transaction; or None."""
        ...

    async def add(self, rekening: Rekening) -> bool:
        """Store a proposal; False when the holder has an open one."""
        ...

    async def save(self, rekening: Rekening) -> None:
        """Store the new state."""
        ...

    async def next_versie(self, houdersoort: Houdersoort, houder: str) -> int:
        """One more than the newest version of the holder; a parallel proposal waits."""
        ...

    async def has_bevestigde(self, houdersoort: Houdersoort, houder: str) -> bool:
        """True when the holder has, or had, an account in use."""
        ...

    async def list_with_same_number(self, agb_codes: Collection[str]) -> frozenset[str]:
        """AGB codes of every aanbieder with the account of one of these, proposed or confirmed."""
        ...
