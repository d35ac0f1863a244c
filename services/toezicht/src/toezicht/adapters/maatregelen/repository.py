import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.database import columns, read
from toezicht.adapters.maatregelen.tables import MaatregelRij, RegiodeelnameRij
from toezicht.application.maatregelen.ports import Gemeenten
from toezicht.domain.maatregelen.maatregel import Maatregel, Maatregelsoort


class SqlMaatregelen:
    """Measures in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def bewaar(self, maatregel: Maatregel) -> None:
        """Insert or replace."""
        await self._session.merge(MaatregelRij(**columns(maatregel)))
        await self._session.flush()

    async def haal(self, maatregel_id: uuid.UUID) -> Maatregel | None:
        """The measure, locked for this transaction."""
        rij = await self._session.get(MaatregelRij, maatregel_id, with_for_update=True, populate_existing=True)
        return _maatregel(rij) if rij is not None else None

    async def lijst(self, *, zaak_id: uuid.UUID | None = None, agb_code: str | None = None) -> list[Maatregel]:
        """Oldest first."""
        vraag = select(MaatregelRij).order_by(col(MaatregelRij.opgelegd_op), col(MaatregelRij.id))
        if zaak_id is not None:
            vraag = vraag.where(col(MaatregelRij.zaak_id) == zaak_id)
        if agb_code is not None:
            vraag = vraag.where(col(MaatregelRij.agb_code) == agb_code)
        return [_maatregel(rij) for rij in await self._session.scalars(vraag)]


def _maatregel(rij: MaatregelRij) -> Maatregel:
    return read(Maatregel, rij, soort=Maatregelsoort(rij.soort))


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
