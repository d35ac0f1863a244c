import uuid
from collections.abc import Sequence
from typing import Protocol

from risb_kern.lists import Bereik, Blad

from contracting.domain.levensloop.concept import Contractconcept


class Contractconcepten(Protocol):
    """Contracts that are not in force; whoever is bound to an aanbieder sees its own, once they were sent."""

    async def find(self, concept_id: uuid.UUID) -> Contractconcept | None:
        """The contract, or None."""
        ...

    async def get(self, concept_id: uuid.UUID) -> Contractconcept | None:
        """The contract, locked until the end of the transaction; or None."""
        ...

    async def add(self, concept: Contractconcept) -> None:
        """Store a new one."""
        ...

    async def save(self, concept: Contractconcept) -> None:
        """Store its new state."""
        ...

    async def list(self, bereik: Bereik, blad: Blad, *, agb_code: str | None = None) -> Sequence[Contractconcept]:
        """Those in reach by id, and only of this aanbieder."""
        ...
