import uuid
from collections.abc import Sequence

from chassis.keyset import page, search
from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Privacy
from risb_recht.wet import Wet
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import column, visible
from contracting.adapters.toelating.rows import aanbieder_uit, aanmelding_uit, perceel_uit
from contracting.adapters.toelating.tables import AanbiederRij, AanmeldingRij, PerceelRij
from contracting.application.toelating.queries import Aanbiedervragen, Aanmeldingvragen, Perceelvragen
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.domain.toelating.aanmelding import Aanmelding, AanmeldingStatus
from contracting.domain.toelating.perceel import Perceel


class SqlAanbiedervragen(Aanbiedervragen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, bereik: Bereik, blad: Blad) -> Sequence[Aanbieder]:
        agb_code, naam = column(AanbiederRij.agb_code), column(AanbiederRij.naam)
        query = search(select(AanbiederRij).where(visible(bereik, agb_code=agb_code)), blad, naam)
        rijen = await self._session.execute(page(query, blad, agbCode=[agb_code], naam=[naam, agb_code]))
        return [aanbieder_uit(one) for one in rijen.scalars()]


class SqlPerceelvragen(Perceelvragen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, blad: Blad, *, wet: Wet | None = None) -> Sequence[Perceel]:
        query = select(PerceelRij)
        if wet is not None:
            query = query.where(col(PerceelRij.wet) == wet)
        rijen = await self._session.execute(page(query, blad, code=[column(PerceelRij.code)]))
        return [perceel_uit(one) for one in rijen.scalars()]


class SqlAanmeldingvragen(Aanmeldingvragen):
    """On PostgreSQL, without locks."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, aanmelding_id: uuid.UUID) -> Aanmelding | None:
        rij = await self._session.get(AanmeldingRij, aanmelding_id)
        return None if rij is None else aanmelding_uit(rij, self._privacy)

    @override
    async def list(
        self,
        bereik: Bereik,
        blad: Blad,
        *,
        agb_code: str | None = None,
        perceel_code: str | None = None,
        status: AanmeldingStatus | None = None,
    ) -> Sequence[Aanmelding]:
        query = select(AanmeldingRij).where(visible(bereik, agb_code=AanmeldingRij.agb_code))
        if agb_code is not None:
            query = query.where(col(AanmeldingRij.agb_code) == agb_code)
        if perceel_code is not None:
            query = query.where(col(AanmeldingRij.perceel_code) == perceel_code)
        if status is not None:
            query = query.where(col(AanmeldingRij.status) == status)
        rijen = await self._session.execute(page(query, blad, id=[column(AanmeldingRij.id)]))
        return [aanmelding_uit(one, self._privacy) for one in rijen.scalars()]
