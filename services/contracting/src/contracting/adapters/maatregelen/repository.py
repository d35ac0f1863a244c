import datetime as dt

from chassis.projections import upsert_newest
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from contracting.adapters.maatregelen.tables import MaatregelRij
from contracting.application.maatregelen.ports import Maatregelen
from contracting.domain.maatregelen.maatregel import Maatregel, Maatregeleinde


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
            "opgelegd_tijd": tijd,
        }
        await upsert_newest(self._session, MaatregelRij, values, rang="opgelegd_tijd")

    @override
    async def save_einde(self, einde: Maatregeleinde, tijd: dt.datetime) -> None:
        values = {
            "id": einde.id,
            "agb_code": einde.agb_code,
            "einddatum": einde.einddatum,
            "reden_einde": einde.reden,
            "beeindigd_tijd": tijd,
        }
        await upsert_newest(self._session, MaatregelRij, values, rang="beeindigd_tijd", once=["agb_code"])
