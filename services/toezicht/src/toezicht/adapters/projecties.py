import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from toezicht.adapters.rijen import lees, velden
from toezicht.adapters.tables import AanbiederRij, DeclaratieRij, OvereenkomstRij, RegiodeelnameRij
from toezicht.application.ports import Aanbieder, Declaratietotaal, Overeenkomst


class SqlProjecties:
    """What other services told, in PostgreSQL."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def aanbieder(self, agb_code: str) -> Aanbieder | None:
        """Name and capacity."""
        rij = await self._session.get(AanbiederRij, agb_code)
        return lees(Aanbieder, rij) if rij is not None else None

    async def bewaar_aanbieder(self, aanbieder: Aanbieder, tijd: dt.datetime) -> None:
        """Keep it when it is newer than what we have."""
        kolommen = {**velden(aanbieder), "tijd": tijd}
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
        return [lees(Overeenkomst, rij) for rij in await self._session.scalars(vraag)]

    async def bewaar_overeenkomst(self, overeenkomst: Overeenkomst) -> None:
        """Insert or replace."""
        kolommen = dict(velden(overeenkomst))
        invoer = insert(OvereenkomstRij).values(**kolommen)
        await self._session.execute(invoer.on_conflict_do_update(index_elements=["id"], set_=kolommen))

    async def bewaar_declaratie(self, totaal: Declaratietotaal) -> None:
        """Insert or replace."""
        kolommen = dict(velden(totaal))
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

    async def gemeenten(self) -> Collection[str]:
        """CBS-codes that take part in the region."""
        return set(await self._session.scalars(select(col(RegiodeelnameRij.gemeente))))

    async def bewaar_gemeente(self, gemeente: str) -> None:
        """Keep a gemeente of the region."""
        await self._session.execute(insert(RegiodeelnameRij).values(gemeente=gemeente).on_conflict_do_nothing())
