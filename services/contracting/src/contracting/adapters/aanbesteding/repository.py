import uuid
from collections.abc import Sequence

from risb_kern.privacy import Privacy
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.aanbesteding.rows import (
    aanbesteding_rij,
    aanbesteding_uit,
    inschrijving_rij,
    inschrijving_uit,
)
from contracting.adapters.aanbesteding.tables import AanbestedingPerceelRij, AanbestedingRij, InschrijvingRij
from contracting.adapters.database import insert_new
from contracting.application.aanbesteding.ports import Aanbestedingen, Inschrijvingen
from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.aanbesteding.inschrijving import Inschrijving, InschrijvingStatus


class SqlAanbestedingen(Aanbestedingen):
    """On PostgreSQL; a partial unique index keeps a perceel in one tender at a time."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, aanbesteding_id: uuid.UUID) -> Aanbesteding | None:
        rij = await self._session.get(AanbestedingRij, aanbesteding_id)
        return None if rij is None else aanbesteding_uit(rij, self._privacy)

    @override
    async def get(self, aanbesteding_id: uuid.UUID) -> Aanbesteding | None:
        rij = await self._session.get(AanbestedingRij, aanbesteding_id, with_for_update=True, populate_existing=True)
        return None if rij is None else aanbesteding_uit(rij, self._privacy)

    @override
    async def get_gedeeld(self, aanbesteding_id: uuid.UUID) -> Aanbesteding | None:
        samen = {"read": True}
        rij = await self._session.get(AanbestedingRij, aanbesteding_id, with_for_update=samen, populate_existing=True)
        return None if rij is None else aanbesteding_uit(rij, self._privacy)

    @override
    async def get_van_perceel(self, perceel_code: str) -> Aanbesteding | None:
        lopend = select(AanbestedingPerceelRij.aanbesteding_id).where(
            col(AanbestedingPerceelRij.perceel_code) == perceel_code, col(AanbestedingPerceelRij.loopt)
        )
        aanbesteding_id = (await self._session.scalars(lopend)).first()
        return None if aanbesteding_id is None else await self.get(aanbesteding_id)

    @override
    async def add(self, aanbesteding: Aanbesteding) -> bool:
        nieuw = await insert_new(self._session, aanbesteding_rij(aanbesteding, self._privacy))
        for rij in _perceelrijen(aanbesteding):
            nieuw = nieuw and await insert_new(self._session, rij)
        return nieuw

    @override
    async def replace(self, aanbesteding: Aanbesteding) -> bool:
        eigen = col(AanbestedingPerceelRij.aanbesteding_id) == aanbesteding.id
        await self._session.execute(delete(AanbestedingPerceelRij).where(eigen))
        await self._session.merge(aanbesteding_rij(aanbesteding, self._privacy))
        return all([await insert_new(self._session, rij) for rij in _perceelrijen(aanbesteding)])

    @override
    async def save(self, aanbesteding: Aanbesteding) -> None:
        await self._session.merge(aanbesteding_rij(aanbesteding, self._privacy))
        for rij in _perceelrijen(aanbesteding):
            await self._session.merge(rij)
        await self._session.flush()


class SqlInschrijvingen(Inschrijvingen):
    """On PostgreSQL; a partial unique index keeps one bid that counts."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def get(self, inschrijving_id: uuid.UUID) -> Inschrijving | None:
        rij = await self._session.get(InschrijvingRij, inschrijving_id, with_for_update=True, populate_existing=True)
        return None if rij is None else inschrijving_uit(rij, self._privacy)

    @override
    async def get_ontvangen(self, aanbesteding_id: uuid.UUID, perceel_code: str, agb_code: str) -> Inschrijving | None:
        query = select(InschrijvingRij).where(
            col(InschrijvingRij.aanbesteding_id) == aanbesteding_id,
            col(InschrijvingRij.perceel_code) == perceel_code,
            col(InschrijvingRij.agb_code) == agb_code,
            col(InschrijvingRij.status) == InschrijvingStatus.ONTVANGEN,
        )
        rij = (await self._session.scalars(query.with_for_update())).first()
        return None if rij is None else inschrijving_uit(rij, self._privacy)

    @override
    async def add(self, inschrijving: Inschrijving) -> bool:
        return await insert_new(self._session, inschrijving_rij(inschrijving, self._privacy))

    @override
    async def save(self, inschrijving: Inschrijving) -> None:
        await self._session.merge(inschrijving_rij(inschrijving, self._privacy))
        await self._session.flush()

    @override
    async def list(self, aanbesteding_id: uuid.UUID, perceel_code: str | None = None) -> Sequence[Inschrijving]:
        query = select(InschrijvingRij).where(col(InschrijvingRij.aanbesteding_id) == aanbesteding_id)
        if perceel_code is not None:
            query = query.where(col(InschrijvingRij.perceel_code) == perceel_code)
        query = query.order_by(col(InschrijvingRij.ontvangen_op), col(InschrijvingRij.id))
        return [inschrijving_uit(one, self._privacy) for one in (await self._session.scalars(query)).all()]


def _perceelrijen(aanbesteding: Aanbesteding) -> list[AanbestedingPerceelRij]:
    return [
        AanbestedingPerceelRij(
            aanbesteding_id=aanbesteding.id,
            perceel_code=one.perceel_code,
            loopt=one.ingetrokken_op is None,
        )
        for one in aanbesteding.percelen
    ]
