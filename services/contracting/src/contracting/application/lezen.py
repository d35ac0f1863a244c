"""Questions that change nothing; answered from the service's own database without locks."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from contracting.domain.maatregelen.maatregel import Maatregel
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.sturing.grootboek import Budget, Plek
from contracting.domain.taakgericht.taakbudget import Termijn
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import Aanmelding
from contracting.domain.toelating.perceel import Perceel


@dataclass(frozen=True, slots=True, kw_only=True)
class Blad:
    """One page: what comes after position `na`, at most `limiet` things."""

    na: str | None
    limiet: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bereik:
    """Whose things: the AGB-codes and gemeenten to keep to; None is everyone's."""

    agb_codes: frozenset[str] | None = None
    gemeenten: frozenset[str] | None = None


class Leesvragen(Protocol):
    """The reads of the API."""

    async def aanbieders(self, bereik: Bereik, blad: Blad) -> Sequence[Aanbieder]:
        """Aanbieders by AGB-code."""
        ...

    async def percelen(self, wet: str | None, blad: Blad) -> Sequence[Perceel]:
        """Percelen by code."""
        ...

    async def aanmelding(self, aanmelding_id: uuid.UUID) -> Aanmelding | None:
        """One application, or None."""
        ...

    async def aanmeldingen(
        self, bereik: Bereik, blad: Blad, *, perceel: str | None, staat: str | None
    ) -> Sequence[Aanmelding]:
        """Applications by id."""
        ...

    async def overeenkomst(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        """One agreement with every price version, or None."""
        ...

    async def overeenkomsten(self, bereik: Bereik, blad: Blad, *, datum: dt.date | None) -> Sequence[Overeenkomst]:
        """Agreements by id, with their prices; with a day only those that run on it."""
        ...

    async def termijnen(self, overeenkomst_id: uuid.UUID) -> Sequence[tuple[Termijn, bool]]:
        """The terms of an agreement by due date and gemeente, each with whether it lapsed."""
        ...

    async def maatregelen(self, bereik: Bereik) -> Sequence[Maatregel]:
        """Measures of the aanbieders, newest first."""
        ...

    async def budget(self, plek: Plek, jaar: int) -> Budget | None:
        """One budget, or None."""
        ...

    async def budgetten(self, jaar: int, bereik: Bereik) -> Mapping[Plek, int]:
        """The budgets of a year in eurocents."""
        ...

    async def geboekt(self, jaar: int, bereik: Bereik) -> Mapping[Plek, tuple[int, int]]:
        """Booked in a year: obliged and paid eurocents."""
        ...

    async def open_verplichting(self, jaar: int, bereik: Bereik, *, vandaag: dt.date) -> Mapping[Plek, int]:
        """The part of the obligations of a year that may still be declared or falls due, in eurocents."""
        ...

    async def lopend_per_variant(self, dag: dt.date) -> Mapping[str, int]:
        """How many agreements run on a day."""
        ...
