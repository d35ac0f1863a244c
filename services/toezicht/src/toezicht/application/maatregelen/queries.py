from collections.abc import Sequence
from typing import Protocol

from risb_kern.lists import HELE_REGIO, Bereik, Blad

from toezicht.domain.maatregelen.maatregel import Maatregel


class Maatregelvragen(Protocol):
    """Reads over measures."""

    async def list(self, agb_code: str | None, blad: Blad, bereik: Bereik = HELE_REGIO) -> Sequence[Maatregel]:
        """Measures in reach, one more than the page shows; by `opgelegdOp`."""
        ...
