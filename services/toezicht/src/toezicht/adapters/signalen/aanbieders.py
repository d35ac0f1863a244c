import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from risb_kern.projections import upsert_newest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.database import columns, read
from toezicht.adapters.signalen.tables import AanbiederRij, DeclaratieRij, OvereenkomstRij, WerkgebiedRij
from toezicht.application.signalen.ports import Aanbieders
from toezicht.domain.signalen.aanbieder import Aanbieder, Declaratietotaal, Overeenkomst

_WERKGEBIED = text(
    "INSERT INTO werkgebied (agb_code, gemeente) SELECT :agb_code, unnest(CAST(:gemeenten AS text[]))"
    " ON CONFLICT DO NOTHING"
)


class SqlAanbieders(Aanbieders):
    """What other services told, in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def find(self, agb_code: str) -> Aanbieder | None:
        row = await self._session.get(AanbiederRij, agb_code)
        return read(Aanbieder, row) if row is not None else None

    @override
    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        eigen = select(col(AanbiederRij.kvk_nummer)).where(col(AanbiederRij.agb_code).in_(agb_codes))
        query = select(col(AanbiederRij.agb_code)).where(col(AanbiederRij.kvk_nummer).in_(eigen))
        return frozenset(await self._session.scalars(query))

    @override
    async def put(self, aanbieder: Aanbieder, tijd: dt.datetime) -> None:
        await upsert_newest(self._session, AanbiederRij, {**columns(aanbieder), "tijd": tijd}, rang="tijd")

    @override
    async def list_overeenkomsten(self, agb_code: str) -> Sequence[Overeenkomst]:
        query = (
            select(OvereenkomstRij)
            .where(col(OvereenkomstRij.agb_code) == agb_code)
            .order_by(col(OvereenkomstRij.ingangsdatum), col(OvereenkomstRij.id))
        )
        return [read(Overeenkomst, row) for row in await self._session.scalars(query)]

    @override
    async def put_overeenkomst(self, overeenkomst: Overeenkomst) -> None:
        await upsert_newest(self._session, OvereenkomstRij, columns(overeenkomst))

    @override
    async def add_werkgebied(self, agb_code: str, gemeenten: Collection[str]) -> None:
        await self._session.execute(_WERKGEBIED, {"agb_code": agb_code, "gemeenten": sorted(gemeenten)})

    @override
    async def list_in(self, gemeenten: Collection[str]) -> Collection[str]:
        query = select(col(WerkgebiedRij.agb_code)).where(col(WerkgebiedRij.gemeente).in_(gemeenten))
        return set(await self._session.scalars(query))

    @override
    async def put_declaratie(self, totaal: Declaratietotaal) -> None:
        await upsert_newest(self._session, DeclaratieRij, columns(totaal))

    @override
    async def sum_toegekend(self, periode: int) -> Mapping[str, int]:
        query = (
            select(col(DeclaratieRij.agb_code), func.sum(DeclaratieRij.toegekend_cent))
            .where(col(DeclaratieRij.declaratieperiode) == periode)
            .group_by(col(DeclaratieRij.agb_code))
        )
        return {agb_code: int(cent) for agb_code, cent in await self._session.execute(query)}
