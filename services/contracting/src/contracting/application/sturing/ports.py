import uuid
from collections.abc import Sequence
from typing import Protocol

from contracting.domain.regio.deelname import Dienst
from contracting.domain.sturing.betaalbaarheid import Betaalbaarheidsverslag
from contracting.domain.sturing.fonds import Fonds, Fondsboeking
from contracting.domain.sturing.grootboek import Boekstuk
from contracting.domain.sturing.monitor import Budget
from contracting.domain.sturing.raming import Raming
from contracting.domain.sturing.verdeling import Kostenverdeling, Verdeelregel


class Grootboek(Protocol):
    """The budget ledger."""

    async def book(self, boekstuk: Boekstuk) -> None:
        """Replace the voucher's state when `rang` is higher than what is there; else nothing happens."""
        ...


class Budgetten(Protocol):
    """Budgets by gemeente, programmalijn and year, with a version each."""

    async def get(self, gemeente: str, programmalijn: str, jaar: int) -> Budget | None:
        """The budget or None, locked until the end of the transaction also while there is none."""
        ...

    async def find(self, gemeente: str, programmalijn: str, jaar: int) -> Budget | None:
        """The budget, or None."""
        ...

    async def save(self, budget: Budget) -> None:
        """Store the budget in its new version."""
        ...


class Verdeelregels(Protocol):
    """How a service line is divided in a year: the newest version of the rule."""

    async def get(self, dienst: Dienst, jaar: int) -> Verdeelregel | None:
        """The rule or None, locked until the end of the transaction also while there is none."""
        ...

    async def find(self, dienst: Dienst, jaar: int) -> Verdeelregel | None:
        """The rule, or None."""
        ...

    async def save(self, regel: Verdeelregel) -> None:
        """Store its new version."""
        ...


class Kostenverdelingen(Protocol):
    """What was divided; never changed."""

    async def add(self, verdeling: Kostenverdeling) -> None:
        """Store one."""
        ...

    async def list(self, dienst: Dienst, jaar: int) -> Sequence[Kostenverdeling]:
        """Those of a service line and year, by id."""
        ...


class Ramingen(Protocol):
    """Forecasts as they were made, with what came true."""

    async def get(self, raming_id: uuid.UUID) -> Raming | None:
        """The forecast, locked until the end of the transaction; or None."""
        ...

    async def add(self, raming: Raming) -> None:
        """Store a new one."""
        ...

    async def save(self, raming: Raming) -> None:
        """Store what came true."""
        ...

    async def list(self, jaar: int) -> Sequence[Raming]:
        """Those of a year, the oldest first."""
        ...

    async def list_afgerekend(self, gemeente: str, programmalijn: str) -> Sequence[Raming]:
        """Those of a line of which the outcome is known, the oldest first."""
        ...


class Fondsen(Protocol):
    """The revolverend fonds: entries that are only added."""

    async def get(self) -> Fonds:
        """The fund, locked until the end of the transaction."""
        ...

    async def find(self) -> Fonds:
        """The fund as it is now."""
        ...

    async def add(self, boeking: Fondsboeking) -> None:
        """Store one more entry."""
        ...


class Betaalbaarheidsverslagen(Protocol):
    """Reports to the council."""

    async def get(self, verslag_id: uuid.UUID) -> Betaalbaarheidsverslag | None:
        """The report, locked until the end of the transaction; or None."""
        ...

    async def add(self, verslag: Betaalbaarheidsverslag) -> None:
        """Store a new one."""
        ...

    async def save(self, verslag: Betaalbaarheidsverslag) -> None:
        """Store its new state."""
        ...

    async def list(self, jaar: int) -> Sequence[Betaalbaarheidsverslag]:
        """Those of a year, by id."""
        ...
