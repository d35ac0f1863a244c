"""Ceilings as contracting fixed them, and what judged messages took of them: a row per message, never a counter."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from risb_kern.projections import upsert_newest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.beoordelen.tables import BEGRENZING
from declaraties.adapters.post.repository import SLOT
from declaraties.adapters.toewijzen.contractfeiten import rij_van
from declaraties.application.beoordelen.ports import Begrenzingen, Begrenzingfeit
from declaraties.domain.beoordelen.referentie import Begrenzing
from declaraties.domain.beoordelen.regels.begrenzing import Ruimtegebruik

# In the order of the locks, so that nobody waits in a circle.
_LOCK = (
    "SELECT pg_advisory_xact_lock(:slot, sleutel) FROM (SELECT DISTINCT hashtext(u) AS sleutel"
    " FROM unnest(CAST(:lijnen AS text[])) AS u ORDER BY 1) AS s"
)
_PRODUCTEN = (
    "SELECT DISTINCT p.productcode, unnest(p.gemeenten) AS gemeente FROM prijs p"
    " WHERE p.agb_code = r.agb_code AND p.overeenkomst_id = r.overeenkomst_id"
)
# The last day of a ceiling: never after the end of its agreement.
_TOT = "least({r}.tot, (SELECT e.einddatum FROM overeenkomst_einde e WHERE e.overeenkomst_id = {r}.overeenkomst_id))"
# A line counts under one ceiling, as the rule has it: what another took of the same message is not taken again.
_ELDERS = (
    "SELECT 1 FROM begrenzing v JOIN ruimtegebruik g ON g.ruimte_id = v.ruimte_id AND g.bestand_nummer = b.nummer"
    " JOIN prijs w ON w.agb_code = v.agb_code AND w.overeenkomst_id = v.overeenkomst_id AND w.productcode = p.code"
    " AND b.gemeente = ANY(w.gemeenten) WHERE v.ruimte_id <> r.ruimte_id AND v.wet = r.wet"
    f" AND p.begin BETWEEN v.van AND {_TOT.format(r='v')}"
)
# What was awarded before the ceiling was known here: once, for the message of each line.
_AANVULLEN = (
    "INSERT INTO ruimtegebruik (ruimte_id, bestand_nummer, cent)"
    " SELECT r.ruimte_id, b.nummer, sum(CASE WHEN p.credit THEN -p.bedrag ELSE p.bedrag END) FROM begrenzing r"
    " JOIN bestand b ON b.agb_code = r.agb_code AND b.wet = r.wet AND b.soort = '323' AND b.telt"
    f" JOIN LATERAL ({_PRODUCTEN}) q ON q.gemeente = b.gemeente"
    " JOIN prestatie p ON p.bestand_nummer = b.nummer AND p.code = q.productcode"
    f" AND p.begin BETWEEN r.van AND {_TOT.format(r='r')} AND p.goedgekeurd AND NOT EXISTS ({_ELDERS})"
    " WHERE r.ruimte_id = :ruimte GROUP BY 1, 2"
    " ON CONFLICT DO NOTHING RETURNING cent"
)
_LEES = (
    "SELECT s.n, r.ruimte_id, r.overeenkomst_id, r.crisisproducten, r.van, r.bedrag_cent,"
    f" {_TOT.format(r='r')} AS tot,"
    f" ARRAY(SELECT q.productcode FROM ({_PRODUCTEN}) q WHERE q.gemeente = s.gemeente) AS producten,"
    " coalesce((SELECT sum(g.cent) FROM ruimtegebruik g WHERE g.ruimte_id = r.ruimte_id), 0) AS gebruikt"
    " FROM unnest(CAST(:agb AS text[]), CAST(:wet AS text[]), CAST(:gemeente AS text[]))"
    " WITH ORDINALITY AS s (agb_code, wet, gemeente, n) JOIN begrenzing r USING (agb_code, wet)"
    " ORDER BY s.n, r.van, r.ruimte_id"
)
_NEEM = (
    "INSERT INTO ruimtegebruik (ruimte_id, bestand_nummer, cent)"
    " SELECT * FROM unnest(CAST(:ruimte AS uuid[]), CAST(:bestand AS bigint[]), CAST(:cent AS bigint[]))"
)


class SqlBegrenzingen(Begrenzingen):
    """The tables `begrenzing` and `ruimtegebruik`; the lock is the one that keeps messages of an aanbieder apart."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def lock(self, lijnen: Collection[tuple[str, str]]) -> None:
        waarden = {"slot": SLOT, "lijnen": ["|".join(one) for one in lijnen]}
        await self._session.execute(text(_LOCK), waarden)

    @override
    async def list_begrensd(self, agb_codes: Collection[str]) -> Collection[tuple[str, str]]:
        vraag = text("SELECT DISTINCT agb_code, wet FROM begrenzing WHERE agb_code = ANY(:agb)")
        return {(rij.agb_code, rij.wet) for rij in await self._session.execute(vraag, {"agb": list(agb_codes)})}

    @override
    async def save(self, feit: Begrenzingfeit) -> int:
        await self.lock([(feit.agb_code, feit.wet)])
        await upsert_newest(self._session, BEGRENZING, rij_van(BEGRENZING, feit), rang="versie")
        nieuw = await self._session.execute(text(_AANVULLEN), {"ruimte": feit.ruimte_id})
        return int(sum(nieuw.scalars()))

    @override
    async def add_gebruik(self, gebruik: Mapping[int, Sequence[Ruimtegebruik]]) -> None:
        rijen = [(one.ruimte_id, nummer, one.toegekend_cent) for nummer, delen in gebruik.items() for one in delen]
        if rijen:
            ruimte, bestand, cent = (list(kolom) for kolom in zip(*rijen, strict=True))
            await self._session.execute(text(_NEEM), {"ruimte": ruimte, "bestand": bestand, "cent": cent})

    async def read(
        self, agb_codes: Sequence[str], wetten: Sequence[str], gemeenten: Sequence[str]
    ) -> list[tuple[Begrenzing, ...]]:
        """For each aanbieder with a wet and a gemeente, in that order, the ceilings that may hold."""
        waarden = {"agb": list(agb_codes), "wet": list(wetten), "gemeente": list(gemeenten)}
        gevonden: list[list[Begrenzing]] = [[] for _ in gemeenten]
        for rij in await self._session.execute(text(_LEES), waarden):
            gevonden[rij.n - 1].append(
                Begrenzing(
                    ruimte_id=uuid.UUID(str(rij.ruimte_id)),
                    overeenkomst_id=uuid.UUID(str(rij.overeenkomst_id)),
                    producten=frozenset(rij.producten),
                    crisisproducten=frozenset(rij.crisisproducten),
                    van=rij.van,
                    tot=rij.tot,
                    bedrag_cent=rij.bedrag_cent,
                    gebruikt_cent=int(rij.gebruikt),
                )
            )
        return [tuple(one) for one in gevonden]
