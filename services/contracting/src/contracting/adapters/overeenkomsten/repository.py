import uuid

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.overeenkomsten.rows import overeenkomst_rij, overeenkomst_uit
from contracting.adapters.overeenkomsten.tables import OvereenkomstRij
from contracting.adapters.prijzen.rows import prijs_rij
from contracting.adapters.prijzen.tables import PrijsRij
from contracting.application.overeenkomsten.ports import Overeenkomsten
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs


class SqlOvereenkomsten(Overeenkomsten):
    """On PostgreSQL; prices are rows of their own, which are only ever added."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def get(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        rij = await self._session.get(OvereenkomstRij, overeenkomst_id, with_for_update=True)
        if rij is None:
            return None
        query = select(PrijsRij).where(col(PrijsRij.overeenkomst_id) == overeenkomst_id)
        prijzen = (await self._session.execute(query.order_by(col(PrijsRij.versie)))).scalars()
        return overeenkomst_uit(rij, prijzen)

    @override
    async def add(self, overeenkomst: Overeenkomst) -> None:
        self._session.add(overeenkomst_rij(overeenkomst))
        await self._session.flush()
        self._session.add_all(prijs_rij(overeenkomst.id, one) for one in overeenkomst.prijzen)
        await self._session.flush()

    @override
    async def add_prijs(self, overeenkomst_id: uuid.UUID, prijs: Prijs) -> None:
        self._session.add(prijs_rij(overeenkomst_id, prijs))
        await self._session.flush()

    @override
    async def save(self, overeenkomst: Overeenkomst) -> None:
        await self._session.merge(overeenkomst_rij(overeenkomst))
        await self._session.flush()
