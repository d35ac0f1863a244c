from collections.abc import Collection, Sequence

from risb_kern.lists import HELE_REGIO, Bereik
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.database import columns, read, visible
from toezicht.adapters.signalen.tables import AnomalieberichtRij
from toezicht.application.signalen.ports import Anomalieen
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht

CHANNEL = "anomalie"
_ORDER_LOCK = 7_300_101


class SqlAnomalieen(Anomalieen):
    """The log of anomalies in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add(self, bericht: Anomaliebericht) -> int | None:
        # One writer at a time until its commit: else a reader could pass a position that is not there yet.
        await self._session.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": _ORDER_LOCK})
        values = {name: value for name, value in columns(bericht).items() if name != "positie"}
        statement = insert(AnomalieberichtRij).values(**values).on_conflict_do_nothing()
        positie: int | None = await self._session.scalar(statement.returning(col(AnomalieberichtRij.positie)))
        if positie is not None:
            await self._session.execute(text(f"SELECT pg_notify('{CHANNEL}', '')"))
        return positie

    @override
    async def list(
        self, na: int, *, soorten: Collection[str], limiet: int, bereik: Bereik = HELE_REGIO
    ) -> Sequence[Anomaliebericht]:
        agb_code = col(AnomalieberichtRij.inhoud)["agbCode"].astext
        query = (
            select(AnomalieberichtRij)
            .where(col(AnomalieberichtRij.positie) > na, col(AnomalieberichtRij.soort).in_(soorten))
            .where(visible(bereik, agb_code))
            .order_by(col(AnomalieberichtRij.positie))
            .limit(limiet)
        )
        return [read(Anomaliebericht, row) for row in await self._session.scalars(query)]
