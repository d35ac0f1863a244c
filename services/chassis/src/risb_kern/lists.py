"""What a caller asks of a list: which part, in which order, of whose things."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Blad:
    """A page: `limiet` things after position `na`, in the order that is called `orde`.

    A position holds the values that the order sorts on, the last one unique. A query gives one thing more than shown
    (`take`), so that the edge knows whether there is more. `zoek` is a text to search for, where the list offers it.
    """

    na: tuple[Any, ...] | None = None
    limiet: int = 50
    orde: str = "id"
    aflopend: bool = False
    zoek: str | None = None

    @property
    def take(self) -> int:
        """How many to read."""
        return self.limiet + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bereik:
    """Whose things a caller may see: everything, or what belongs to one of these aanbieders or gemeenten."""

    alles: bool = False
    agb_codes: frozenset[str] = frozenset()
    gemeenten: frozenset[str] = frozenset()

    def ziet(self, *, agb_code: str | None = None, gemeenten: Iterable[str] = ()) -> bool:
        """True when the thing of this aanbieder and these gemeenten is among them."""
        return self.alles or agb_code in self.agb_codes or not self.gemeenten.isdisjoint(gemeenten)


HELE_REGIO = Bereik(alles=True)
