"""Entries of the revolverend fonds, and reports to the council, as their own fields."""

import uuid
from collections.abc import Sequence

from chassis.db import SqlUnitOfWork
from pydantic import TypeAdapter
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.sturing.tables import BetaalbaarheidsverslagRij, FondsboekingRij
from contracting.application.sturing.ports import Betaalbaarheidsverslagen, Fondsen
from contracting.domain.sturing.betaalbaarheid import Betaalbaarheidsverslag
from contracting.domain.sturing.fonds import ZAAK, Fonds, Fondsboeking

_BOEKING = TypeAdapter(Fondsboeking)
_VERSLAG = TypeAdapter(Betaalbaarheidsverslag)


class SqlFondsen(Fondsen):
    """On PostgreSQL; whoever wants to add waits for the others."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    @override
    async def get(self) -> Fonds:
        await self._uow.serialize(ZAAK)
        return await self.find()

    @override
    async def find(self) -> Fonds:
        query = select(FondsboekingRij).order_by(col(FondsboekingRij.nummer))
        rijen = (await self._uow.session.execute(query)).scalars()
        return Fonds(boekingen=tuple(_BOEKING.validate_python(one.inhoud) for one in rijen))

    @override
    async def add(self, boeking: Fondsboeking) -> None:
        nummer = await self._uow.session.scalar(select(func.count()).select_from(FondsboekingRij)) or 0
        inhoud = _BOEKING.dump_python(boeking, mode="json")
        self._uow.session.add(FondsboekingRij(id=boeking.id, nummer=nummer + 1, inhoud=inhoud))
        await self._uow.session.flush()


class SqlBetaalbaarheidsverslagen(Betaalbaarheidsverslagen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def get(self, verslag_id: uuid.UUID) -> Betaalbaarheidsverslag | None:
        rij = await self._session.get(BetaalbaarheidsverslagRij, verslag_id, with_for_update=True)
        return None if rij is None else _VERSLAG.validate_python(rij.inhoud)

    @override
    async def add(self, verslag: Betaalbaarheidsverslag) -> None:
        self._session.add(_rij(verslag))
        await self._session.flush()

    @override
    async def save(self, verslag: Betaalbaarheidsverslag) -> None:
        await self._session.merge(_rij(verslag))
        await self._session.flush()

    @override
    async def list(self, jaar: int) -> Sequence[Betaalbaarheidsverslag]:
        query = select(BetaalbaarheidsverslagRij).where(col(BetaalbaarheidsverslagRij.jaar) == jaar)
        rijen = (await self._session.execute(query.order_by(col(BetaalbaarheidsverslagRij.id)))).scalars()
        return [_VERSLAG.validate_python(one.inhoud) for one in rijen]


def _rij(verslag: Betaalbaarheidsverslag) -> BetaalbaarheidsverslagRij:
    return BetaalbaarheidsverslagRij(
        id=verslag.id, jaar=verslag.jaar, inhoud=_VERSLAG.dump_python(verslag, mode="json")
    )
