import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from risb_kern.lists import Bereik, Blad

from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte


class Ruimtevragen(Protocol):
    """Ceilings as they are shown."""

    async def find(self, ruimte_id: uuid.UUID) -> Bestedingsruimte | None:
        """One, or None."""
        ...

    async def list(
        self, bereik: Bereik, blad: Blad, *, agb_code: str | None = None, jaar: int | None = None
    ) -> Sequence[Bestedingsruimte]:
        """Ceilings by id; only of this aanbieder, and only of this year."""
        ...

    async def sum_gebruik(self, ruimte_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
        """What was taken of each; absent when nothing was."""
        ...
