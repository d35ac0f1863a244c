import uuid
from collections.abc import Mapping, Sequence
from typing import Protocol

from risb_kern.lists import Blad

from contracting.domain.rekeningen.rekening import Rekening, RekeningStatus


class Rekeningvragen(Protocol):
    """Accounts as they are shown."""

    async def list(self, blad: Blad, *, houder: str | None, status: RekeningStatus | None) -> Sequence[Rekening]:
        """Accounts by id."""
        ...

    async def count_andere_houders(self, rekeningen: Sequence[Rekening]) -> Mapping[uuid.UUID, int]:
        """For each account, how many other holders have ever had this number; absent when nobody."""
        ...
