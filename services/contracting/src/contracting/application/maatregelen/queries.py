from collections.abc import Collection, Sequence
from typing import Protocol

from risb_kern.lists import Bereik

from contracting.domain.maatregelen.maatregel import Maatregel


class Maatregelvragen(Protocol):
    """Measures as they are shown."""

    async def list(self, bereik: Bereik, *, agb_codes: Collection[str] | None = None) -> Sequence[Maatregel]:
        """Measures, or those against these aanbieders, newest first; one of which only the end is known is left out."""
        ...
