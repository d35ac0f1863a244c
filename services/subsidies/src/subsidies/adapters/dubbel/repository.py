"""The projection of contracting's providers and contracts; whatever order the events come in, the rows end equal."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from subsidies.adapters import mapping
from subsidies.adapters.tables import AanbiederRij, ZorgcontractRij
from subsidies.domain.dubbel.regels import Zorgcontract


class SqlZorg:
    """Rows keyed as the facts are: AGB code, contract id."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put_aanbieder(self, agb_code: str, kvk_nummer: str, datum: dt.date) -> None:
        """Newest registration by date wins; on the same day the last to come (they share a partition)."""
        new = insert(AanbiederRij).values(agb_code=agb_code, kvk_nummer=kvk_nummer, datum=datum)
        upsert = new.on_conflict_do_update(
            index_elements=["agb_code"],
            set_={"kvk_nummer": new.excluded.kvk_nummer, "datum": new.excluded.datum},
            where=col(AanbiederRij.datum) <= new.excluded.datum,
        )
        await self._session.execute(upsert)

    async def put_contract(self, contract: Zorgcontract) -> None:
        """Store the contract as concluded; an end that came earlier stays."""
        values = {
            "agb_code": contract.agb_code,
            "perceel_code": contract.perceel_code,
            "variant": contract.variant,
            "gemeenten": list(contract.gemeenten),
            "van": contract.van,
            "tot": contract.tot,
        }
        new = insert(ZorgcontractRij).values(overeenkomst_id=contract.overeenkomst_id, **values)
        await self._session.execute(new.on_conflict_do_update(index_elements=["overeenkomst_id"], set_=values))

    async def end_contract(self, overeenkomst_id: str, agb_code: str, einddatum: dt.date) -> None:
        """The contract ends on this day, known or not yet."""
        new = insert(ZorgcontractRij).values(
            overeenkomst_id=overeenkomst_id, agb_code=agb_code, beeindigd_per=einddatum
        )
        upsert = new.on_conflict_do_update(index_elements=["overeenkomst_id"], set_={"beeindigd_per": einddatum})
        await self._session.execute(upsert)

    async def kvk_of(self, agb_code: str) -> str | None:
        """KvK number of a provider, None when not registered yet."""
        query = select(col(AanbiederRij.kvk_nummer)).where(col(AanbiederRij.agb_code) == agb_code)
        return (await self._session.execute(query)).scalar_one_or_none()

    async def contracts_of(self, kvk_nummer: str) -> Sequence[Zorgcontract]:
        """Every contract of the organisation that ran or runs."""
        query = (
            select(ZorgcontractRij)
            .join(AanbiederRij, col(AanbiederRij.agb_code) == col(ZorgcontractRij.agb_code))
            .where(col(AanbiederRij.kvk_nummer) == kvk_nummer)
            .order_by(col(ZorgcontractRij.overeenkomst_id))
        )
        found = (mapping.contract_of(row) for row in await self._session.scalars(query))
        return [one for one in found if one is not None]
