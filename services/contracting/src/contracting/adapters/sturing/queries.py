import datetime as dt
from collections.abc import Mapping

from risb_kern.lists import Bereik
from sqlalchemy import func, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import visible
from contracting.adapters.sturing.tables import BoekregelRij, BudgetRij
from contracting.application.sturing.queries import Monitorvragen
from contracting.domain.sturing.grootboek import Plek, open_vanaf

# The same as `open_deel` of the domain, for every line of a year at once.
_OPEN = """
SELECT gemeente, programmalijn, sum((2 * verplicht_cent * greatest(0, tot - greatest(van, vanaf) + 1) + dagen)
  / (2 * dagen)) AS open_cent
FROM (
  SELECT gemeente, programmalijn, verplicht_cent, b.van, b.tot, (b.tot - b.van + 1)::bigint AS dagen,
    CASE WHEN soort = 'toewijzing' THEN CAST(:zorg AS date) ELSE CAST(:vandaag AS date) END AS vanaf
  FROM boekregel r, LATERAL (SELECT coalesce(r.van, make_date(r.jaar, 1, 1)) AS van,
    greatest(coalesce(r.van, make_date(r.jaar, 1, 1)), coalesce(r.tot, make_date(r.jaar, 12, 31))) AS tot) b
  WHERE jaar = :jaar AND soort IN ('toewijzing', 'termijn')
    AND (CAST(:gemeenten AS text[]) IS NULL OR gemeente = ANY(:gemeenten))
) regels
GROUP BY gemeente, programmalijn
"""


class SqlMonitorvragen(Monitorvragen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def sum_budgetten(self, jaar: int, bereik: Bereik) -> Mapping[Plek, int]:
        eigen = visible(bereik, gemeente=BudgetRij.gemeente)
        rijen = await self._session.execute(select(BudgetRij).where(col(BudgetRij.jaar) == jaar, eigen))
        return {(one.gemeente, one.programmalijn): one.bedrag_cent for one in rijen.scalars()}

    @override
    async def sum_geboekt(self, jaar: int, bereik: Bereik) -> Mapping[Plek, tuple[int, int]]:
        plek = (col(BoekregelRij.gemeente), col(BoekregelRij.programmalijn))
        verplicht, betaald = func.sum(BoekregelRij.verplicht_cent), func.sum(BoekregelRij.betaald_cent)
        eigen = visible(bereik, gemeente=BoekregelRij.gemeente)
        query = select(*plek, verplicht, betaald).where(col(BoekregelRij.jaar) == jaar, eigen).group_by(*plek)
        rijen = await self._session.execute(query)
        return {(gemeente, lijn): (int(verplicht), int(betaald)) for gemeente, lijn, verplicht, betaald in rijen}

    @override
    async def sum_open(self, jaar: int, bereik: Bereik, *, vandaag: dt.date) -> Mapping[Plek, int]:
        gemeenten = None if bereik.alles else sorted(bereik.gemeenten)
        waarden = {"jaar": jaar, "zorg": open_vanaf(vandaag), "vandaag": vandaag, "gemeenten": gemeenten}
        rijen = (await self._session.execute(text(_OPEN), waarden)).all()
        return {(rij.gemeente, rij.programmalijn): int(rij.open_cent) for rij in rijen}
