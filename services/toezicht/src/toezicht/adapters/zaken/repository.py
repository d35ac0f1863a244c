import uuid
from collections.abc import Sequence

from risb_kern.privacy import Privacy
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.zaken.rows import bevinding_of, bevinding_row, zaak_of, zaak_row
from toezicht.adapters.zaken.tables import BevindingRij, ZaakRij
from toezicht.application.zaken.ports import Bevindingen, Zaken
from toezicht.domain.zaken.zaak import Bevinding, Zaak


class SqlZaken(Zaken):
    """Cases in PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, zaak_id: uuid.UUID) -> Zaak | None:
        return await self._read(zaak_id, lock=False)

    @override
    async def get(self, zaak_id: uuid.UUID) -> Zaak | None:
        return await self._read(zaak_id, lock=True)

    async def _read(self, zaak_id: uuid.UUID, *, lock: bool) -> Zaak | None:
        row = await self._session.get(ZaakRij, zaak_id, with_for_update=lock, populate_existing=True)
        return zaak_of(row, self._privacy) if row is not None else None

    @override
    async def add(self, zaak: Zaak) -> None:
        self._session.add(zaak_row(zaak, self._privacy))
        await self._session.flush()

    @override
    async def save(self, zaak: Zaak) -> None:
        await self._session.merge(zaak_row(zaak, self._privacy))
        await self._session.flush()


class SqlBevindingen(Bevindingen):
    """Findings in PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def add(self, bevinding: Bevinding) -> None:
        self._session.add(bevinding_row(bevinding, self._privacy))
        await self._session.flush()

    @override
    async def list(self, zaak_id: uuid.UUID) -> Sequence[Bevinding]:
        query = (
            select(BevindingRij)
            .where(col(BevindingRij.zaak_id) == zaak_id)
            .order_by(col(BevindingRij.op), col(BevindingRij.id))
        )
        return [bevinding_of(row, self._privacy) for row in await self._session.scalars(query)]
