import uuid

from risb_kern.privacy import Privacy
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.bestedingsruimte.rows import ruimte_rij, ruimte_uit
from contracting.adapters.bestedingsruimte.tables import BestedingsruimteRij, RuimtegebruikRij
from contracting.adapters.database import insert_new
from contracting.application.bestedingsruimte.ports import Bestedingsruimten
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte


class SqlBestedingsruimten(Bestedingsruimten):
    """On PostgreSQL; use is a row per message, so that no counter is written by everybody."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def get(self, ruimte_id: uuid.UUID) -> Bestedingsruimte | None:
        rij = await self._session.get(BestedingsruimteRij, ruimte_id, with_for_update=True)
        return None if rij is None else ruimte_uit(rij, self._privacy)

    @override
    async def add(self, ruimte: Bestedingsruimte) -> bool:
        return await insert_new(self._session, ruimte_rij(ruimte, self._privacy))

    @override
    async def save(self, ruimte: Bestedingsruimte) -> None:
        await self._session.merge(ruimte_rij(ruimte, self._privacy))
        await self._session.flush()

    @override
    async def add_gebruik(self, ruimte_id: uuid.UUID, bron_id: uuid.UUID, cent: int) -> None:
        await insert_new(self._session, RuimtegebruikRij(ruimte_id=ruimte_id, bron_id=bron_id, cent=cent))

    @override
    async def sum_gebruik(self, ruimte_id: uuid.UUID) -> int:
        som = func.coalesce(func.sum(col(RuimtegebruikRij.cent)), 0)
        query = select(som).where(col(RuimtegebruikRij.ruimte_id) == ruimte_id)
        return int((await self._session.execute(query)).scalar_one())
