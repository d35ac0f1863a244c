import dataclasses
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from chassis.db import SqlUnitOfWork
from chassis.keyset import page
from pydantic import TypeAdapter
from risb_kern.lists import Blad
from risb_kern.privacy import Privacy
from sqlalchemy import func, insert, update
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import column
from contracting.adapters.indexeren.tables import IndexeringRij, IndexregelRij
from contracting.adapters.overeenkomsten.rows import overeenkomst_uit
from contracting.adapters.overeenkomsten.tables import OvereenkomstRij
from contracting.adapters.prijzen.rows import prijs_rij
from contracting.adapters.prijzen.tables import PrijsRij
from contracting.application.indexeren.ports import Indexcontracten, Indexeringen
from contracting.domain.indexeren.indexering import Indexering
from contracting.domain.indexeren.voorstel import Indexregel, Regelstatus
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import Prijs

_INDEXERING = TypeAdapter(Indexering)


class SqlIndexeringen(Indexeringen):
    """On PostgreSQL; lines are rows of their own."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    @override
    async def get(self, indexering_id: uuid.UUID) -> Indexering | None:
        rij = await self._uow.session.get(IndexeringRij, indexering_id, with_for_update=True, populate_existing=True)
        return None if rij is None else _INDEXERING.validate_python(rij.inhoud)

    @override
    async def find(self, indexering_id: uuid.UUID) -> Indexering | None:
        rij = await self._uow.session.get(IndexeringRij, indexering_id)
        return None if rij is None else _INDEXERING.validate_python(rij.inhoud)

    @override
    async def add(self, indexering: Indexering, delen: Sequence[Sequence[Indexregel]]) -> None:
        self._uow.session.add(_indexering_rij(indexering))
        await self._uow.session.flush()
        genummerd = [(deel, regel) for deel, regels in enumerate(delen) for regel in regels]
        rijen = [
            {**_velden(regel), "indexering_id": indexering.id, "nummer": nummer, "deel": deel, "status": "open"}
            for nummer, (deel, regel) in enumerate(genummerd, start=1)
        ]
        if rijen:
            await self._uow.session.execute(insert(IndexregelRij), rijen)

    @override
    async def save(self, indexering: Indexering) -> None:
        await self._uow.session.merge(_indexering_rij(indexering))
        await self._uow.session.flush()

    @override
    async def list(self, jaar: int) -> Sequence[Indexering]:
        query = select(IndexeringRij).where(col(IndexeringRij.jaar) == jaar).order_by(col(IndexeringRij.id))
        return [_INDEXERING.validate_python(one.inhoud) for one in (await self._uow.session.execute(query)).scalars()]

    @override
    async def list_of_percelen(self, percelen: Collection[str]) -> Sequence[Indexering]:
        await self._uow.serialize("indexeren")
        query = select(IndexeringRij).where(col(IndexeringRij.percelen).op("&&")(sorted(percelen)))
        gevonden = (await self._uow.session.execute(query.order_by(col(IndexeringRij.id)))).scalars()
        return [_INDEXERING.validate_python(one.inhoud) for one in gevonden]

    @override
    async def list_regels(self, indexering_id: uuid.UUID) -> Sequence[Indexregel]:
        query = select(IndexregelRij).where(col(IndexregelRij.indexering_id) == indexering_id)
        gevonden = (await self._uow.session.execute(query.order_by(col(IndexregelRij.nummer)))).scalars()
        return [_regel(one) for one in gevonden]

    @override
    async def list_shown(self, indexering_id: uuid.UUID, blad: Blad) -> Sequence[tuple[int, Indexregel, Regelstatus]]:
        query = select(IndexregelRij).where(col(IndexregelRij.indexering_id) == indexering_id)
        gevonden = await self._uow.session.execute(page(query, blad, nummer=[column(IndexregelRij.nummer)]))
        return [(one.nummer, _regel(one), Regelstatus(one.status)) for one in gevonden.scalars()]

    @override
    async def list_open(self, indexering_id: uuid.UUID, deel: int) -> Sequence[Indexregel]:
        query = select(IndexregelRij).where(
            col(IndexregelRij.indexering_id) == indexering_id,
            col(IndexregelRij.deel) == deel,
            col(IndexregelRij.status) == Regelstatus.OPEN,
        )
        gevonden = (await self._uow.session.execute(query.order_by(col(IndexregelRij.nummer)))).scalars()
        return [_regel(one) for one in gevonden]

    @override
    async def save_regels(
        self, indexering_id: uuid.UUID, overeenkomsten: Collection[uuid.UUID], status: Regelstatus
    ) -> None:
        eigen = (
            col(IndexregelRij.indexering_id) == indexering_id,
            col(IndexregelRij.overeenkomst_id).in_(list(overeenkomsten)),
        )
        zet = update(IndexregelRij).where(*eigen).values(status=status.value)
        await self._uow.session.execute(zet.execution_options(synchronize_session=False))

    @override
    async def count(self, indexering_id: uuid.UUID) -> Mapping[Regelstatus, int]:
        query = select(IndexregelRij.status, func.count()).where(col(IndexregelRij.indexering_id) == indexering_id)
        gevonden = await self._uow.session.execute(query.group_by(col(IndexregelRij.status)))
        return {Regelstatus(status): int(aantal) for status, aantal in gevonden}


class SqlIndexcontracten(Indexcontracten):
    """On PostgreSQL, with few statements for many agreements."""

    def __init__(self, uow: SqlUnitOfWork, privacy: Privacy) -> None:
        self._session = uow.session
        self._privacy = privacy

    @override
    async def list(self, percelen: Collection[str]) -> Sequence[Overeenkomst]:
        query = select(OvereenkomstRij).where(col(OvereenkomstRij.perceel_code).in_(sorted(percelen)))
        rijen = (await self._session.execute(query.order_by(col(OvereenkomstRij.id)))).scalars().all()
        binnen = select(OvereenkomstRij.id).where(col(OvereenkomstRij.perceel_code).in_(sorted(percelen)))
        prijzen = select(PrijsRij).where(col(PrijsRij.overeenkomst_id).in_(binnen))
        return self._met_prijzen(rijen, (await self._session.execute(prijzen)).scalars().all())

    @override
    async def lock(self, overeenkomsten: Collection[uuid.UUID]) -> Sequence[Overeenkomst]:
        query = select(OvereenkomstRij).where(col(OvereenkomstRij.id).in_(list(overeenkomsten)))
        query = query.order_by(col(OvereenkomstRij.id)).with_for_update()
        rijen = (await self._session.execute(query)).scalars().all()
        prijzen = select(PrijsRij).where(col(PrijsRij.overeenkomst_id).in_(list(overeenkomsten)))
        return self._met_prijzen(rijen, (await self._session.execute(prijzen)).scalars().all())

    @override
    async def add_prijzen(self, prijzen: Mapping[uuid.UUID, Sequence[Prijs]]) -> None:
        rijen = [
            prijs_rij(overeenkomst_id, one, self._privacy).model_dump()
            for overeenkomst_id, versies in prijzen.items()
            for one in versies
        ]
        if rijen:
            await self._session.execute(insert(PrijsRij), rijen)

    def _met_prijzen(self, rijen: Sequence[OvereenkomstRij], prijzen: Sequence[PrijsRij]) -> Sequence[Overeenkomst]:
        per_contract: dict[uuid.UUID, list[PrijsRij]] = defaultdict(list)
        for prijs in sorted(prijzen, key=lambda one: (one.productcategorie, one.productcode, one.versie)):
            per_contract[prijs.overeenkomst_id].append(prijs)
        return [overeenkomst_uit(one, per_contract[one.id], self._privacy) for one in rijen]


def _indexering_rij(indexering: Indexering) -> IndexeringRij:
    return IndexeringRij(
        id=indexering.id,
        jaar=indexering.jaar,
        percelen=list(indexering.percelen),
        status=indexering.status.value,
        inhoud=_INDEXERING.dump_python(indexering, mode="json"),
    )


def _velden(regel: Indexregel) -> dict[str, object]:
    velden = {one.name: getattr(regel, one.name) for one in dataclasses.fields(regel)}
    return {**velden, "gemeenten": list(regel.gemeenten)}


def _regel(rij: IndexregelRij) -> Indexregel:
    velden = rij.model_dump(exclude={"indexering_id", "nummer", "deel", "status"})
    return Indexregel(**{**velden, "gemeenten": tuple(rij.gemeenten)})
