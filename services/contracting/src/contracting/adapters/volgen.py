"""What is kept from events of other services, and the budgets beside it; every write is idempotent."""

import datetime as dt

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from contracting.adapters.tables import BudgetRij
from contracting.domain.maatregelen.maatregel import Maatregel, Maatregeleinde
from contracting.domain.sturing.grootboek import Boekstuk, Budget

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
_BOEKSTUK = """
INSERT INTO boekstuk (soort, kenmerk, rang) VALUES (:soort, :kenmerk, :rang)
ON CONFLICT (soort, kenmerk) DO UPDATE SET rang = excluded.rang WHERE boekstuk.rang < excluded.rang RETURNING 1
"""
_WIS = "DELETE FROM boekregel WHERE soort = :soort AND kenmerk = :kenmerk"
_BOEKREGEL = """
INSERT INTO boekregel (soort, kenmerk, gemeente, programmalijn, jaar, verplicht_cent, betaald_cent, van, tot)
VALUES (:soort, :kenmerk, :gemeente, :programmalijn, :jaar, :verplicht_cent, :betaald_cent, :van, :tot)
"""


class SqlMaatregelen:
    """Implements MaatregelRepository."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def opgelegd(self, maatregel: Maatregel, tijd: dt.datetime) -> None:
        """Store what was imposed; the newest statement counts."""
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

    async def beeindigd(self, einde: Maatregeleinde, tijd: dt.datetime) -> None:
        """Store the end; the newest statement counts."""
        values = {
            "id": einde.id,
            "agb_code": einde.agb_code,
            "einddatum": einde.einddatum,
            "reden": einde.reden,
            "tijd": tijd,
        }
        await self._session.execute(text(_BEEINDIGD), values)


class SqlGrootboek:
    """Implements GrootboekRepository."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def boek(self, boekstuk: Boekstuk) -> None:
        """Replace the voucher's state when its rank is higher; the row lock makes parallel bookings wait."""
        sleutel = {"soort": boekstuk.soort.value, "kenmerk": boekstuk.kenmerk}
        if (await self._session.execute(text(_BOEKSTUK), {**sleutel, "rang": boekstuk.rang})).first() is None:
            return
        await self._session.execute(text(_WIS), sleutel)
        regels = [
            {
                **sleutel,
                "gemeente": one.gemeente,
                "programmalijn": one.programmalijn,
                "jaar": one.jaar,
                "verplicht_cent": one.verplicht_cent,
                "betaald_cent": one.betaald_cent,
                "van": one.van,
                "tot": one.tot,
            }
            for one in boekstuk.regels
            if one.verplicht_cent or one.betaald_cent
        ]
        if regels:
            await self._session.execute(text(_BOEKREGEL), regels)


class SqlBudgetten:
    """Implements BudgetRepository."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def versie(self, gemeente: str, programmalijn: str, jaar: int) -> int:
        """The version; a parallel change of the same budget waits, also when there is none yet."""
        slot = text("SELECT pg_advisory_xact_lock(hashtextextended(:naam, 0))")
        await self._session.execute(slot, {"naam": f"budget:{gemeente}:{programmalijn}:{jaar}"})
        rij = await self._session.get(BudgetRij, (gemeente, programmalijn, jaar))
        return rij.versie if rij else 0

    async def save(self, budget: Budget) -> None:
        """Store the budget in its new version."""
        await self._session.merge(
            BudgetRij(
                gemeente=budget.gemeente,
                programmalijn=budget.programmalijn,
                jaar=budget.jaar,
                bedrag_cent=budget.bedrag_cent,
                versie=budget.versie,
            )
        )
        await self._session.flush()
