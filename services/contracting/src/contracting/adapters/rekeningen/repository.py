import uuid
from collections.abc import Collection

from chassis.db import SqlUnitOfWork
from risb_kern.privacy import Privacy
from sqlalchemy import ColumnElement, exists, func
from sqlmodel import col, select
from typing_extensions import override

from contracting.adapters.database import insert_new
from contracting.adapters.rekeningen.rows import rekening_rij, rekening_uit
from contracting.adapters.rekeningen.tables import RekeningRij
from contracting.application.rekeningen.ports import Rekeningen
from contracting.domain.rekeningen.rekening import Houdersoort, Rekening, RekeningStatus


class SqlRekeningen(Rekeningen):
    """On PostgreSQL; numbers come in and go out encrypted."""

    def __init__(self, uow: SqlUnitOfWork, privacy: Privacy) -> None:
        self._uow = uow
        self._privacy = privacy

    @override
    async def get(self, rekening_id: uuid.UUID) -> Rekening | None:
        rij = await self._uow.session.get(RekeningRij, rekening_id, with_for_update=True)
        return None if rij is None else rekening_uit(rij, self._privacy)

    @override
    async def add(self, rekening: Rekening) -> bool:
        return await insert_new(self._uow.session, rekening_rij(rekening, self._privacy))

    @override
    async def save(self, rekening: Rekening) -> None:
        await self._uow.session.merge(rekening_rij(rekening, self._privacy))
        await self._uow.session.flush()

    @override
    async def next_versie(self, houdersoort: Houdersoort, houder: str) -> int:
        await self._uow.serialize(f"rekening:{houdersoort}:{houder}")
        query = select(func.coalesce(func.max(RekeningRij.versie), 0) + 1).where(_van(houdersoort, houder))
        return int((await self._uow.session.execute(query)).scalar_one())

    @override
    async def has_bevestigde(self, houdersoort: Houdersoort, houder: str) -> bool:
        bevestigd = col(RekeningRij.status) == RekeningStatus.BEVESTIGD.value
        query = select(exists().where(_van(houdersoort, houder) & bevestigd))
        return bool((await self._uow.session.execute(query)).scalar_one())

    @override
    async def list_with_same_number(self, agb_codes: Collection[str]) -> frozenset[str]:
        telt = (col(RekeningRij.houdersoort) == Houdersoort.AANBIEDER.value) & (
            col(RekeningRij.status) != RekeningStatus.INGETROKKEN.value
        )
        eigen = select(RekeningRij.kenmerk).where(telt, col(RekeningRij.houder).in_(agb_codes))
        query = select(RekeningRij.houder).where(telt, col(RekeningRij.kenmerk).in_(eigen))
        return frozenset(await self._uow.session.scalars(query))


def _van(houdersoort: Houdersoort, houder: str) -> ColumnElement[bool]:
    return (col(RekeningRij.houdersoort) == houdersoort.value) & (col(RekeningRij.houder) == houder)
