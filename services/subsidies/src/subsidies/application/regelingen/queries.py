import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.lists import Blad
from risb_recht.periode import Periode

from subsidies.domain.regelingen.regeling import Regeling


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelingfilter:
    """Which schemes; None is "all". `open_op` is a day on which applications are taken in."""

    gemeente: str | None = None
    open_op: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plafondregel:
    """One row of the ledger, in cents."""

    gemeente: str
    wijk: str | None
    tijdvak: Periode
    bedrag_cent: int
    verleend_cent: int

    @property
    def ruimte_cent(self) -> int:
        """What may still be granted."""
        return self.bedrag_cent - self.verleend_cent


class Regelingvragen(Protocol):
    """Schemes in their newest version as visitors see them; order `code`."""

    async def list(self, welke: Regelingfilter, blad: Blad) -> Sequence[Regeling]:
        """A page of schemes."""
        ...

    async def list_all(self) -> Sequence[Regeling]:
        """Every scheme, by code."""
        ...

    async def list_plafonds(self, code: str) -> Sequence[Plafondregel]:
        """The ledger of a scheme, in a fixed order; empty when there is no such scheme."""
        ...
