import datetime as dt
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from toezicht.adapters.database import columns, read
from toezicht.adapters.signalen.tables import AanbiederRij, DeclaratieRij, OvereenkomstRij
from toezicht.domain.signalen.aanbieder import Aanbieder, Declaratietotaal, Overeenkomst


class SqlProjecties:
    """What other services told, in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def aanbieder(self, agb_code: str) -> Aanbieder | None:
        """Name and capacity."""
        rij = await self._session.get(AanbiederRij, agb_code)
        return read(Aanbieder, rij) if rij is not None else None

    async def bewaar_aanbieder(self, aanbieder: Aanbieder, tijd: dt.datetime) -> None:
        """Keep it when it is newer than what we have."""
        kolommen = {**columns(aanbieder), "tijd": tijd}
        invoer = insert(AanbiederRij).values(**kolommen)
        nieuwer = invoer.excluded["tijd"] >= col(AanbiederRij.tijd)
        await self._session.execute(
            invoer.on_conflict_do_update(index_elements=["agb_code"], set_=kolommen, where=nieuwer)
        )

    async def overeenkomsten(self, agb_code: str) -> list[Overeenkomst]:
        """All of an aanbieder, oldest first."""
        vraag = (
            select(OvereenkomstRij)
            .where(col(OvereenkomstRij.agb_code) == agb_code)
            .order_by(col(OvereenkomstRij.ingangsdatum), col(OvereenkomstRij.id))
        )
        return [read(Overeenkomst, rij) for rij in await self._session.scalars(vraag)]

    async def bewaar_overeenkomst(self, overeenkomst: Overeenkomst) -> None:
        """Insert or replace."""
        kolommen = dict(columns(overeenkomst))
        invoer = insert(OvereenkomstRij).values(**kolommen)
        await self._session.execute(invoer.on_conflict_do_update(index_elements=["id"], set_=kolommen))

    async def bewaar_declaratie(self, totaal: Declaratietotaal) -> None:
        """Insert or replace."""
        kolommen = dict(columns(totaal))
        invoer = insert(DeclaratieRij).values(**kolommen)
        await self._session.execute(invoer.on_conflict_do_update(index_elements=["bestand_id"], set_=kolommen))

    async def maandtotalen(self, periode: int) -> Mapping[str, int]:
        """Eurocents granted per aanbieder over a month (jjjjmm)."""
        vraag = (
            select(col(DeclaratieRij.agb_code), func.sum(DeclaratieRij.toegekend_cent))
            .where(col(DeclaratieRij.declaratieperiode) == periode)
            .group_by(col(DeclaratieRij.agb_code))
        )
        return {agb_code: int(cent) for agb_code, cent in await self._session.execute(vraag)}
