"""Technical rows are kept as long as they do their work; what went, and how old the oldest is, is measured."""

import datetime as dt
from collections.abc import Mapping

from prometheus_client import Counter, Gauge
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

# In days. A caller repeats a request within a week. An event is offered again only from an offset that the database
# itself holds, or by `lees_opnieuw`, which goes back no further than the marks do. What was told is kept as the books
# are, 7 years.
TERMS: Mapping[str, int] = {"idempotentie": 7, "inbox": 400, "gebeurtenis": 7 * 366}
_MOST = 50_000
# Both by the index on `tijd`.
DELETE = f"DELETE FROM {{0}} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {{0}} WHERE tijd < :tot LIMIT {_MOST}))"
OLDEST = "SELECT min(tijd) FROM {}"

OPGERUIMD = Counter("risb_opgeruimd", "Rows and files removed since their time was over", ["dienst", "soort"])
OUDSTE = Gauge(
    "risb_bewaard_oudste_dagen", "Age in days of the oldest of what is kept for a while", ["dienst", "soort"]
)


async def prune(session: AsyncSession, dienst: str, nu: dt.datetime) -> bool:
    """Remove rows whose time is over; True when there were more than go in one time. The caller commits."""
    more, connection = False, await session.connection()
    for table, days in TERMS.items():
        tot = nu - dt.timedelta(days=days)
        gone = (await connection.execute(text(DELETE.format(table)), {"tot": tot})).rowcount
        oldest = (await connection.execute(text(OLDEST.format(table)))).scalar()
        OPGERUIMD.labels(dienst, table).inc(gone)
        OUDSTE.labels(dienst, table).set(0 if oldest is None else max(0.0, (nu - oldest).total_seconds() / 86_400))
        more = more or gone == _MOST
    return more
