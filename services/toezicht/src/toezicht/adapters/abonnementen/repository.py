import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import ForUpdateArg
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.abonnementen.tables import AbonnementRij, BezorgingRij, BezorgpogingRij
from toezicht.adapters.database import columns, read
from toezicht.adapters.signalen.anomalieen import CHANNEL
from toezicht.application.abonnementen.ports import NIEMAND, Abonnementen, Bezorgingen
from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.abonnementen.bezorging import SAMEN, STORINGSGRENS, Bezorging, Bezorgpoging, BezorgStatus
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht

_QUEUE = """
INSERT INTO bezorging (id, abonnement_id, positie, status, pogingen, volgende_poging_op)
SELECT gen_random_uuid(), id, :positie, 'wacht', 0, :tijd FROM abonnement
WHERE beeindigd_op IS NULL AND :soort = ANY(soorten) AND (regels = '{}' OR :regel = ANY(regels))
  AND (gemeenten = '{}' OR EXISTS (SELECT FROM werkgebied w WHERE w.agb_code = :agb AND w.gemeente = ANY(gemeenten)))
"""
# Each subscription has its own share: what one holds up is in nobody's way.
_ROOM = """
FROM abonnement a
LEFT JOIN unnest(CAST(:bezig AS uuid[]), CAST(:aantallen AS int[])) AS z(id, aantal) ON z.id = a.id
CROSS JOIN LATERAL (
  SELECT CASE WHEN a.storingen >= :grens THEN 1 ELSE :aandeel END - coalesce(z.aantal, 0) AS ruimte
) r
"""
_TAKE = f"""
WITH klaar AS (
  SELECT w.id, w.volgende_poging_op AS op, w.positie, a.storingen >= :grens AS storend,
    coalesce(z.aantal, 0) + row_number() OVER (PARTITION BY a.id ORDER BY w.volgende_poging_op, w.positie) AS plek
  {_ROOM}
  CROSS JOIN LATERAL (
    SELECT b.id, b.volgende_poging_op, b.positie FROM bezorging b
    WHERE b.abonnement_id = a.id AND b.status = 'wacht' AND b.volgende_poging_op <= :nu
    ORDER BY b.volgende_poging_op, b.positie LIMIT greatest(0, r.ruimte) FOR UPDATE SKIP LOCKED
  ) w
  WHERE a.beeindigd_op IS NULL AND (a.rust_tot IS NULL OR a.rust_tot <= :nu)
), rij AS (
  SELECT id, plek > 1 OR storend AS extra, row_number() OVER (ORDER BY plek, storend, op, positie) AS nr FROM klaar
)
UPDATE bezorging b SET pogingen = b.pogingen + 1, volgende_poging_op = :tot
FROM rij, abonnement a, anomaliebericht m
WHERE rij.nr <= CASE WHEN rij.extra THEN :samen / 2 ELSE :samen END - :onderweg
  AND b.id = rij.id AND a.id = b.abonnement_id AND m.positie = b.positie
RETURNING b.id, b.abonnement_id, a.url, a.geheim, b.positie, m.gebeurtenis_id, m.trace_id, m.tijd, m.inhoud,
  b.pogingen AS poging
"""
_NEXT = f"""
SELECT min(greatest(a.rust_tot, w.op)) {_ROOM}
CROSS JOIN LATERAL (
  SELECT min(b.volgende_poging_op) AS op FROM bezorging b WHERE b.abonnement_id = a.id AND b.status = 'wacht'
) w
WHERE a.beeindigd_op IS NULL AND r.ruimte > 0 AND w.op IS NOT NULL
"""
_RETRY = """
UPDATE bezorging SET status = 'wacht', volgende_poging_op = :op WHERE id = :id AND status = 'mislukt' RETURNING 1
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

    @override
    async def get_afnemer(self, abonnement_id: uuid.UUID) -> Abonnement | None:
        # Not as strong as the lock of a removal: new deliveries may refer to the row meanwhile.
        lock = ForUpdateArg(key_share=True)
        row = await self._session.get(AbonnementRij, abonnement_id, with_for_update=lock, populate_existing=True)
        return read(Abonnement, row) if row is not None and row.beeindigd_op is None else None

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
        values["agb"] = bericht.agb_code
        await self._session.execute(text(_QUEUE), values)

    @override
    async def take(
        self, nu: dt.datetime, tot: dt.datetime, aandeel: int, bezig: Mapping[uuid.UUID, int] = NIEMAND
    ) -> Sequence[Bezorging]:
        values = {"nu": nu, "tot": tot, "samen": SAMEN, "onderweg": sum(bezig.values()), **_room(aandeel, bezig)}
        rows = await self._session.execute(text(_TAKE), values)
        return [Bezorging(**row) for row in rows.mappings()]

    @override
    async def next_due(self, aandeel: int = 1, bezig: Mapping[uuid.UUID, int] = NIEMAND) -> dt.datetime | None:
        found: dt.datetime | None = await self._session.scalar(text(_NEXT), _room(aandeel, bezig))
        return found

    @override
    async def find(self, abonnement_id: uuid.UUID, bezorging_id: uuid.UUID) -> BezorgStatus | None:
        row = await self._session.get(BezorgingRij, bezorging_id, populate_existing=True)
        return BezorgStatus(row.status) if row is not None and row.abonnement_id == abonnement_id else None

    @override
    async def retry(self, bezorging_id: uuid.UUID, op: dt.datetime) -> bool:
        done = await self._session.scalar(text(_RETRY), {"id": bezorging_id, "op": op})
        await self._session.execute(text(f"SELECT pg_notify('{CHANNEL}', '')"))
        return done is not None

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


def _room(aandeel: int, bezig: Mapping[uuid.UUID, int]) -> dict[str, object]:
    return {
        "aandeel": aandeel,
        "grens": STORINGSGRENS,
        "bezig": [str(one) for one in bezig],
        "aantallen": list(bezig.values()),
    }
