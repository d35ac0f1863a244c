import datetime as dt

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from contracting.application.maatregelen.ports import Maatregelen
from contracting.domain.maatregelen.maatregel import Maatregel, Maatregeleinde

_OPGELEGD = """
INSERT INTO maatregel (id, agb_code, soort, gemeenten, van, tot, grond, opgelegd_tijd)
VALUES (:id, :agb_code, :soort, :gemeenten, :van, :tot, :grond, :tijd)
ON CONFLICT (id) DO UPDATE SET agb_code = excluded.agb_code, soort = excluded.soort, gemeenten = excluded.gemeenten,
  van = excluded.van, tot = excluded.tot, grond = excluded.grond, opgelegd_tijd = excluded.opgelegd_tijd
WHERE maatregel.opgelegd_tijd IS NULL OR maatregel.opgelegd_tijd <= excluded.opgelegd_tijd
"""
_BEEINDIGD = """
INSERT INTO maatregel (id, agb_code, einddatum, reden_einde, beeindigd_tijd)
VALUES (:id, :agb_code, :einddatum, :reden, :tijd)
ON CONFLICT (id) DO UPDATE SET einddatum = excluded.einddatum, reden_einde = excluded.reden_einde,
  beeindigd_tijd = excluded.beeindigd_tijd
WHERE maatregel.beeindigd_tijd IS NULL OR maatregel.beeindigd_tijd <= excluded.beeindigd_tijd
"""


class SqlMaatregelen(Maatregelen):
    """On PostgreSQL; one row holds both halves, each with its own moment."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def save(self, maatregel: Maatregel, tijd: dt.datetime) -> None:
        values = {
            "id": maatregel.id,
            "agb_code": maatregel.agb_code,
            "soort": maatregel.soort,
            "gemeenten": list(maatregel.gemeenten),
            "van": maatregel.van,
            "tot": maatregel.tot,
            "grond": maatregel.grond,
            "tijd": tijd,
        }
        await self._session.execute(text(_OPGELEGD), values)

    @override
    async def save_einde(self, einde: Maatregeleinde, tijd: dt.datetime) -> None:
        values = {
            "id": einde.id,
            "agb_code": einde.agb_code,
            "einddatum": einde.einddatum,
            "reden": einde.reden,
            "tijd": tijd,
        }
        await self._session.execute(text(_BEEINDIGD), values)
