import uuid
from collections.abc import Sequence
from typing import Protocol

from risb_recht.wet import Wet

from contracting.domain.overeenkomsten.dekking import Dekking
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs


class Overeenkomsten(Protocol):
    """Agreements with their prices, and what they cover.

    No two agreements of one aanbieder cover the same for a day: what would is refused, also in parallel
    (`overeenkomst-overlapt`).
    """

    async def get(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        """The agreement with all price versions, locked until the end of the transaction; or None."""
        ...

    async def get_dekking(self, agb_code: str, wet: Wet) -> Sequence[Dekking]:
        """What the agreements of the aanbieder cover, locked against parallel changes of any of them."""
        ...

    async def add(self, overeenkomst: Overeenkomst) -> None:
        """Store a new one with its prices."""
        ...

    async def add_prijs(self, overeenkomst_id: uuid.UUID, prijs: Prijs) -> None:
        """Store one more price version; the ones before it stay as they are."""
        ...

    async def save(self, overeenkomst: Overeenkomst) -> None:
        """Store its end and the versions of its budget; what was agreed and its prices never change."""
        ...

    async def save_restored(self, overeenkomst: Overeenkomst) -> None:
        """Store that it ends later, or as agreed after all: it covers those days again."""
        ...
