"""Bank accounts on PostgreSQL; numbers come in and go out encrypted."""

import dataclasses
import uuid
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from contracting.adapters.repositories import insert_new
from contracting.adapters.tables import RekeningRij
from contracting.domain.rekeningen.rekening import Houdersoort, Naamcontrole, Rekening, Rekeningstaat

_SLOT = "SELECT pg_advisory_xact_lock(hashtextextended(:naam, 0))"


class SqlRekeningen:
    """Implements Rekeningen."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, rekening_id: uuid.UUID) -> Rekening | None:
        """The account, locked until the end of the transaction; or None."""
        rij = await self._session.get(RekeningRij, rekening_id, with_for_update=True)
        return None if rij is None else _rekening(rij)

    async def add(self, rekening: Rekening) -> bool:
        """Store a proposal; False when the holder has an open one."""
        return await insert_new(self._session, RekeningRij(**dataclasses.asdict(rekening)))

    async def save(self, rekening: Rekening) -> None:
        """Store the new state."""
        await self._session.merge(RekeningRij(**dataclasses.asdict(rekening)))
        await self._session.flush()

    async def volgende_versie(self, houdersoort: Houdersoort, houder: str) -> int:
        """One more than the newest version of the holder; a parallel proposal waits."""
        await self._session.execute(text(_SLOT), {"naam": f"rekening:{houdersoort}:{houder}"})
        vraag = "SELECT coalesce(max(versie), 0) + 1 FROM rekening WHERE houdersoort = :soort AND houder = :houder"
        gevonden = await self._session.execute(text(vraag), {"soort": houdersoort.value, "houder": houder})
        return int(gevonden.scalar_one())

    async def heeft_bevestigde(self, houdersoort: Houdersoort, houder: str) -> bool:
        """True when the holder has, or had, an account in use."""
        vraag = (
            "SELECT EXISTS (SELECT 1 FROM rekening WHERE houdersoort = :soort AND houder = :houder"
            " AND staat = 'bevestigd')"
        )
        gevonden = await self._session.execute(text(vraag), {"soort": houdersoort.value, "houder": houder})
        return bool(gevonden.scalar_one())

    async def lijst(
        self, houder: str | None, staat: Rekeningstaat | None, *, na: str | None, limiet: int
    ) -> Sequence[Rekening]:
        """Accounts by id."""
        vraag = select(RekeningRij).order_by(col(RekeningRij.id)).limit(limiet)
        if houder is not None:
            vraag = vraag.where(col(RekeningRij.houder) == houder)
        if staat is not None:
            vraag = vraag.where(col(RekeningRij.staat) == staat.value)
        if na is not None:
            vraag = vraag.where(col(RekeningRij.id) > uuid.UUID(na))
        return [_rekening(een) for een in (await self._session.execute(vraag)).scalars()]

    async def andere_houders(self, rekeningen: Sequence[Rekening]) -> dict[uuid.UUID, int]:
        """For each account, how many other holders have ever had this number."""
        vraag = (
            "SELECT a.id, count(DISTINCT (b.houdersoort, b.houder)) AS aantal FROM rekening a JOIN rekening b"
            " ON b.kenmerk = a.kenmerk AND (b.houdersoort, b.houder) <> (a.houdersoort, a.houder)"
            " WHERE a.id = ANY(:ids) GROUP BY a.id"
        )
        rijen = await self._session.execute(text(vraag), {"ids": [een.id for een in rekeningen]})
        return {rij.id: rij.aantal for rij in rijen}


def _rekening(rij: RekeningRij) -> Rekening:
    velden = rij.model_dump()
    soort, staat = Houdersoort(velden.pop("houdersoort")), Rekeningstaat(velden.pop("staat"))
    controle = velden.pop("naamcontrole")
    return Rekening(houdersoort=soort, staat=staat, naamcontrole=controle and Naamcontrole(controle), **velden)
