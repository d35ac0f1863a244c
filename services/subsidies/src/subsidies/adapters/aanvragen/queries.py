from collections.abc import Sequence

from chassis.keyset import page
from risb_kern.lists import Blad
from risb_kern.privacy import Privacy
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from subsidies.adapters.aanvragen.rows import aanvraagregel_of
from subsidies.adapters.aanvragen.tables import AanvraagRij
from subsidies.application.aanvragen.queries import Aanvraagfilter, Aanvraagregel, Aanvraagvragen


class SqlAanvraagvragen(Aanvraagvragen):
    """Lists of applications."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, welke: Aanvraagfilter, blad: Blad) -> Sequence[Aanvraagregel]:
        row = AanvraagRij
        query = select(row)
        for column in ("aanvrager_sub", "regeling_code", "gemeente", "status"):
            value = getattr(welke, column)
            if value is not None:
                query = query.where(getattr(row, column) == value)
        query = page(
            query,
            blad,
            ontvangenOp=[col(row.ontvangen_op), col(row.id)],
            beslisdatum=[col(row.beslisdatum), col(row.id)],
        )
        return [aanvraagregel_of(one, self._privacy) for one in await self._session.scalars(query)]
