import uuid
from collections.abc import Mapping, Sequence

from chassis.keyset import page
from risb_kern.lists import Blad
from risb_kern.privacy import Privacy
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import column
from contracting.adapters.rekeningen.rows import rekening_uit
from contracting.adapters.rekeningen.tables import RekeningRij
from contracting.application.rekeningen.queries import Rekeningvragen
from contracting.domain.rekeningen.rekening import Rekening, RekeningStatus

_ANDERE_HOUDERS = """
SELECT a.id, count(DISTINCT (b.houdersoort, b.houder)) AS aantal FROM rekening a
JOIN rekening b ON b.kenmerk = a.kenmerk AND (b.houdersoort, b.houder) <> (a.houdersoort, a.houder)
WHERE a.id = ANY(:ids) GROUP BY a.id
"""


class SqlRekeningvragen(Rekeningvragen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, blad: Blad, *, houder: str | None, status: RekeningStatus | None) -> Sequence[Rekening]:
        query = page(select(RekeningRij), blad, id=[column(RekeningRij.id)])
        if houder is not None:
            query = query.where(col(RekeningRij.houder) == houder)
        if status is not None:
            query = query.where(col(RekeningRij.status) == status.value)
        return [rekening_uit(one, self._privacy) for one in (await self._session.execute(query)).scalars()]

    @override
    async def count_andere_houders(self, rekeningen: Sequence[Rekening]) -> Mapping[uuid.UUID, int]:
        rijen = await self._session.execute(text(_ANDERE_HOUDERS), {"ids": [one.id for one in rekeningen]})
        return {rij.id: rij.aantal for rij in rijen}
