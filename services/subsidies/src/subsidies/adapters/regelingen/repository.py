from risb_kern.act import Handeling
from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from subsidies.adapters.regelingen.rows import plafond_key, regeling_inhoud, regeling_of, stand_of
from subsidies.adapters.regelingen.tables import PlafondRij, RegelingRij
from subsidies.application.regelingen.ports import Plafonds, Regelingen
from subsidies.domain.regelingen.plafond import Plafondstand
from subsidies.domain.regelingen.regeling import Intrekking, Plafond, Regeling


class SqlRegelingen(Regelingen):
    """Rows are only ever added; a withdrawal stands on each version."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add(self, regeling: Regeling, handeling: Handeling) -> None:
        inhoud = regeling_inhoud(regeling)
        row = RegelingRij(code=regeling.code, versie=regeling.versie, inhoud=inhoud, gepubliceerd_op=handeling.op)
        self._session.add(row)
        await self._session.flush()

    @override
    async def find(self, code: str, versie: int) -> Regeling | None:
        row = await self._session.get(RegelingRij, (code, versie))
        return regeling_of(row) if row else None

    @override
    async def find_newest(self, code: str) -> Regeling | None:
        query = select(RegelingRij).where(col(RegelingRij.code) == code).order_by(col(RegelingRij.versie).desc())
        row = (await self._session.scalars(query.limit(1))).first()
        return regeling_of(row) if row else None

    @override
    async def read(self, code: str, versie: int) -> Regeling:
        return regeling_of(await self._session.get_one(RegelingRij, (code, versie)))

    @override
    async def save_intrekking(self, code: str, intrekking: Intrekking) -> None:
        query = update(RegelingRij).where(col(RegelingRij.code) == code)
        values = {"ingetrokken_van": intrekking.van, "intrekkingsreden": intrekking.reden}
        await self._session.execute(query.values(**values).execution_options(synchronize_session="fetch"))


class SqlPlafonds(Plafonds):
    """One row per plafond, locked on its own."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def find(self, code: str, plafond: Plafond) -> Plafondstand | None:
        row = (await self._session.scalars(_one(code, plafond))).first()
        return stand_of(row) if row else None

    @override
    async def get(self, code: str, plafond: Plafond) -> Plafondstand | None:
        # Applications may go on referring to the row; it may have been read before the lock was there.
        query = _one(code, plafond).with_for_update(key_share=True).execution_options(populate_existing=True)
        row = (await self._session.scalars(query)).first()
        return stand_of(row) if row else None

    @override
    async def add(self, code: str, plafond: Plafond) -> None:
        values = {**plafond_key(code, plafond), "bedrag_cent": plafond.bedrag_cent, "verleend_cent": 0}
        await self._session.execute(insert(PlafondRij).values(**values))

    @override
    async def save(self, stand: Plafondstand) -> None:
        query = update(PlafondRij).where(col(PlafondRij.id) == stand.id)
        await self._session.execute(query.values(bedrag_cent=stand.bedrag_cent, verleend_cent=stand.verleend_cent))


def _one(code: str, plafond: Plafond) -> Select[PlafondRij]:
    return select(PlafondRij).filter_by(**plafond_key(code, plafond))
