import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from risb_kern.lists import Blad

from contracting.domain.taakgericht.afrekening import Taakafrekening
from contracting.domain.taakgericht.budgetwijziging import Budgetwijziging
from contracting.domain.taakgericht.businesscase import Businesscase
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld
from contracting.domain.taakgericht.taakafspraak import Taakafspraak
from contracting.domain.taakgericht.taakbudget import Betaaltermijn

T = TypeVar("T")


class Termijnen(Protocol):
    """The payment schedules of taakgerichte agreements."""

    async def add(self, overeenkomst_id: uuid.UUID, termijnen: Iterable[Betaaltermijn]) -> None:
        """Store terms of an agreement beside those that it has."""
        ...

    async def cancel(self, overeenkomst_id: uuid.UUID, *, na: dt.date) -> Sequence[Betaaltermijn]:
        """Cancel the terms whose period starts after the day, and give them."""
        ...

    async def take_back(self, overeenkomst_id: uuid.UUID) -> Sequence[Betaaltermijn]:
        """Bring back the terms that were cancelled, and give them."""
        ...

    async def save(self, overeenkomst_id: uuid.UUID, termijnen: Iterable[Betaaltermijn]) -> None:
        """Store the new amounts of terms that are there; whether they lapsed stays as it was."""
        ...

    async def list(self, overeenkomst_id: uuid.UUID) -> Sequence[tuple[Betaaltermijn, bool]]:
        """The terms by due date and gemeente, each with whether it lapsed."""
        ...


class Verplichtingen(Protocol):
    """Where payment terms are an obligation of a gemeente; the budget ledger is behind it."""

    async def book(self, termijn: BetaaltermijnVastgesteld, *, versie: int) -> None:
        """Book the term in this transaction; a higher `versie` replaces what was booked before it."""
        ...


class Taakdossiers(Protocol[T]):
    """What belongs to taakgerichte and parent agreements, one file each; those of one kind."""

    async def get(self, dossier_id: uuid.UUID) -> T | None:
        """The file, locked until the end of the transaction; or None."""
        ...

    async def find(self, dossier_id: uuid.UUID) -> T | None:
        """The file, or None."""
        ...

    async def add(self, dossier: T) -> None:
        """Store a new one."""
        ...

    async def save(self, dossier: T) -> None:
        """Store its new state."""
        ...

    async def list(self, blad: Blad | None = None, *, bij: uuid.UUID | None = None) -> Sequence[T]:
        """Files by id; only of this agreement; without a page all of them."""
        ...


class Taakafspraken(Taakdossiers[Taakafspraak], Protocol):
    """The tasks; each has the number of its agreement."""


class Taakafrekeningen(Taakdossiers[Taakafrekening], Protocol):
    """Yearly settlements."""


class Businesscases(Taakdossiers[Businesscase], Protocol):
    """Business cases."""


class Budgetwijzigingen(Taakdossiers[Budgetwijziging], Protocol):
    """Amendments of budgets."""
