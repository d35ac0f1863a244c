import uuid

from risb_kern.privacy import Privacy
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from subsidies.adapters.besluiten.rows import besluit_of, besluit_row
from subsidies.adapters.besluiten.tables import BesluitRij
from subsidies.application.besluiten.ports import Besluiten
from subsidies.domain.besluiten.besluit import Besluit


class SqlBesluiten(Besluiten):
    """One row per decision."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def find(self, aanvraag_id: uuid.UUID) -> Besluit | None:
        query = select(BesluitRij).where(col(BesluitRij.aanvraag_id) == aanvraag_id)
        row = (await self._session.scalars(query)).first()
        return besluit_of(row, self._privacy) if row else None

    @override
    async def add(self, besluit: Besluit) -> None:
        self._session.add(besluit_row(besluit, self._privacy))
        await self._session.flush()
