import datetime as dt
import uuid
from collections.abc import Sequence

from risb_kern.privacy import Privacy
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from subsidies.adapters.besluiten.rows import besluit_of, besluit_row, loting_of
from subsidies.adapters.besluiten.tables import BesluitRij, LotingRij, LotRij
from subsidies.application.besluiten.ports import Besluiten, Lotingen
from subsidies.domain.besluiten.besluit import Besluit
from subsidies.domain.besluiten.loting import Loting


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


class SqlLotingen(Lotingen):
    """One row per lottery and one per lot."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, plafond_id: int, plaats: dt.datetime) -> Sequence[Loting]:
        query = select(LotingRij).where(col(LotingRij.plafond_id) == plafond_id, col(LotingRij.plaats) == plaats)
        query = query.order_by(col(LotingRij.klaargezet_op), col(LotingRij.id))
        rows = (await self._session.scalars(query.execution_options(populate_existing=True))).all()
        wanted = select(LotRij).where(col(LotRij.loting_id).in_([row.id for row in rows]))
        wanted = wanted.order_by(col(LotRij.aanvraag_id)).execution_options(populate_existing=True)
        lots = (await self._session.scalars(wanted)).all() if rows else []
        return [loting_of(row, [one for one in lots if one.loting_id == row.id]) for row in rows]

    @override
    async def add(self, loting: Loting) -> None:
        values = {
            "id": loting.id,
            "plafond_id": loting.plafond_id,
            "plaats": loting.plaats,
            "klaargezet_door": loting.klaargezet_door,
            "klaargezet_op": loting.klaargezet_op,
        }
        await self._session.execute(insert(LotingRij).values(**values))
        lots = [
            {"loting_id": loting.id, "aanvraag_id": one.aanvraag_id, "aanspraak_cent": one.aanspraak_cent}
            for one in loting.loten
        ]
        await self._session.execute(insert(LotRij), lots)

    @override
    async def save(self, loting: Loting) -> None:
        values = {"zaad": loting.zaad, "getuige": loting.getuige, "getrokken_op": loting.getrokken_op}
        own = update(LotingRij).where(col(LotingRij.id) == loting.id, col(LotingRij.zaad).is_(None))
        await self._session.execute(own.values(**values))
        for one in loting.loten:
            same = update(LotRij).where(col(LotRij.loting_id) == loting.id, col(LotRij.aanvraag_id) == one.aanvraag_id)
            await self._session.execute(same.values(nummer=one.nummer))

    @override
    async def remove(self, loting_id: uuid.UUID) -> None:
        query = delete(LotingRij).where(col(LotingRij.id) == loting_id, col(LotingRij.zaad).is_(None))
        await self._session.execute(query)
