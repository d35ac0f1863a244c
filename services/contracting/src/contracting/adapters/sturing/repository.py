import dataclasses

from chassis.db import SqlUnitOfWork
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from contracting.adapters.sturing.tables import BudgetRij
from contracting.application.sturing.ports import Budgetten, Grootboek
from contracting.application.taakgericht.ports import Verplichtingen
from contracting.domain.sturing.grootboek import Boekstuk, boek_termijn
from contracting.domain.sturing.monitor import Budget
from contracting.domain.taakgericht.events import BetaaltermijnVastgesteld

_BOEKSTUK = """
INSERT INTO boekstuk (soort, kenmerk, rang) VALUES (:soort, :kenmerk, :rang)
ON CONFLICT (soort, kenmerk) DO UPDATE SET rang = excluded.rang WHERE boekstuk.rang < excluded.rang RETURNING 1
"""
_WIS = "DELETE FROM boekregel WHERE soort = :soort AND kenmerk = :kenmerk"
_BOEKREGEL = """
INSERT INTO boekregel (soort, kenmerk, gemeente, programmalijn, jaar, verplicht_cent, betaalbaar_cent,
  vrijgegeven_cent, geweigerd_cent, post, van, tot)
VALUES (:soort, :kenmerk, :gemeente, :programmalijn, :jaar, :verplicht_cent, :betaalbaar_cent,
  :vrijgegeven_cent, :geweigerd_cent, :post, :van, :tot)
"""


class SqlGrootboek(Grootboek):
    """On PostgreSQL; the row lock of the voucher makes parallel bookings wait."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def book(self, boekstuk: Boekstuk) -> None:
        sleutel = {"soort": boekstuk.soort.value, "kenmerk": boekstuk.kenmerk}
        if (await self._session.execute(text(_BOEKSTUK), {**sleutel, "rang": boekstuk.rang})).first() is None:
            return
        await self._session.execute(text(_WIS), sleutel)
        regels = [{**sleutel, **dataclasses.asdict(one)} for one in boekstuk.regels if not one.is_leeg]
        if regels:
            await self._session.execute(text(_BOEKREGEL), regels)


class LedgerVerplichtingen(Verplichtingen):
    """Payment terms as vouchers in the ledger: what taakgericht asks for, so that it need not know of the ledger."""

    def __init__(self, grootboek: Grootboek) -> None:
        self._grootboek = grootboek

    @override
    async def book(self, termijn: BetaaltermijnVastgesteld, *, versie: int) -> None:
        await self._grootboek.book(boek_termijn(termijn, versie=versie))


class SqlBudgetten(Budgetten):
    """On PostgreSQL."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    @override
    async def get(self, gemeente: str, programmalijn: str, jaar: int) -> Budget | None:
        await self._uow.serialize(f"budget:{gemeente}:{programmalijn}:{jaar}")
        return await self.find(gemeente, programmalijn, jaar)

    @override
    async def find(self, gemeente: str, programmalijn: str, jaar: int) -> Budget | None:
        rij = await self._uow.session.get(BudgetRij, (gemeente, programmalijn, jaar))
        return None if rij is None else Budget(**rij.model_dump())

    @override
    async def save(self, budget: Budget) -> None:
        await self._uow.session.merge(BudgetRij(**dataclasses.asdict(budget)))
        await self._uow.session.flush()
