"""The timeline on PostgreSQL."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict

from risb_kern.act import Handeling
from risb_kern.canonical import canonical
from risb_kern.clock import Clock
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from risb_zaak.ports import JSON, Tijdlijnregel, Timeline, met_namens
from risb_zaak.timeline.chain import FIRST, Schakel, check_zaak

# The head of the chain is the lock of the case: it gives the last number and stays locked until the end.
_TAKE = """
INSERT INTO tijdlijn_kop (zaak, nr, hash, verankerd) VALUES (:zaak, 0, :eerste, 0)
ON CONFLICT (zaak) DO UPDATE SET nr = tijdlijn_kop.nr RETURNING nr, hash
"""
_WRITE = """
WITH kop AS (UPDATE tijdlijn_kop SET nr = :nr, hash = :hash WHERE zaak = :zaak)
INSERT INTO tijdlijn (zaak, nr, soort, door, op, vastgelegd_op, gegevens, vorige_hash, hash)
VALUES (:zaak, :nr, :soort, :door, :op, :vastgelegd_op, CAST(:gegevens AS jsonb), :vorige_hash, :hash)
"""
_LIST = """
SELECT zaak, nr, soort, door, op, vastgelegd_op, gegevens FROM tijdlijn
WHERE zaak = :zaak AND (CAST(:tot AS timestamptz) IS NULL OR vastgelegd_op <= :tot) ORDER BY nr
"""


class SqlTimeline(Timeline):
    """Writes in the transaction of the session; `clock` says when the service knew it."""

    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    @override
    async def add(self, zaak: str, soort: str, handeling: Handeling, gegevens: Mapping[str, JSON]) -> None:
        content = canonical(met_namens(gegevens, handeling))
        kop = (await self._session.execute(text(_TAKE), {"zaak": check_zaak(zaak), "eerste": FIRST})).one()
        regel = Tijdlijnregel(
            zaak=zaak,
            nr=kop.nr + 1,
            soort=soort,
            door=handeling.door,
            op=handeling.op,
            vastgelegd_op=self._clock.nu(),
            gegevens=json.loads(content),
        )
        hashes = {"vorige_hash": kop.hash, "hash": Schakel(regel=regel, vorige_hash=kop.hash).digest()}
        await self._session.execute(text(_WRITE), {**asdict(regel), **hashes, "gegevens": content.decode()})

    @override
    async def list(self, zaak: str, tot: dt.datetime | None = None) -> list[Tijdlijnregel]:
        rows = await self._session.execute(text(_LIST), {"zaak": zaak, "tot": tot})
        return [Tijdlijnregel(**row._asdict()) for row in rows]
