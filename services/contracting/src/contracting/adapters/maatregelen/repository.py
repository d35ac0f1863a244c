import datetime as dt

from risb_kern.privacy import Privacy
from risb_kern.projections import upsert_newest
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from contracting.adapters.maatregelen.tables import GROND, REDEN_EINDE, MaatregelRij
from contracting.application.maatregelen.ports import Maatregelen
from contracting.domain.maatregelen.maatregel import Maatregel, Maatregeleinde


class SqlMaatregelen(Maatregelen):
    """On PostgreSQL; one row holds both halves, each with its own moment."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def save(self, maatregel: Maatregel, tijd: dt.datetime) -> None:
        values = {
            "id": maatregel.id,
            "agb_code": maatregel.agb_code,
            "soort": maatregel.soort,
            "gemeenten": list(maatregel.gemeenten),
            "van": maatregel.van,
            "tot": maatregel.tot,
            "grond": GROND.seal(self._privacy, maatregel.id, maatregel.grond),
            "opgelegd_tijd": tijd,
        }
        await upsert_newest(self._session, MaatregelRij, values, rang="opgelegd_tijd")

    @override
    async def save_einde(self, einde: Maatregeleinde, tijd: dt.datetime) -> None:
        values = {
            "id": einde.id,
            "agb_code": einde.agb_code,
            "einddatum": einde.einddatum,
            "reden_einde": REDEN_EINDE.seal(self._privacy, einde.id, einde.reden),
            "beeindigd_tijd": tijd,
        }
        await upsert_newest(self._session, MaatregelRij, values, rang="beeindigd_tijd", once=["agb_code"])
