"""What this service keeps of contracting and toezicht, built from their events alone."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from risb_kern.projections import upsert_newest
from sqlalchemy import Row, Table, text
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
_PRIJS = "p.*, least(p.geldig_tot, coalesce(e.einddatum, o.einddatum)) AS tot, o.ingangsdatum"
_GRENZEN = "LEFT JOIN overeenkomst o USING (overeenkomst_id) LEFT JOIN overeenkomst_einde e USING (overeenkomst_id)"


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


def rij_van(table: Table, feit: object) -> dict[str, Any]:
    """The row of a fact whose fields are named as the columns."""
    return {column.name: getattr(feit, column.name) for column in table.columns}


class SqlContractfeiten(Contractfeiten):
    """Rows keyed by what the event is about, and what follows from them together."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def save(self, feit: Contractfeit) -> None:
        table = _TABLES[type(feit)]
        rij = rij_van(table, feit)
        await upsert_newest(self._session, table, rij, rang="volgnummer" if "volgnummer" in rij else None)

    @override
    async def list_with_same_kvk(self, agb_codes: Collection[str]) -> frozenset[str]:
        vraag = "SELECT a.agb_code FROM aanbieder a JOIN aanbieder e USING (kvk_nummer) WHERE e.agb_code = ANY(:agb)"
        return frozenset((await self._session.execute(text(vraag), {"agb": sorted(agb_codes)})).scalars())

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

    async def list_overeenkomsten(self, *agb_codes: str) -> tuple[Contractafspraak, ...]:
        """Agreements of these aanbieders, an end that moved and the products that were priced later counted."""
        vraag = (
            "SELECT o.*, coalesce(e.einddatum, o.einddatum) AS einde,"
            " ARRAY(SELECT p.productcode FROM prijs p WHERE p.agb_code = o.agb_code"
            " AND p.overeenkomst_id = o.overeenkomst_id) AS geprijsd,"
            " EXISTS (SELECT FROM begrenzing r WHERE r.overeenkomst_id = o.overeenkomst_id) AS begrensd"
            " FROM overeenkomst o"
            " LEFT JOIN overeenkomst_einde e USING (overeenkomst_id) WHERE o.agb_code = ANY(:agb)"
        )
        rijen = (await self._session.execute(text(vraag), {"agb": list(agb_codes)})).all()
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
                begrensd=rij.begrensd,
            )
            for rij in rijen
        )

    async def list_prijsversies(self, agb_code: str) -> list[Prijsversie]:
        """Price versions of an aanbieder, one per gemeente, cut off where their agreement ends."""
        vraag = f"SELECT {_PRIJS} FROM prijs p {_GRENZEN} WHERE p.agb_code = :agb"
        rijen = (await self._session.execute(text(vraag), {"agb": agb_code})).all()
        return [_prijsversie(rij, gemeente) for rij in rijen for gemeente in rij.gemeenten]

    async def list_prijsversies_op(
        self, wie: Sequence[Sequence[str]], codes: Sequence[Collection[str]]
    ) -> list[list[Prijsversie]]:
        """The same for each AGB-code, wet and gemeente (three columns), of that gemeente and those products alone."""
        vraag = (
            f"SELECT s.n, {_PRIJS} FROM unnest(CAST(:agb AS text[]), CAST(:wet AS text[]), CAST(:gemeente AS text[]))"
            " WITH ORDINALITY AS s (agb_code, wet, gemeente, n)"
            " JOIN unnest(CAST(:n AS int[]), CAST(:codes AS text[])) AS c (n, productcode) USING (n)"
            " JOIN prijs p ON p.agb_code = s.agb_code AND p.wet = s.wet AND p.productcode = c.productcode"
            f" AND s.gemeente = ANY(p.gemeenten) {_GRENZEN}"
        )
        agb, wet, gemeente = wie
        gevraagd = [(n, code) for n, van_bericht in enumerate(codes, 1) for code in van_bericht]
        waarden: dict[str, Sequence[object]] = {"agb": agb, "wet": wet, "gemeente": gemeente}
        waarden |= {"n": [n for n, _ in gevraagd], "codes": [code for _, code in gevraagd]}
        versies: list[list[Prijsversie]] = [[] for _ in codes]
        for rij in await self._session.execute(text(vraag), waarden):
            versies[rij.n - 1].append(_prijsversie(rij, gemeente[rij.n - 1]))
        return versies


def _prijsversie(rij: Row[Any], gemeente: str) -> Prijsversie:
    return Prijsversie(
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
