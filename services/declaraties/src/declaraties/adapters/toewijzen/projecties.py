"""What this service keeps of contracting and toezicht, built from their events alone."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from chassis.projections import upsert_newest
from sqlalchemy import Uuid, text
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.adapters.schema import Rij
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.gevolg import Overeenkomst
from declaraties.domain.toewijzen.prijsgeschiedenis import Prijsversie
from declaraties.domain.toewijzen.toewijzing import Clientenstop

CLIENTENSTOP = "clientenstop"
_BEGIN_DER_TIJDEN = dt.date.min


class ProjectieRepository:
    """Rows keyed by what the event is about, so that an event that comes twice leaves one row."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def zet(self, tabel: str, waarden: Mapping[str, Any]) -> None:
        """Insert the row, or replace the one with the same key; fields that the table lacks are left out."""
        table = Rij.metadata.tables[tabel]
        bekend = {
            naam: uuid.UUID(waarde) if isinstance(table.columns[naam].type, Uuid) else waarde
            for naam, waarde in waarden.items()
            if naam in table.columns
        }
        await upsert_newest(self._session, table, bekend)

    async def stops(self, agb_code: str) -> tuple[Clientenstop, ...]:
        """Client stops of an aanbieder, an early end counted."""
        vraag = (
            "SELECT m.gemeenten, m.van, least(m.tot, e.einddatum) AS tot FROM maatregel m"
            " LEFT JOIN maatregel_einde e USING (maatregel_id) WHERE m.agb_code = :agb AND m.soort = :soort"
        )
        rijen = (await self._session.execute(text(vraag), {"agb": agb_code, "soort": CLIENTENSTOP})).all()
        return tuple(
            Clientenstop(agb_code=agb_code, gemeenten=frozenset(rij.gemeenten), van=rij.van, tot=rij.tot)
            for rij in rijen
        )

    async def overeenkomsten(self, agb_code: str) -> tuple[Overeenkomst, ...]:
        """Agreements of an aanbieder, an early end and the products that were priced later counted."""
        vraag = (
            "SELECT o.*, least(o.einddatum, e.einddatum) AS einde,"
            " ARRAY(SELECT p.productcode FROM prijs p WHERE p.agb_code = o.agb_code"
            " AND p.overeenkomst_id = o.overeenkomst_id) AS geprijsd FROM overeenkomst o"
            " LEFT JOIN overeenkomst_einde e USING (overeenkomst_id) WHERE o.agb_code = :agb"
        )
        rijen = (await self._session.execute(text(vraag), {"agb": agb_code})).all()
        return tuple(
            Overeenkomst(
                agb_code=rij.agb_code,
                wet=rij.wet,
                variant=rij.variant,
                programmalijn=rij.programmalijn,
                gemeenten=frozenset(rij.gemeenten),
                productcodes=frozenset([*rij.productcodes, *rij.geprijsd]) if rij.productcodes else frozenset(),
                ingangsdatum=rij.ingangsdatum,
                einddatum=rij.einde,
            )
            for rij in rijen
        )

    async def prijsversies(self, agb_code: str) -> list[Prijsversie]:
        """Price versions of an aanbieder, one per gemeente, cut off where their agreement ends."""
        vraag = (
            "SELECT p.*, least(p.geldig_tot, o.einddatum, e.einddatum) AS tot, o.ingangsdatum FROM prijs p"
            " LEFT JOIN overeenkomst o USING (overeenkomst_id)"
            " LEFT JOIN overeenkomst_einde e USING (overeenkomst_id) WHERE p.agb_code = :agb"
        )
        rijen = (await self._session.execute(text(vraag), {"agb": agb_code})).all()
        return [
            Prijsversie(
                wet=Wet(rij.wet),
                gemeente=gemeente,
                aanbieder=rij.agb_code,
                productcode=rij.productcode,
                eenheid=rij.eenheid,
                geldig_van=rij.geldig_van,
                geldig_tot=rij.tot,
                tarief=rij.tarief_cent,
                rang=(rij.ingangsdatum or _BEGIN_DER_TIJDEN, rij.versie, str(rij.prijs_id)),
            )
            for rij in rijen
            for gemeente in rij.gemeenten
        ]
