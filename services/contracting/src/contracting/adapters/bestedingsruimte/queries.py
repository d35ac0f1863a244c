import uuid
from collections.abc import Collection, Mapping, Sequence

from chassis.keyset import page
from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Privacy
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.bestedingsruimte.rows import ruimte_uit
from contracting.adapters.bestedingsruimte.tables import BestedingsruimteRij, RuimtegebruikRij
from contracting.adapters.database import column, visible
from contracting.application.bestedingsruimte.queries import Ruimtevragen
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte


class SqlRuimtevragen(Ruimtevragen):
    """On PostgreSQL, without locks."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, ruimte_id: uuid.UUID) -> Bestedingsruimte | None:
        rij = await self._session.get(BestedingsruimteRij, ruimte_id)
        return None if rij is None else ruimte_uit(rij, self._privacy)

    @override
    async def list(
        self, bereik: Bereik, blad: Blad, *, agb_code: str | None = None, jaar: int | None = None
    ) -> Sequence[Bestedingsruimte]:
        query = select(BestedingsruimteRij).where(visible(bereik, agb_code=BestedingsruimteRij.agb_code))
        if agb_code is not None:
            query = query.where(col(BestedingsruimteRij.agb_code) == agb_code)
        if jaar is not None:
            query = query.where(col(BestedingsruimteRij.jaar) == jaar)
        rijen = await self._session.execute(page(query, blad, id=[column(BestedingsruimteRij.id)]))
        return [ruimte_uit(one, self._privacy) for one in rijen.scalars()]

    @override
    async def sum_gebruik(self, ruimte_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
        query = (
            select(col(RuimtegebruikRij.ruimte_id), func.sum(col(RuimtegebruikRij.cent)))
            .where(col(RuimtegebruikRij.ruimte_id).in_(list(ruimte_ids)))
            .group_by(col(RuimtegebruikRij.ruimte_id))
        )
        return {ruimte_id: int(cent) for ruimte_id, cent in await self._session.execute(query)}
