import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from risb_kern.lists import Bereik, Blad

from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.toelating.perceel import Variant


class Overeenkomstvragen(Protocol):
    """Agreements as they are shown."""

    async def find(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        """One agreement with every price version, or None."""
        ...

    async def list(
        self, bereik: Bereik, blad: Blad, *, agb_code: str | None = None, datum: dt.date | None = None
    ) -> Sequence[Overeenkomst]:
        """Agreements by id, with their prices; only of this aanbieder, and only those that run on this day."""
        ...

    async def list_van_perceel(self, perceel_code: str) -> Sequence[Overeenkomst]:
        """Every agreement for a perceel, running or not, by id; without its prices."""
        ...

    async def list_agb_codes(self, gemeenten: Collection[str]) -> Collection[str]:
        """Aanbieders with an agreement, running or not, for one of these gemeenten."""
        ...

    async def count(self, dag: dt.date) -> Mapping[Variant, int]:
        """How many agreements run on a day; a variant without any is absent."""
        ...
