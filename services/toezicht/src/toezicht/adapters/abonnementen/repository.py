import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.abonnementen.tables import AbonnementRij, BezorgingRij, BezorgpogingRij
from toezicht.adapters.database import columns, read
from toezicht.application.abonnementen.ports import Abonnementen, Bezorgingen
from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.abonnementen.bezorging import Bezorging, Bezorgpoging, BezorgStatus
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht

_QUEUE = """
INSERT INTO bezorging (id, abonnement_id, positie, status, pogingen, volgende_poging_op)
SELECT gen_random_uuid(), id, :positie, 'wacht', 0, :tijd FROM abonnement
WHERE beeindigd_op IS NULL AND :soort = ANY(soorten) AND (regels = '{}' OR :regel = ANY(regels))
"""
_TAKE = """
WITH klaar AS (
  SELECT b.id FROM bezorging b
  WHERE b.status = 'wacht' AND b.volgende_poging_op <= :nu
  ORDER BY b.volgende_poging_op, b.positie LIMIT :limiet FOR UPDATE SKIP LOCKED
)
UPDATE bezorging b SET pogingen = b.pogingen + 1, volgende_poging_op = :tot
FROM klaar, abonnement a, anomaliebericht m
WHERE b.id = klaar.id AND a.id = b.abonnement_id AND m.positie = b.positie
RETURNING b.id, b.abonnement_id, a.url, a.geheim, b.positie, m.gebeurtenis_id, m.trace_id, m.tijd, m.inhoud,
  b.pogingen AS poging
"""


class SqlAbonnementen(Abonnementen):
    """Subscriptions in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def find(self, abonnement_id: uuid.UUID, eigenaar: str) -> Abonnement | None:
        return await self._read(abonnement_id, eigenaar, lock=False)

    @override
    async def get(self, abonnement_id: uuid.UUID, eigenaar: str) -> Abonnement | None:
        return await self._read(abonnement_id, eigenaar, lock=True)

    async def _read(self, abonnement_id: uuid.UUID, eigenaar: str, *, lock: bool) -> Abonnement | None:
        row = await self._session.get(AbonnementRij, abonnement_id, with_for_update=lock, populate_existing=True)
        theirs = row is not None and row.eigenaar == eigenaar and row.beeindigd_op is None
        return read(Abonnement, row) if row is not None and theirs else None

    @override
    async def add(self, abonnement: Abonnement) -> None:
        self._session.add(AbonnementRij(**columns(abonnement)))
        await self._session.flush()

    @override
    async def save(self, abonnement: Abonnement) -> None:
        await self._session.merge(AbonnementRij(**columns(abonnement)))
        await self._session.flush()


class SqlBezorgingen(Bezorgingen):
    """Deliveries in PostgreSQL, shared by as many workers as there are."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def queue(self, positie: int, bericht: Anomaliebericht) -> None:
        values = {"positie": positie, "tijd": bericht.tijd, "soort": str(bericht.soort), "regel": bericht.regel}
        await self._session.execute(text(_QUEUE), values)

    @override
    async def take(self, nu: dt.datetime, tot: dt.datetime, limiet: int) -> Sequence[Bezorging]:
        rows = await self._session.execute(text(_TAKE), {"nu": nu, "tot": tot, "limiet": limiet})
        return [Bezorging(**row) for row in rows.mappings()]

    @override
    async def next_due(self) -> dt.datetime | None:
        first = select(func.min(BezorgingRij.volgende_poging_op)).where(col(BezorgingRij.status) == BezorgStatus.WACHT)
        return await self._session.scalar(first)

    @override
    async def finish(self, poging: Bezorgpoging, status: BezorgStatus, volgende: dt.datetime) -> None:
        self._session.add(BezorgpogingRij(**columns(poging)))
        await self._session.execute(
            update(BezorgingRij)
            .where(col(BezorgingRij.id) == poging.bezorging_id, col(BezorgingRij.status) == BezorgStatus.WACHT)
            .values(status=status, volgende_poging_op=volgende)
        )

    @override
    async def cancel(self, abonnement_id: uuid.UUID) -> None:
        await self._session.execute(
            update(BezorgingRij)
            .where(col(BezorgingRij.abonnement_id) == abonnement_id, col(BezorgingRij.status) == BezorgStatus.WACHT)
            .values(status=BezorgStatus.MISLUKT)
        )
