from collections.abc import Sequence
from typing import Protocol

from risb_kern.lists import HELE_REGIO, Bereik, Blad

from toezicht.domain.zaken.zaak import Zaak, ZaakStatus


class Zaakvragen(Protocol):
    """Reads over cases."""

    async def list(self, status: ZaakStatus | None, blad: Blad, bereik: Bereik = HELE_REGIO) -> Sequence[Zaak]:
        """Cases about a signal in reach, one more than the page shows; by `geopendOp`."""
        ...
