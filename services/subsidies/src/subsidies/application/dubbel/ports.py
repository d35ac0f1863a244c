import datetime as dt
from collections.abc import Collection, Sequence
from typing import Protocol

from subsidies.domain.dubbel.regels import Contracteinde, Zorgcontract


class Zorgcontracten(Protocol):
    """Projection of contracting's providers and contracts; whatever order the events come in, it ends equal."""

    async def save_aanbieder(self, agb_code: str, kvk_nummer: str, datum: dt.date) -> None:
        """Newest registration by date wins; on the same day the last to come (they share a partition)."""
        ...

    async def save(self, contract: Zorgcontract) -> None:
        """Store the contract as concluded; an end that came earlier stays."""
        ...

    async def end(self, einde: Contracteinde) -> None:
        """The contract ends on this day, or as concluded, known or not yet; what was told earlier changes nothing."""
        ...

    async def find_kvk(self, agb_code: str) -> str | None:
        """KvK number of a provider, None when not registered yet."""
        ...

    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        """The AGB codes with the KvK number of one of these, themselves too when that is known."""
        ...

    async def list(self, kvk_nummer: str) -> Sequence[Zorgcontract]:
        """Every contract of the organisation that ran or runs, with its earliest end."""
        ...
