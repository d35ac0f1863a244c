"""What the use cases need from outside; implemented in `adapters/` and by the fakes of the tests."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Protocol

from risb_kern.events import Event
from risb_zaak.ports import Agenda, Timeline

from contracting.application.lezen import Leesvragen
from contracting.domain.maatregelen.maatregel import Maatregel, Maatregeleinde
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs
from contracting.domain.regio.deelname import RegioDeelname
from contracting.domain.sturing.grootboek import Boekstuk, Budget
from contracting.domain.taakgericht.taakbudget import Termijn
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import Aanmelding
from contracting.domain.toelating.perceel import Perceel


class AanbiederRepository(Protocol):
    """Aanbieders by AGB-code."""

    async def get(self, agb_code: str) -> Aanbieder | None:
        """The aanbieder, or None."""
        ...

    async def add(self, aanbieder: Aanbieder) -> bool:
        """Store a new one; False when the code is taken."""
        ...


class PerceelRepository(Protocol):
    """Percelen by code."""

    async def get(self, code: str) -> Perceel | None:
        """The perceel, or None."""
        ...

    async def add(self, perceel: Perceel) -> bool:
        """Store a new one; False when the code is taken."""
        ...


class AanmeldingRepository(Protocol):
    """Applications; at most one open application per aanbieder and perceel."""

    async def get(self, aanmelding_id: uuid.UUID) -> Aanmelding | None:
        """The application, locked until the end of the transaction; or None."""
        ...

    async def add(self, aanmelding: Aanmelding) -> bool:
        """Store a new one; False when an open one exists for this aanbieder and perceel."""
        ...

    async def save(self, aanmelding: Aanmelding) -> None:
        """Store the new state."""
        ...

    async def is_toegelaten(self, agb_code: str, perceel_code: str) -> bool:
        """True when the aanbieder was admitted to the perceel."""
        ...


class OvereenkomstRepository(Protocol):
    """Agreements with their prices and terms."""

    async def get(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        """The agreement with all price versions, locked until the end of the transaction; or None."""
        ...

    async def add(self, overeenkomst: Overeenkomst, termijnen: Iterable[Termijn]) -> None:
        """Store a new one with its prices and terms."""
        ...

    async def add_prijs(self, overeenkomst_id: uuid.UUID, prijs: Prijs) -> None:
        """Store one more price version."""
        ...

    async def beeindig(self, overeenkomst: Overeenkomst) -> Sequence[Termijn]:
        """Store the end; gives the terms that lapse: those whose period starts after the last day."""
        ...


class DeelnameRepository(Protocol):
    """Participation of gemeenten in service lines."""

    async def van_gemeente(self, gemeente: str, dienst: str) -> Sequence[RegioDeelname]:
        """Every period of the gemeente in the service line, locked against parallel changes."""
        ...

    async def op(self, dag: dt.date, dienst: str | None = None) -> Sequence[RegioDeelname]:
        """The participation on a day."""
        ...

    async def bekende_gemeenten(self) -> frozenset[str]:
        """Every gemeente that ever took a service line."""
        ...

    async def save(self, deelname: RegioDeelname) -> None:
        """Store the period; the one with the same gemeente, service line and first day is replaced."""
        ...


class MaatregelRepository(Protocol):
    """Measures of toezicht; imposing and ending may arrive in any order."""

    async def opgelegd(self, maatregel: Maatregel, tijd: dt.datetime) -> None:
        """Store what was imposed; the newest statement counts."""
        ...

    async def beeindigd(self, einde: Maatregeleinde, tijd: dt.datetime) -> None:
        """Store the end; the newest statement counts."""
        ...


class GrootboekRepository(Protocol):
    """The ledger."""

    async def boek(self, boekstuk: Boekstuk) -> None:
        """Replace the voucher's state when `rang` is higher than what is there; else nothing happens."""
        ...


class BudgetRepository(Protocol):
    """Budgets with a version each."""

    async def versie(self, gemeente: str, programmalijn: str, jaar: int) -> int:
        """The version, locked; 0 when there is no budget yet."""
        ...

    async def save(self, budget: Budget) -> None:
        """Store the budget in its new version."""
        ...


class UnitOfWork(Protocol):
    """One transaction with every repository."""

    @property
    def aanbieders(self) -> AanbiederRepository: ...  # noqa: D102 -- the type says it
    @property
    def percelen(self) -> PerceelRepository: ...  # noqa: D102 -- the type says it
    @property
    def aanmeldingen(self) -> AanmeldingRepository: ...  # noqa: D102 -- the type says it
    @property
    def overeenkomsten(self) -> OvereenkomstRepository: ...  # noqa: D102 -- the type says it
    @property
    def deelnames(self) -> DeelnameRepository: ...  # noqa: D102 -- the type says it
    @property
    def timeline(self) -> Timeline: ...  # noqa: D102 -- the type says it
    @property
    def agenda(self) -> Agenda: ...  # noqa: D102 -- the type says it
    @property
    def maatregelen(self) -> MaatregelRepository: ...  # noqa: D102 -- the type says it
    @property
    def grootboek(self) -> GrootboekRepository: ...  # noqa: D102 -- the type says it
    @property
    def budgetten(self) -> BudgetRepository: ...  # noqa: D102 -- the type says it

    @property
    def lezen(self) -> Leesvragen: ...  # noqa: D102 -- the type says it

    def emit(self, event: Event, trace_id: str | None = None) -> None:
        """Queue the event with the transaction, under the current trace or the given one."""
        ...
