"""Index figures and clauses, as their own fields; versions are only added."""

from collections.abc import Collection, Sequence

from chassis.db import SqlUnitOfWork
from pydantic import TypeAdapter
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.indexeren.tables import IndexcijferRij, IndexclausuleRij
from contracting.application.indexeren.ports import Indexcijfers, Indexclausules
from contracting.domain.indexeren.clausule import Indexclausule
from contracting.domain.indexeren.indexcijfer import Cijfersoort, Indexcijfer

_CIJFER = TypeAdapter(Indexcijfer)
_CLAUSULE = TypeAdapter(Indexclausule)


class SqlIndexcijfers(Indexcijfers):
    """On PostgreSQL."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    @override
    async def get(self, reeks: str, jaar: int, soort: Cijfersoort) -> Indexcijfer | None:
        await self._uow.serialize(f"indexcijfer:{reeks}:{jaar}:{soort}")
        rij, plek = IndexcijferRij, (reeks, jaar, soort.value)
        query = select(rij).where(col(rij.reeks) == plek[0], col(rij.jaar) == plek[1], col(rij.soort) == plek[2])
        gevonden = (await self._uow.session.execute(query.order_by(col(rij.versie).desc()).limit(1))).scalars().first()
        return None if gevonden is None else _CIJFER.validate_python(gevonden.inhoud)

    @override
    async def add(self, cijfer: Indexcijfer) -> None:
        inhoud = _CIJFER.dump_python(cijfer, mode="json")
        rij = IndexcijferRij(
            reeks=cijfer.reeks, jaar=cijfer.jaar, soort=cijfer.soort.value, versie=cijfer.versie, inhoud=inhoud
        )
        self._uow.session.add(rij)
        await self._uow.session.flush()

    @override
    async def list(self, jaren: Collection[int]) -> Sequence[Indexcijfer]:
        rij = IndexcijferRij
        query = select(rij).where(col(rij.jaar).in_(sorted(jaren)))
        volgorde = (col(rij.reeks), col(rij.jaar), col(rij.soort), col(rij.versie))
        gevonden = (await self._uow.session.execute(query.order_by(*volgorde))).scalars()
        return [_CIJFER.validate_python(one.inhoud) for one in gevonden]


class SqlIndexclausules(Indexclausules):
    """On PostgreSQL."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    @override
    async def get(self, perceel_code: str) -> Indexclausule | None:
        await self._uow.serialize(f"indexclausule:{perceel_code}")
        alle = await self.list(perceel_code)
        return alle[-1] if alle else None

    @override
    async def add(self, clausule: Indexclausule) -> None:
        inhoud = _CLAUSULE.dump_python(clausule, mode="json")
        self._uow.session.add(
            IndexclausuleRij(perceel_code=clausule.perceel_code, versie=clausule.versie, inhoud=inhoud)
        )
        await self._uow.session.flush()

    @override
    async def list(self, perceel_code: str) -> Sequence[Indexclausule]:
        query = select(IndexclausuleRij).where(col(IndexclausuleRij.perceel_code) == perceel_code)
        gevonden = (await self._uow.session.execute(query.order_by(col(IndexclausuleRij.versie)))).scalars()
        return [_CLAUSULE.validate_python(one.inhoud) for one in gevonden]
