from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.lists import Blad

from subsidies.domain.openbaar.register import Registerregel


@dataclass(frozen=True, slots=True, kw_only=True)
class Registerfilter:
    """Which grants; None is "all"."""

    jaar: int | None = None
    gemeente: str | None = None
    regeling_code: str | None = None


class Registervragen(Protocol):
    """The public register; order `besluitdatum`."""

    async def list(self, welke: Registerfilter, blad: Blad) -> Sequence[Registerregel]:
        """A page of grants, masked."""
        ...
