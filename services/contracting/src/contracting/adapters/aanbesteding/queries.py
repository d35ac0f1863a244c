import uuid
from collections.abc import Sequence

from chassis.keyset import page
from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Privacy
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.aanbesteding.rows import aanbesteding_uit, inschrijving_uit
from contracting.adapters.aanbesteding.tables import AanbestedingRij, InschrijvingRij
from contracting.adapters.database import column, visible
from contracting.application.aanbesteding.queries import Aanbestedingvragen, Inschrijvingvragen
from contracting.domain.aanbesteding.aanbesteding import VERBORGEN, Aanbesteding
from contracting.domain.aanbesteding.inschrijving import Inschrijving


class SqlAanbestedingvragen(Aanbestedingvragen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, blad: Blad, *, concepten: bool) -> Sequence[Aanbesteding]:
        query = select(AanbestedingRij)
        if not concepten:
            query = query.where(col(AanbestedingRij.status).not_in(VERBORGEN))
        rijen = await self._session.execute(page(query, blad, kenmerk=[column(AanbestedingRij.kenmerk)]))
        return [aanbesteding_uit(one, self._privacy) for one in rijen.scalars()]


class SqlInschrijvingvragen(Inschrijvingvragen):
    """On PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, bereik: Bereik, blad: Blad, *, aanbesteding_id: uuid.UUID) -> Sequence[Inschrijving]:
        query = select(InschrijvingRij).where(
            visible(bereik, agb_code=InschrijvingRij.agb_code),
            col(InschrijvingRij.aanbesteding_id) == aanbesteding_id,
        )
        rijen = await self._session.execute(page(query, blad, id=[column(InschrijvingRij.id)]))
        return [inschrijving_uit(one, self._privacy) for one in rijen.scalars()]
