import uuid
from collections.abc import Sequence

from chassis.keyset import page
from risb_kern.lists import Blad
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from toezicht.adapters.abonnementen.tables import AbonnementRij, BezorgingRij, BezorgpogingRij
from toezicht.adapters.database import read
from toezicht.application.abonnementen.queries import Abonnementvragen
from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.abonnementen.bezorging import Bezorgstand, BezorgStatus, Bezorgverslag


class SqlAbonnementvragen(Abonnementvragen):
    """Reads over subscriptions in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, eigenaar: str, blad: Blad) -> Sequence[Abonnement]:
        query = select(AbonnementRij).where(
            col(AbonnementRij.eigenaar) == eigenaar, col(AbonnementRij.beeindigd_op).is_(None)
        )
        query = page(query, blad, aangemaaktOp=(col(AbonnementRij.aangemaakt_op), col(AbonnementRij.id)))
        return [read(Abonnement, row) for row in await self._session.scalars(query)]

    @override
    async def list_pogingen(
        self, abonnement_id: uuid.UUID, blad: Blad, status: BezorgStatus | None = None
    ) -> Sequence[Bezorgverslag]:
        query = (
            select(BezorgpogingRij, BezorgingRij)
            .join(BezorgingRij, col(BezorgingRij.id) == col(BezorgpogingRij.bezorging_id))
            .where(col(BezorgingRij.abonnement_id) == abonnement_id)
        )
        if status is not None:
            query = query.where(col(BezorgingRij.status) == status)
        query = page(query, blad, op=(col(BezorgpogingRij.op), col(BezorgpogingRij.id)))
        return [
            read(Bezorgverslag, poging, positie=bezorging.positie, status=BezorgStatus(bezorging.status))
            for poging, bezorging in await self._session.execute(query)
        ]

    @override
    async def list_standen(self, meeste: int) -> Sequence[Bezorgstand]:
        def count(status: BezorgStatus) -> ColumnElement[int]:
            return func.count().filter(col(BezorgingRij.status) == status)

        query = (
            select(AbonnementRij, count(BezorgStatus.WACHT), count(BezorgStatus.MISLUKT))
            .outerjoin(BezorgingRij, col(BezorgingRij.abonnement_id) == col(AbonnementRij.id))
            .where(col(AbonnementRij.beeindigd_op).is_(None))
            .group_by(col(AbonnementRij.id))
            .order_by(col(AbonnementRij.aangemaakt_op), col(AbonnementRij.id))
            .limit(meeste)
        )
        return [
            Bezorgstand(abonnement_id=one.id, wachtend=wachtend, opgegeven=opgegeven, rust_tot=one.rust_tot)
            for one, wachtend, opgegeven in await self._session.execute(query)
        ]
