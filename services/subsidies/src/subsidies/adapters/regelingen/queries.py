from collections.abc import Sequence

from chassis.keyset import page
from risb_kern.lists import Blad
from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from subsidies.adapters.regelingen.rows import plafondregel_of, regeling_of
from subsidies.adapters.regelingen.tables import PlafondRij, RegelingRij
from subsidies.application.regelingen.queries import Plafondregel, Regelingfilter, Regelingvragen
from subsidies.domain.regelingen.regeling import Regeling


class SqlRegelingvragen(Regelingvragen):
    """Reads of published schemes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, welke: Regelingfilter, blad: Blad) -> Sequence[Regeling]:
        row, query = RegelingRij, _newest()
        if welke.gemeente is not None:
            query = query.where(col(row.inhoud).contains({"gemeenten": [welke.gemeente]}))
        if welke.open_op is not None:
            query = query.where(_opening("van") <= str(welke.open_op), _opening("tot") >= str(welke.open_op))
            query = query.where(or_(col(row.ingetrokken_van).is_(None), col(row.ingetrokken_van) > welke.open_op))
        return [regeling_of(one) for one in await self._session.scalars(page(query, blad, code=[col(row.code)]))]

    @override
    async def list_all(self) -> Sequence[Regeling]:
        return [regeling_of(one) for one in await self._session.scalars(_newest().order_by(col(RegelingRij.code)))]

    @override
    async def list_plafonds(self, code: str) -> Sequence[Plafondregel]:
        row = PlafondRij
        query = select(row).where(col(row.regeling_code) == code)
        order = (col(row.gemeente), col(row.wijk), col(row.van))
        return [plafondregel_of(one) for one in await self._session.scalars(query.order_by(*order))]


def _newest() -> Select[RegelingRij]:
    code, versie = col(RegelingRij.code), col(RegelingRij.versie)
    return select(RegelingRij).where(tuple_(code, versie).in_(select(code, func.max(versie)).group_by(code)))


def _opening(grens: str) -> ColumnElement[str]:
    """First or last day of the opening, as text that sorts as the days do."""
    return func.jsonb_extract_path_text(col(RegelingRij.inhoud), "openstelling", grens)
