import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.taakgericht.tables import TermijnRij
from contracting.application.taakgericht.ports import Termijnen
from contracting.domain.taakgericht.taakbudget import Betaaltermijn


class SqlTermijnen(Termijnen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add(self, overeenkomst_id: uuid.UUID, termijnen: Iterable[Betaaltermijn]) -> None:
        self._session.add_all(
            TermijnRij(overeenkomst_id=overeenkomst_id, **dataclasses.asdict(one)) for one in termijnen
        )
        await self._session.flush()

    @override
    async def cancel(self, overeenkomst_id: uuid.UUID, *, na: dt.date) -> Sequence[Betaaltermijn]:
        query = select(TermijnRij).where(
            col(TermijnRij.overeenkomst_id) == overeenkomst_id, col(TermijnRij.periode_van) > na
        )
        rijen = (await self._session.execute(query)).scalars().all()
        for rij in rijen:
            rij.vervallen = True
        await self._session.flush()
        return [_termijn(one) for one in rijen]

    @override
    async def take_back(self, overeenkomst_id: uuid.UUID) -> Sequence[Betaaltermijn]:
        query = select(TermijnRij).where(
            col(TermijnRij.overeenkomst_id) == overeenkomst_id, col(TermijnRij.vervallen).is_(True)
        )
        rijen = (await self._session.execute(query)).scalars().all()
        for rij in rijen:
            rij.vervallen = False
        await self._session.flush()
        return [_termijn(one) for one in rijen]

    @override
    async def save(self, overeenkomst_id: uuid.UUID, termijnen: Iterable[Betaaltermijn]) -> None:
        for one in termijnen:
            plek = (overeenkomst_id, one.gemeente, one.jaar, one.nummer)
            (await self._session.get_one(TermijnRij, plek)).bedrag_cent = one.bedrag_cent
        await self._session.flush()

    @override
    async def list(self, overeenkomst_id: uuid.UUID) -> Sequence[tuple[Betaaltermijn, bool]]:
        query = select(TermijnRij).where(col(TermijnRij.overeenkomst_id) == overeenkomst_id)
        query = query.order_by(col(TermijnRij.vervaldatum), col(TermijnRij.gemeente))
        return [(_termijn(one), one.vervallen) for one in (await self._session.execute(query)).scalars()]


def _termijn(rij: TermijnRij) -> Betaaltermijn:
    return Betaaltermijn(**rij.model_dump(exclude={"overeenkomst_id", "vervallen"}))
