"""What this service keeps of contracting and toezicht, built from their events alone."""

import datetime as dt

from chassis.projections import upsert_newest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.toewijzen import contractfeit_tables
from declaraties.application.toewijzen.contractfeiten import (
    Aanbiederfeit,
    Contractfeit,
    Deelnamefeit,
    Maatregeleinde,
    Maatregelfeit,
    Overeenkomsteinde,
    Overeenkomstfeit,
    Prijsfeit,
    Termijnfeit,
    Toelatingfeit,
)
from declaraties.application.toewijzen.ports import Contractfeiten
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.gevolg import Contractafspraak
from declaraties.domain.toewijzen.prijsgeschiedenis import Prijsversie
from declaraties.domain.toewijzen.toewijzing import CLIENTENSTOP, Clientenstop

_BEGIN_DER_TIJDEN = dt.date.min


_TABLES = {
    Aanbiederfeit: contractfeit_tables.AANBIEDER,
    Toelatingfeit: contractfeit_tables.TOELATING,
    Overeenkomstfeit: contractfeit_tables.OVEREENKOMST,
    Overeenkomsteinde: contractfeit_tables.OVEREENKOMST_EINDE,
    Prijsfeit: contractfeit_tables.PRIJS,
    Termijnfeit: contractfeit_tables.BETAALTERMIJN,
    Deelnamefeit: contractfeit_tables.REGIO_DEELNAME,
    Maatregelfeit: contractfeit_tables.MAATREGEL,
    Maatregeleinde: contractfeit_tables.MAATREGEL_EINDE,
}


class SqlContractfeiten(Contractfeiten):
    """Rows keyed by what the event is about, and what follows from them together."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def save(self, feit: Contractfeit) -> None:
        table = _TABLES[type(feit)]
        rij = {naam: getattr(feit, naam) for naam in table.columns.keys()}  # noqa: SIM118 -- columns, not their names, are what it iterates over
        await upsert_newest(self._session, table, rij)

    async def list_stops(self, agb_code: str) -> tuple[Clientenstop, ...]:
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

    async def list_overeenkomsten(self, agb_code: str) -> tuple[Contractafspraak, ...]:
        """Agreements of an aanbieder, an early end and the products that were priced later counted."""
        vraag = (
            "SELECT o.*, least(o.einddatum, e.einddatum) AS einde,"
            " ARRAY(SELECT p.productcode FROM prijs p WHERE p.agb_code = o.agb_code"
            " AND p.overeenkomst_id = o.overeenkomst_id) AS geprijsd FROM overeenkomst o"
            " LEFT JOIN overeenkomst_einde e USING (overeenkomst_id) WHERE o.agb_code = :agb"
        )
        rijen = (await self._session.execute(text(vraag), {"agb": agb_code})).all()
        return tuple(
            Contractafspraak(
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

    async def list_prijsversies(self, agb_code: str) -> list[Prijsversie]:
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
                categorie=rij.productcategorie,
                eenheid=rij.eenheid,
                geldig_van=rij.geldig_van,
                geldig_tot=rij.tot,
                tarief=rij.tarief_cent,
                rang=(rij.ingangsdatum or _BEGIN_DER_TIJDEN, rij.versie),
            )
            for rij in rijen
            for gemeente in rij.gemeenten
        ]
