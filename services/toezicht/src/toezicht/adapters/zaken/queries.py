from collections.abc import Sequence

from chassis.keyset import page
from risb_kern.lists import HELE_REGIO, Bereik, Blad
from risb_kern.privacy import Privacy
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.database import visible
from toezicht.adapters.signalen.tables import SignaalRij
from toezicht.adapters.zaken.rows import zaak_of
from toezicht.adapters.zaken.tables import ZaakRij
from toezicht.application.zaken.queries import Zaakvragen
from toezicht.domain.zaken.zaak import Zaak, ZaakStatus


class SqlZaakvragen(Zaakvragen):
    """Reads over cases in PostgreSQL."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list(self, status: ZaakStatus | None, blad: Blad, bereik: Bereik = HELE_REGIO) -> Sequence[Zaak]:
        query = select(ZaakRij)
        if not bereik.alles:
            query = query.join(SignaalRij, col(SignaalRij.id) == col(ZaakRij.signaal_id))
            query = query.where(visible(bereik, col(SignaalRij.agb_code), col(SignaalRij.gemeenten)))
        if status is not None:
            query = query.where(col(ZaakRij.status) == status)
        query = page(query, blad, geopendOp=(col(ZaakRij.geopend_op), col(ZaakRij.id)))
        return [zaak_of(row, self._privacy) for row in await self._session.scalars(query)]
