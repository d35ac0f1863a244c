from typing import Protocol

from contracting.domain.sturing.grootboek import Boekstuk
from contracting.domain.sturing.monitor import Budget


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
