from collections.abc import Collection, Sequence

from chassis.keyset import page
from risb_kern.lists import HELE_REGIO, Bereik, Blad
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.database import visible
from toezicht.adapters.signalen.rows import signaal_of
from toezicht.adapters.signalen.tables import SignaalRij
from toezicht.application.signalen.queries import Signaalfilter, Signaalvragen, Tellingen
from toezicht.domain.detectie.anomalie import ACTIEF
from toezicht.domain.signalen.signaal import Signaal, Signaaluitkomst

_FILTERS = ("agb_code", "regel", "status", "ernst", "periode")
_ORDEN = {
    "gesignaleerdOp": (col(SignaalRij.gesignaleerd_op), col(SignaalRij.id)),
    "bedragCent": (col(SignaalRij.bedrag_cent), col(SignaalRij.id)),
}


class SqlSignaalvragen(Signaalvragen):
    """Reads over signals in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, keuze: Signaalfilter, blad: Blad) -> Sequence[Signaal]:
        query = page(select(SignaalRij).where(*_filters(keuze)), blad, **_ORDEN)
        return [signaal_of(row) for row in await self._session.scalars(query)]

    @override
    async def count_by_regel(self, soorten: Collection[str], bereik: Bereik = HELE_REGIO) -> Tellingen:
        query = (
            select(col(SignaalRij.regel), col(SignaalRij.uitkomst), func.count())
            .where(col(SignaalRij.soort).in_(soorten), _visible(bereik))
            .group_by(col(SignaalRij.regel), col(SignaalRij.uitkomst))
        )
        counts: dict[str, dict[Signaaluitkomst | None, int]] = {}
        for regel, uitkomst, count in await self._session.execute(query):
            counts.setdefault(regel, {})[Signaaluitkomst(uitkomst) if uitkomst else None] = count
        return counts

    @override
    async def count_open(self) -> int:
        query = select(func.count()).where(
            col(SignaalRij.status) == ACTIEF, col(SignaalRij.zaak_id).is_(None), col(SignaalRij.uitkomst).is_(None)
        )
        return await self._session.scalar(query) or 0


def _filters(keuze: Signaalfilter) -> Sequence[ColumnElement[bool]]:
    asked = {name: getattr(keuze, name) for name in _FILTERS}
    equal = [col(getattr(SignaalRij, name)) == value for name, value in asked.items() if value is not None]
    return [col(SignaalRij.soort).in_(keuze.soorten), _visible(keuze.bereik), *equal]


def _visible(bereik: Bereik) -> ColumnElement[bool]:
    return visible(bereik, col(SignaalRij.agb_code), col(SignaalRij.gemeenten))
