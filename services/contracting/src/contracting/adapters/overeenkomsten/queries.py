import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from chassis.keyset import page
from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Privacy
from sqlalchemy import ColumnElement, func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import column, runs_on, visible
from contracting.adapters.overeenkomsten.rows import overeenkomst_uit
from contracting.adapters.overeenkomsten.tables import OvereenkomstRij
from contracting.adapters.prijzen.tables import PrijsRij
from contracting.application.overeenkomsten.queries import Overeenkomstvragen
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.toelating.perceel import Variant


class SqlOvereenkomstvragen(Overeenkomstvragen):
    """On PostgreSQL, without locks."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, overeenkomst_id: uuid.UUID) -> Overeenkomst | None:
        rij = await self._session.get(OvereenkomstRij, overeenkomst_id)
        return None if rij is None else (await self._met_prijzen([rij]))[0]

    @override
    async def list(
        self, bereik: Bereik, blad: Blad, *, agb_code: str | None = None, datum: dt.date | None = None
    ) -> Sequence[Overeenkomst]:
        eigen = visible(bereik, agb_code=OvereenkomstRij.agb_code, gemeenten=OvereenkomstRij.gemeenten)
        query = select(OvereenkomstRij).where(eigen)
        if agb_code is not None:
            query = query.where(col(OvereenkomstRij.agb_code) == agb_code)
        if datum is not None:
            query = query.where(_loopt_op(datum))
        rijen = await self._session.execute(page(query, blad, id=[column(OvereenkomstRij.id)]))
        return await self._met_prijzen(rijen.scalars().all())

    @override
    async def list_van_perceel(self, perceel_code: str) -> Sequence[Overeenkomst]:
        query = select(OvereenkomstRij).where(col(OvereenkomstRij.perceel_code) == perceel_code)
        rijen = (await self._session.execute(query.order_by(column(OvereenkomstRij.id)))).scalars()
        return [overeenkomst_uit(one, (), self._privacy) for one in rijen]

    @override
    async def list_agb_codes(self, gemeenten: Collection[str]) -> Collection[str]:
        binnen = visible(Bereik(gemeenten=frozenset(gemeenten)), gemeenten=OvereenkomstRij.gemeenten)
        return set((await self._session.execute(select(OvereenkomstRij.agb_code).where(binnen))).scalars())

    @override
    async def count(self, dag: dt.date) -> Mapping[Variant, int]:
        query = select(OvereenkomstRij.variant, func.count()).where(_loopt_op(dag)).group_by(OvereenkomstRij.variant)
        return {Variant(variant): int(aantal) for variant, aantal in await self._session.execute(query)}

    async def _met_prijzen(self, rijen: Sequence[OvereenkomstRij]) -> Sequence[Overeenkomst]:
        query = select(PrijsRij).where(col(PrijsRij.overeenkomst_id).in_([one.id for one in rijen]))
        volgorde = (col(PrijsRij.productcategorie), col(PrijsRij.productcode), col(PrijsRij.versie))
        prijzen = defaultdict(list)
        for prijs in (await self._session.execute(query.order_by(*volgorde))).scalars():
            prijzen[prijs.overeenkomst_id].append(prijs)
        return [overeenkomst_uit(one, prijzen[one.id], self._privacy) for one in rijen]


def _loopt_op(dag: dt.date) -> ColumnElement[bool]:
    return runs_on(dag, OvereenkomstRij.ingangsdatum, OvereenkomstRij.einddatum)
