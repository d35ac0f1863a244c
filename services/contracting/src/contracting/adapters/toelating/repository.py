import uuid
from collections.abc import Collection

from risb_kern.privacy import Privacy
from sqlalchemy import exists
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import insert_new
from contracting.adapters.toelating.rows import (
    aanbieder_rij,
    aanbieder_uit,
    aanmelding_rij,
    aanmelding_uit,
    perceel_rij,
    perceel_uit,
)
from contracting.adapters.toelating.tables import AanbiederRij, AanmeldingRij, PerceelRij
from contracting.application.toelating.ports import Aanbieders, Aanmeldingen, Percelen
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import Aanmelding, AanmeldingStatus
from contracting.domain.toelating.perceel import Perceel


class SqlAanbieders(Aanbieders):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def find(self, agb_code: str) -> Aanbieder | None:
        rij = await self._session.get(AanbiederRij, agb_code)
        return None if rij is None else aanbieder_uit(rij)

    @override
    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        eigen = select(AanbiederRij.kvk_nummer).where(col(AanbiederRij.agb_code).in_(agb_codes))
        query = select(AanbiederRij.agb_code).where(col(AanbiederRij.kvk_nummer).in_(eigen))
        return frozenset(await self._session.scalars(query))

    @override
    async def list_of_kvk(self, kvk_nummer: str) -> frozenset[str]:
        query = select(AanbiederRij.agb_code).where(col(AanbiederRij.kvk_nummer) == kvk_nummer)
        return frozenset(await self._session.scalars(query))

    @override
    async def add(self, aanbieder: Aanbieder) -> bool:
        return await insert_new(self._session, aanbieder_rij(aanbieder))


class SqlPercelen(Percelen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def find(self, code: str) -> Perceel | None:
        rij = await self._session.get(PerceelRij, code)
        return None if rij is None else perceel_uit(rij)

    @override
    async def add(self, perceel: Perceel) -> bool:
        return await insert_new(self._session, perceel_rij(perceel))


class SqlAanmeldingen(Aanmeldingen):
    """On PostgreSQL; the partial unique index keeps open applications apart."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def get(self, aanmelding_id: uuid.UUID) -> Aanmelding | None:
        rij = await self._session.get(AanmeldingRij, aanmelding_id, with_for_update=True)
        return None if rij is None else aanmelding_uit(rij, self._privacy)

    @override
    async def add(self, aanmelding: Aanmelding) -> bool:
        return await insert_new(self._session, aanmelding_rij(aanmelding, self._privacy))

    @override
    async def save(self, aanmelding: Aanmelding) -> None:
        await self._session.merge(aanmelding_rij(aanmelding, self._privacy))
        await self._session.flush()

    @override
    async def is_toegelaten(self, agb_code: str, perceel_code: str) -> bool:
        gevonden = exists().where(
            col(AanmeldingRij.agb_code) == agb_code,
            col(AanmeldingRij.perceel_code) == perceel_code,
            col(AanmeldingRij.status) == AanmeldingStatus.TOEGELATEN,
        )
        return bool((await self._session.execute(select(gevonden))).scalar_one())

    @override
    async def find_toegelaten(self, agb_code: str, perceel_code: str) -> Aanmelding | None:
        query = select(AanmeldingRij).where(
            col(AanmeldingRij.agb_code) == agb_code,
            col(AanmeldingRij.perceel_code) == perceel_code,
            col(AanmeldingRij.status) == AanmeldingStatus.TOEGELATEN,
        )
        rij = (await self._session.scalars(query.order_by(col(AanmeldingRij.id)).limit(1))).first()
        return None if rij is None else aanmelding_uit(rij, self._privacy)
