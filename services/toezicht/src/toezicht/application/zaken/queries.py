from collections.abc import Sequence
from typing import Protocol

from risb_kern.lists import Blad

from toezicht.domain.zaken.zaak import Zaak, ZaakStatus


class Zaakvragen(Protocol):
    """Reads over cases."""

    async def list(self, status: ZaakStatus | None, blad: Blad) -> Sequence[Zaak]:
        """One more than the page shows; by `geopendOp`."""
        ...
