"""Rules to divide by, what was divided, and forecasts, as their own fields."""

import uuid
from collections.abc import Sequence

from chassis.db import SqlUnitOfWork
from pydantic import TypeAdapter
from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.sturing.tables import KostenverdelingRij, RamingRij, VerdeelregelRij
from contracting.application.sturing.ports import Kostenverdelingen, Ramingen, Verdeelregels
from contracting.domain.regio.deelname import Dienst
from contracting.domain.sturing.raming import Raming
from contracting.domain.sturing.verdeling import Kostenverdeling, Verdeelregel

_REGEL = TypeAdapter(Verdeelregel)
_VERDELING = TypeAdapter(Kostenverdeling)
_RAMING = TypeAdapter(Raming)


class SqlVerdeelregels(Verdeelregels):
    """On PostgreSQL."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    @override
    async def get(self, dienst: Dienst, jaar: int) -> Verdeelregel | None:
        await self._uow.serialize(f"verdeelregel:{dienst}:{jaar}")
        return await self.find(dienst, jaar)

    @override
    async def find(self, dienst: Dienst, jaar: int) -> Verdeelregel | None:
        rij = await self._uow.session.get(VerdeelregelRij, (dienst.value, jaar))
        return None if rij is None else _REGEL.validate_python(rij.inhoud)

    @override
    async def save(self, regel: Verdeelregel) -> None:
        inhoud = _REGEL.dump_python(regel, mode="json")
        await self._uow.session.merge(VerdeelregelRij(dienst=regel.dienst.value, jaar=regel.jaar, inhoud=inhoud))
        await self._uow.session.flush()


class SqlKostenverdelingen(Kostenverdelingen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add(self, verdeling: Kostenverdeling) -> None:
        inhoud = _VERDELING.dump_python(verdeling, mode="json")
        self._session.add(
            KostenverdelingRij(id=verdeling.id, dienst=verdeling.dienst, jaar=verdeling.jaar, inhoud=inhoud)
        )
        await self._session.flush()

    @override
    async def list(self, dienst: Dienst, jaar: int) -> Sequence[Kostenverdeling]:
        query = select(KostenverdelingRij).where(
            col(KostenverdelingRij.dienst) == dienst, col(KostenverdelingRij.jaar) == jaar
        )
        rijen = (await self._session.execute(query.order_by(col(KostenverdelingRij.id)))).scalars()
        return [_VERDELING.validate_python(one.inhoud) for one in rijen]


class SqlRamingen(Ramingen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def get(self, raming_id: uuid.UUID) -> Raming | None:
        rij = await self._session.get(RamingRij, raming_id, with_for_update=True)
        return None if rij is None else _RAMING.validate_python(rij.inhoud)

    @override
    async def add(self, raming: Raming) -> None:
        self._session.add(_raming_rij(raming))
        await self._session.flush()

    @override
    async def save(self, raming: Raming) -> None:
        await self._session.merge(_raming_rij(raming))
        await self._session.flush()

    @override
    async def list(self, jaar: int) -> Sequence[Raming]:
        return await self._list(col(RamingRij.jaar) == jaar)

    @override
    async def list_afgerekend(self, gemeente: str, programmalijn: str) -> Sequence[Raming]:
        plek = (col(RamingRij.gemeente) == gemeente, col(RamingRij.programmalijn) == programmalijn)
        return await self._list(*plek, col(RamingRij.afgerekend).is_(True))

    async def _list(self, *waar: ColumnElement[bool]) -> Sequence[Raming]:
        query = select(RamingRij).where(*waar).order_by(col(RamingRij.opgesteld_op), col(RamingRij.id))
        return [_RAMING.validate_python(one.inhoud) for one in (await self._session.execute(query)).scalars()]


def _raming_rij(raming: Raming) -> RamingRij:
    return RamingRij(
        id=raming.id,
        gemeente=raming.gemeente,
        programmalijn=raming.programmalijn,
        jaar=raming.jaar,
        opgesteld_op=raming.opgesteld_op,
        afgerekend=raming.werkelijk_cent is not None,
        inhoud=_RAMING.dump_python(raming, mode="json"),
    )
