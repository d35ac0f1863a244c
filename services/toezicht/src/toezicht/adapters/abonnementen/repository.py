import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from toezicht.adapters.abonnementen.tables import AbonnementRij, BezorgingRij, BezorgpogingRij
from toezicht.adapters.database import columns, read
from toezicht.domain.abonnementen.abonnement import Abonnement, Bezorging, Bezorgpoging, Bezorgstand, Bezorgverslag

_PAK = """
WITH klaar AS (
  SELECT b.id FROM bezorging b
  WHERE b.stand = 'wacht' AND b.volgende_poging_op <= :nu
  ORDER BY b.volgende_poging_op, b.positie LIMIT :limiet FOR UPDATE SKIP LOCKED
)
UPDATE bezorging b SET pogingen = b.pogingen + 1, volgende_poging_op = :tot
FROM klaar, abonnement a, anomaliebericht m
WHERE b.id = klaar.id AND a.id = b.abonnement_id AND m.positie = b.positie
RETURNING b.id, b.abonnement_id, a.url, a.geheim, b.positie, m.gebeurtenis_id, m.trace_id, m.tijd, m.inhoud,
  b.pogingen AS poging
"""


class SqlAbonnementen:
    """Subscriptions in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def bewaar(self, abonnement: Abonnement) -> None:
        """Insert."""
        self._session.add(AbonnementRij(**columns(abonnement)))
        await self._session.flush()

    async def haal(self, abonnement_id: uuid.UUID, eigenaar: str) -> Abonnement | None:
        """The running subscription of this owner."""
        rij = await self._session.get(AbonnementRij, abonnement_id)
        eigen = rij is not None and rij.eigenaar == eigenaar and rij.beeindigd_op is None
        return read(Abonnement, rij) if rij is not None and eigen else None

    async def lijst(self, eigenaar: str) -> list[Abonnement]:
        """Running subscriptions of this owner, oldest first."""
        vraag = (
            select(AbonnementRij)
            .where(col(AbonnementRij.eigenaar) == eigenaar, col(AbonnementRij.beeindigd_op).is_(None))
            .order_by(col(AbonnementRij.aangemaakt_op), col(AbonnementRij.id))
        )
        return [read(Abonnement, rij) for rij in await self._session.scalars(vraag)]

    async def beeindig(self, abonnement_id: uuid.UUID, op: dt.datetime) -> None:
        """Stop it; what still waits is not delivered."""
        await self._session.execute(
            update(AbonnementRij).where(col(AbonnementRij.id) == abonnement_id).values(beeindigd_op=op)
        )
        await self._session.execute(
            update(BezorgingRij)
            .where(col(BezorgingRij.abonnement_id) == abonnement_id, col(BezorgingRij.stand) == Bezorgstand.WACHT)
            .values(stand=Bezorgstand.MISLUKT)
        )

    async def verslag(self, abonnement_id: uuid.UUID, limiet: int) -> list[Bezorgverslag]:
        """Attempts, newest first."""
        vraag = (
            select(BezorgpogingRij, BezorgingRij)
            .join(BezorgingRij, col(BezorgingRij.id) == col(BezorgpogingRij.bezorging_id))
            .where(col(BezorgingRij.abonnement_id) == abonnement_id)
            .order_by(col(BezorgpogingRij.op).desc(), col(BezorgpogingRij.nummer).desc())
            .limit(limiet)
        )
        return [
            read(Bezorgverslag, poging, positie=bezorging.positie, stand=bezorging.stand)
            for poging, bezorging in await self._session.execute(vraag)
        ]


class SqlWachtrij:
    """Deliveries that wait, shared by as many workers as there are."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def pak(self, nu: dt.datetime, tot: dt.datetime, limiet: int) -> Sequence[Bezorging]:
        """Claim what is due; nobody else takes it before `tot`."""
        rijen = await self._session.execute(text(_PAK), {"nu": nu, "tot": tot, "limiet": limiet})
        return [Bezorging(**rij) for rij in rijen.mappings()]

    async def next_due(self) -> dt.datetime | None:
        """When the next attempt is due, of whatever waits."""
        eerste = select(func.min(BezorgingRij.volgende_poging_op)).where(col(BezorgingRij.stand) == Bezorgstand.WACHT)
        return await self._session.scalar(eerste)

    async def noteer(self, poging: Bezorgpoging, stand: Bezorgstand, volgende: dt.datetime) -> None:
        """Keep what came of an attempt."""
        self._session.add(BezorgpogingRij(**columns(poging)))
        await self._session.execute(
            update(BezorgingRij)
            .where(col(BezorgingRij.id) == poging.bezorging_id, col(BezorgingRij.stand) == Bezorgstand.WACHT)
            .values(stand=stand, volgende_poging_op=volgende)
        )
