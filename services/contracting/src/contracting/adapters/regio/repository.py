import datetime as dt
from collections.abc import Sequence

from chassis.db import SqlUnitOfWork
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import runs_on
from contracting.adapters.regio.tables import DeelnameRij
from contracting.application.regio.ports import Deelnames
from contracting.domain.regio.deelname import Dienst, RegioDeelname


class SqlDeelnames(Deelnames):
    """On PostgreSQL; the unit of work keeps parallel changes of one gemeente and service line apart."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    @override
    async def get_perioden(self, gemeente: str, dienst: Dienst) -> Sequence[RegioDeelname]:
        await self._uow.serialize(f"regio_deelname:{gemeente}:{dienst}")
        query = select(DeelnameRij).where(col(DeelnameRij.gemeente) == gemeente, col(DeelnameRij.dienst) == dienst)
        return [_deelname(one) for one in (await self._uow.session.execute(query)).scalars()]

    @override
    async def save(self, deelname: RegioDeelname) -> None:
        rij = DeelnameRij(gemeente=deelname.gemeente, dienst=deelname.dienst, van=deelname.van, tot=deelname.tot)
        await self._uow.session.merge(rij)
        await self._uow.session.flush()

    @override
    async def list(self, dag: dt.date, dienst: Dienst | None = None) -> Sequence[RegioDeelname]:
        query = select(DeelnameRij).where(runs_on(dag, DeelnameRij.van, DeelnameRij.tot))
        if dienst is not None:
            query = query.where(col(DeelnameRij.dienst) == dienst)
        query = query.order_by(col(DeelnameRij.dienst), col(DeelnameRij.gemeente))
        return [_deelname(one) for one in (await self._uow.session.execute(query)).scalars()]

    @override
    async def list_gemeenten(self) -> frozenset[str]:
        query = select(DeelnameRij.gemeente).distinct()
        return frozenset((await self._uow.session.execute(query)).scalars())


def _deelname(rij: DeelnameRij) -> RegioDeelname:
    return RegioDeelname(gemeente=rij.gemeente, dienst=Dienst(rij.dienst), van=rij.van, tot=rij.tot)
