from collections.abc import Sequence

from chassis.keyset import page
from risb_kern.lists import HELE_REGIO, Bereik, Blad
from risb_kern.privacy import Privacy
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.database import visible
from toezicht.adapters.maatregelen.rows import maatregel_of
from toezicht.adapters.maatregelen.tables import MaatregelRij
from toezicht.application.maatregelen.queries import Maatregelvragen
from toezicht.domain.maatregelen.maatregel import Maatregel


class SqlMaatregelvragen(Maatregelvragen):
    """Reads over measures in PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, agb_code: str | None, blad: Blad, bereik: Bereik = HELE_REGIO) -> Sequence[Maatregel]:
        query = select(MaatregelRij).where(visible(bereik, col(MaatregelRij.agb_code), col(MaatregelRij.gemeenten)))
        if agb_code is not None:
            query = query.where(col(MaatregelRij.agb_code) == agb_code)
        query = page(query, blad, opgelegdOp=(col(MaatregelRij.opgelegd_op), col(MaatregelRij.id)))
        return [maatregel_of(row, self._privacy) for row in await self._session.scalars(query)]
