import datetime as dt
from collections.abc import Collection, Sequence

from risb_kern.projections import upsert_newest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from typing_extensions import override

from subsidies.adapters.dubbel.tables import AanbiederRij, ZorgcontractRij
from subsidies.application.dubbel.ports import Zorgcontracten
from subsidies.domain.dubbel.regels import Contracteinde, Zorgcontract


class SqlZorgcontracten(Zorgcontracten):
    """Rows keyed as the facts are: AGB code, contract id."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def save_aanbieder(self, agb_code: str, kvk_nummer: str, datum: dt.date) -> None:
        values = {"agb_code": agb_code, "kvk_nummer": kvk_nummer, "datum": datum}
        await upsert_newest(self._session, AanbiederRij, values, rang="datum")

    @override
    async def save(self, contract: Zorgcontract) -> None:
        values = {
            "overeenkomst_id": contract.overeenkomst_id,
            "agb_code": contract.agb_code,
            "perceel_code": contract.perceel_code,
            "variant": contract.variant,
            "gemeenten": [*contract.gemeenten],
            "van": contract.van,
            "tot": contract.tot,
        }
        await upsert_newest(self._session, ZorgcontractRij, values)

    @override
    async def end(self, einde: Contracteinde) -> None:
        values = {
            "overeenkomst_id": einde.overeenkomst_id,
            "agb_code": einde.agb_code,
            "beeindigd_per": einde.einddatum,
            "volgnummer_einde": einde.volgnummer,
        }
        await upsert_newest(self._session, ZorgcontractRij, values, rang="volgnummer_einde", once=["agb_code"])

    @override
    async def find_kvk(self, agb_code: str) -> str | None:
        query = select(col(AanbiederRij.kvk_nummer)).where(col(AanbiederRij.agb_code) == agb_code)
        return (await self._session.execute(query)).scalar_one_or_none()

    @override
    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        eigen = select(col(AanbiederRij.kvk_nummer)).where(col(AanbiederRij.agb_code).in_(agb_codes))
        query = select(col(AanbiederRij.agb_code)).where(col(AanbiederRij.kvk_nummer).in_(eigen))
        return frozenset(await self._session.scalars(query))

    @override
    async def list(self, kvk_nummer: str) -> Sequence[Zorgcontract]:
        query = (
            select(ZorgcontractRij)
            .join(AanbiederRij, col(AanbiederRij.agb_code) == col(ZorgcontractRij.agb_code))
            .where(col(AanbiederRij.kvk_nummer) == kvk_nummer)
            .order_by(col(ZorgcontractRij.overeenkomst_id))
        )
        found = (_contract_of(row) for row in await self._session.scalars(query))
        return [one for one in found if one is not None]


def _contract_of(row: ZorgcontractRij) -> Zorgcontract | None:
    """The contract in a row; None while only its end is known, or when it never ran."""
    if row.gemeenten is None or row.van is None or row.perceel_code is None or row.variant is None:
        return None
    einde = row.beeindigd_per or row.tot
    if einde is not None and einde < row.van:
        return None
    return Zorgcontract(
        overeenkomst_id=row.overeenkomst_id,
        agb_code=row.agb_code,
        perceel_code=row.perceel_code,
        variant=row.variant,
        gemeenten=tuple(row.gemeenten),
        van=row.van,
        tot=einde,
    )
