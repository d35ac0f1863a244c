"""The agenda on PostgreSQL."""

import datetime as dt
from collections.abc import Mapping, Sequence

from risb_kern.canonical import canonical
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from risb_zaak.ports import JSON, Afspraak, Agenda, Plek, moment_of
from risb_zaak.timeline.chain import check_zaak

AGENDA_CHANNEL = "agenda"
_SET = """
INSERT INTO agenda (zaak, soort, op, gegevens, pogingen) VALUES (:zaak, :soort, :op, CAST(:gegevens AS jsonb), 0)
ON CONFLICT (zaak, soort)
DO UPDATE SET op = excluded.op, gegevens = excluded.gegevens, pogingen = 0, fout = NULL, wacht_tot = NULL
"""
_LIST = """
SELECT zaak, soort, op, gegevens, pogingen, fout FROM agenda
WHERE (CAST(:zaak AS text) IS NULL OR zaak = :zaak)
AND (CAST(:tot AS timestamptz) IS NULL OR op <= :tot)
AND (CAST(:op AS timestamptz) IS NULL OR (op, zaak, soort) > (:op, :na_zaak, :na_soort))
ORDER BY op, zaak, soort LIMIT :limiet
"""


class SqlAgenda(Agenda):
    """Writes in the transaction of the session; the process wakes up when that commits."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def set(
        self, zaak: str, soort: str, op: dt.date | dt.datetime, gegevens: Mapping[str, JSON] | None = None
    ) -> None:
        values = {"zaak": check_zaak(zaak), "soort": soort, "op": moment_of(op)}
        await self._session.execute(text(_SET), {**values, "gegevens": canonical(gegevens or {}).decode()})
        await self._session.execute(text("SELECT pg_notify(:kanaal, '')"), {"kanaal": AGENDA_CHANNEL})

    @override
    async def cancel(self, zaak: str, soort: str) -> None:
        delete = text("DELETE FROM agenda WHERE zaak = :zaak AND soort = :soort")
        await self._session.execute(delete, {"zaak": zaak, "soort": soort})

    @override
    async def list(
        self, zaak: str | None = None, tot: dt.datetime | None = None, na: Plek | None = None, limiet: int = 100
    ) -> Sequence[Afspraak]:
        op, na_zaak, na_soort = na or (None, None, None)
        place = {"op": op, "na_zaak": na_zaak, "na_soort": na_soort}
        rows = await self._session.execute(text(_LIST), {"zaak": zaak, "tot": tot, **place, "limiet": limiet})
        return [Afspraak(**row._asdict()) for row in rows]
