import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from risb_kern.lists import Bereik

from contracting.domain.sturing.grootboek import Plek
from contracting.domain.sturing.monitor import Geboekt


class Monitorvragen(Protocol):
    """What the budget monitor puts side by side: per gemeente and programmalijn, in eurocents of one year."""

    async def sum_budgetten(self, jaar: int, bereik: Bereik) -> Mapping[Plek, int]:
        """The budgets."""
        ...

    async def sum_geboekt(self, jaar: int, bereik: Bereik) -> Mapping[Plek, Geboekt]:
        """What is booked."""
        ...

    async def sum_open(self, jaar: int, bereik: Bereik, *, vandaag: dt.date) -> Mapping[Plek, int]:
        """What may still become payable of the obligations, by the rule of `domain.sturing.prognose`."""
        ...
