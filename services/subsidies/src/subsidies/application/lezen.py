"""What lists and the public register ask; filled straight from SQL."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_recht.periode import Periode

from subsidies.domain.aanvragen.aanvraag import Aanvraag
from subsidies.domain.openbaar.register import Registerregel
from subsidies.domain.regelingen.regeling import Regeling


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanvraagfilter:
    """Which applications; None is "all"."""

    aanvrager_sub: str | None = None
    regeling_code: str | None = None
    gemeente: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registerfilter:
    """Which grants; None is "all"."""

    jaar: int | None = None
    gemeente: str | None = None
    regeling_code: str | None = None


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


class Lezer(Protocol):
    """Read queries; lists go by keyset, so that a page never shifts."""

    async def regelingen(self) -> Sequence[Regeling]:
        """The newest version of every scheme, by code."""
        ...

    async def plafonds(self, code: str) -> Sequence[Plafondregel]:
        """The ledger of a scheme, in a fixed order; empty when there is no such scheme."""
        ...

    async def aanvragen(
        self, welke: Aanvraagfilter, na: tuple[dt.datetime, uuid.UUID] | None, limiet: int
    ) -> Sequence[tuple[Aanvraag, dt.date]]:
        """Applications with their decision date, in order of receipt."""
        ...

    async def register(
        self, welke: Registerfilter, na: tuple[dt.date, uuid.UUID] | None, limiet: int
    ) -> Sequence[Registerregel]:
        """Grants in order of decision, masked."""
        ...
