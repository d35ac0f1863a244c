from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.lists import HELE_REGIO, Bereik, Blad

from toezicht.domain.signalen.signaal import Signaal, Signaaluitkomst

Tellingen = Mapping[str, Mapping[Signaaluitkomst | None, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signaalfilter:
    """Which signals somebody asks for; `soorten` and `bereik` are what the caller may see."""

    soorten: Collection[str]
    bereik: Bereik = HELE_REGIO
    agb_code: str | None = None
    regel: str | None = None
    status: str | None = None
    ernst: str | None = None
    periode: int | None = None


class Signaalvragen(Protocol):
    """Reads over signals."""

    async def list(self, keuze: Signaalfilter, blad: Blad) -> Sequence[Signaal]:
        """One more than the page shows; by `gesignaleerdOp` or `bedragCent`."""
        ...

    async def count_by_regel(self, soorten: Collection[str], bereik: Bereik = HELE_REGIO) -> Tellingen:
        """Per rule: how many signals have which outcome; None for those without."""
        ...

    async def count_open(self) -> int:
        """Active signals that nobody made a case of or judged."""
        ...
