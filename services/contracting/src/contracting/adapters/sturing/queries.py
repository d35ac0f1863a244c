import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from risb_kern.lists import Bereik
from sqlalchemy import Row, func, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import visible
from contracting.adapters.sturing.tables import BoekregelRij, BudgetRij
from contracting.application.sturing.queries import Monitorvragen
from contracting.domain.sturing.grootboek import Plek
from contracting.domain.sturing.monitor import Geboekt
from contracting.domain.sturing.prognose import Poststand, nog_te_komen, open_vanaf

_BEDRAGEN = [one.name for one in dataclasses.fields(Geboekt)]

# Per post of a place what `nog_te_komen` of the domain asks; the open part is `open_deel` for every line at once.
_POSTEN = """
SELECT gemeente, programmalijn, post, sum(verplicht_cent) AS verplicht_cent, sum(betaalbaar_cent) AS betaalbaar_cent,
  coalesce(sum((2 * verplicht_cent * greatest(0, b.tot - greatest(b.van, :zorg) + 1) + dagen) / (2 * dagen))
    FILTER (WHERE verplicht_cent <> 0), 0) AS open_cent,
  coalesce(sum(betaalbaar_cent) FILTER (WHERE r.tot >= :zorg), 0) AS recent_cent,
  bool_or(betaalbaar_cent <> 0) AS gesteld
FROM boekregel r, LATERAL (SELECT coalesce(r.van, make_date(r.jaar, 1, 1)) AS van,
  greatest(coalesce(r.van, make_date(r.jaar, 1, 1)), coalesce(r.tot, make_date(r.jaar, 12, 31))) AS tot) b,
  LATERAL (SELECT (b.tot - b.van + 1)::bigint AS dagen) d
WHERE jaar = :jaar AND (CAST(:gemeenten AS text[]) IS NULL OR gemeente = ANY(:gemeenten))
GROUP BY gemeente, programmalijn, post
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
    async def sum_geboekt(self, jaar: int, bereik: Bereik) -> Mapping[Plek, Geboekt]:
        plek = (col(BoekregelRij.gemeente), col(BoekregelRij.programmalijn))
        sommen = [func.sum(getattr(BoekregelRij, one)) for one in _BEDRAGEN]
        eigen = visible(bereik, gemeente=BoekregelRij.gemeente)
        query = select(*plek, *sommen).where(col(BoekregelRij.jaar) == jaar, eigen).group_by(*plek)
        rijen = await self._session.execute(query)
        return {(rij[0], rij[1]): Geboekt(**dict(zip(_BEDRAGEN, map(int, rij[2:]), strict=True))) for rij in rijen}

    @override
    async def sum_open(self, jaar: int, bereik: Bereik, *, vandaag: dt.date) -> Mapping[Plek, int]:
        gemeenten = None if bereik.alles else sorted(bereik.gemeenten)
        waarden = {"jaar": jaar, "zorg": open_vanaf(vandaag), "gemeenten": gemeenten}
        sommen: dict[Plek, int] = defaultdict(int)
        for rij in await self._session.execute(text(_POSTEN), waarden):
            stand = _stand(rij)
            sommen[stand.plek] += nog_te_komen(stand, jaar, vandaag)
        return dict(sommen)


def _stand(rij: Row[Any]) -> Poststand:
    return Poststand(
        plek=(rij.gemeente, rij.programmalijn),
        post=rij.post,
        verplicht_cent=int(rij.verplicht_cent),
        betaalbaar_cent=int(rij.betaalbaar_cent),
        open_cent=int(rij.open_cent),
        recent_cent=int(rij.recent_cent),
        gesteld=rij.gesteld,
    )
