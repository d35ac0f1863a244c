import uuid
from collections.abc import Collection

from risb_kern.privacy import Privacy
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.maatregelen.rows import maatregel_of, maatregel_row
from toezicht.adapters.maatregelen.tables import MaatregelRij, RegiodeelnameRij
from toezicht.application.maatregelen.ports import Gemeenten, Maatregelen
from toezicht.domain.maatregelen.maatregel import Maatregel


class SqlMaatregelen(Maatregelen):
    """Measures in PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def get(self, maatregel_id: uuid.UUID) -> Maatregel | None:
        row = await self._session.get(MaatregelRij, maatregel_id, with_for_update=True, populate_existing=True)
        return maatregel_of(row, self._privacy) if row is not None else None

    @override
    async def add(self, maatregel: Maatregel) -> None:
        self._session.add(maatregel_row(maatregel, self._privacy))
        await self._session.flush()

    @override
    async def save(self, maatregel: Maatregel) -> None:
        await self._session.merge(maatregel_row(maatregel, self._privacy))
        await self._session.flush()

    @override
    async def count(self, zaak_id: uuid.UUID) -> int:
        query = select(func.count()).where(col(MaatregelRij.zaak_id) == zaak_id)
        return await self._session.scalar(query) or 0


class SqlGemeenten(Gemeenten):
    """Gemeenten in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add(self, gemeente: str) -> None:
        await self._session.execute(insert(RegiodeelnameRij).values(gemeente=gemeente).on_conflict_do_nothing())

    @override
    async def list(self) -> Collection[str]:
        return set(await self._session.scalars(select(col(RegiodeelnameRij.gemeente))))
