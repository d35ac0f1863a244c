"""Seals: what the processing log holds, as acts in a timeline of its own, so that a changed or removed row shows."""

from collections.abc import Iterator
from typing import Any

import psycopg
from risb_kern.act import act_of
from risb_kern.clock import Clock
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from risb_zaak.timeline.chain import Breuk, Breuksoort
from risb_zaak.timeline.sql import SqlTimeline

_WHEN_WHO = "extract(epoch FROM begin), extract(epoch FROM einde), encode(betrokkene, 'hex'), gebruiker"
_ROW = f"concat_ws(chr(31), id, trace_id, span_id, activiteit, naam, status, {_WHEN_WHO})"
_SUM = f"count(*), encode(sha256(string_agg(sha256(convert_to({_ROW}, 'UTF8')), '' ORDER BY id)), 'hex')"
_ZAAK, _SOORT = "verwerkingslog:rijen", "verzegel_verwerkingslog"
# By the key: there is a seal for every minute in which somebody was looked at.
_LAST = f"SELECT CAST(gegevens->>'tot' AS bigint) FROM tijdlijn WHERE zaak = '{_ZAAK}' ORDER BY nr DESC LIMIT 1"
# What a transaction wrote that began earlier is there after an hour. Up to the first row that is younger, by whatever
# clock: numbers and moments need not come in one order.
_YOUNG = "SELECT min(id) FROM verwerkingslog WHERE id > :na AND einde > now() - interval '1 hour'"
_NEW = f"SELECT * FROM verwerkingslog WHERE id > :na AND (id < ({_YOUNG})) IS NOT FALSE ORDER BY id LIMIT 50000"
_TAKE = f"SELECT max(id), {_SUM} FROM ({_NEW}) AS v"
_VAN, _TOT, _AANTAL = (
    f"CAST(substring(t.gegevens->>'{name}' FROM '^[0-9]{{1,18}}$') AS bigint)" for name in ("van", "tot", "aantal")
)
_CHECK = f"""
SELECT t.nr FROM tijdlijn t,
LATERAL (SELECT {_SUM} FROM verwerkingslog WHERE id BETWEEN {_VAN} AND {_TOT}) AS v (aantal, som)
WHERE t.zaak = '{_ZAAK}' AND (v.aantal, v.som) IS DISTINCT FROM ({_AANTAL}, t.gegevens->>'som') ORDER BY t.nr
"""


async def seal(session: AsyncSession, clock: Clock) -> int:
    """Seal the rows of the processing log that settled since the last time; how many. The caller commits."""
    na = (await session.execute(text(_LAST))).scalar() or 0
    tot, aantal, som = (await session.execute(text(_TAKE), {"na": na})).one()
    if aantal:
        gegevens = {"van": na + 1, "tot": tot, "aantal": aantal, "som": som}
        await SqlTimeline(session, clock).add(_ZAAK, _SOORT, act_of(clock), gegevens)
    return int(aantal)


def broken_seals(connection: psycopg.Connection[Any]) -> Iterator[Breuk]:
    """The seals of which the rows are not the ones that were sealed."""
    for (nr,) in connection.execute(_CHECK):
        yield Breuk(zaak=_ZAAK, nr=nr, soort=Breuksoort.GEWIJZIGD)
