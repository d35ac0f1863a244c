"""The payables: written by use cases, read by the API."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Collection, Sequence

from risb_kern.lists import Bereik, Blad
from risb_recht.vierogen import Hand
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.reads import VISIBLE, eyes, filled, place
from declaraties.adapters.verbinding import verbinding_van
from declaraties.application.betalen.ports import Betaalopdrachten
from declaraties.application.betalen.queries import Opdrachtfilter, Opdrachtlezing, Opdrachtvragen
from declaraties.domain.betalen.betaalopdracht import Betaalopdracht, LosseOpdracht
from declaraties.domain.post.bestand import Bestand

# Who asked for a payable of a vergoeding, advised on it, or decided on it.
HANDEN_VERGOEDING = (
    "SELECT b.opdracht_id, 'vergoeding_aanvragen' AS soort, v.aangevraagd_door AS door"
    " FROM vergoedingboeking b JOIN vergoeding v ON v.id = b.vergoeding_id"
    " UNION SELECT b.opdracht_id, CASE s.stap WHEN 'advies' THEN 'vergoeding_adviseren'"
    " WHEN 'besluit' THEN 'vergoeding_besluiten' ELSE 'vergoeding_vaststellen' END, s.door"
    " FROM vergoedingboeking b JOIN vergoedingstap s USING (vergoeding_id)"
    " WHERE s.stap <> 'vaststelling' OR b.soort = 'vaststelling'"
)
# Who reviewed, asked for, decided on or freed a payable of the run before.
HANDEN_RUN = (
    "WITH eigen AS (SELECT k.opdracht_id FROM betaalregel_opdracht k JOIN betaalregel g ON g.id = k.regel_id"
    " WHERE g.run_id = :id)"
    " SELECT 'betaalcontrole_beoordelen' AS soort, b.door FROM betaalcontrole_besluit b JOIN eigen USING (opdracht_id)"
    f" UNION SELECT soort, door FROM ({HANDEN_VERGOEDING}) v JOIN eigen USING (opdracht_id)"
    " UNION SELECT 'betaling_afhandelen', g.afgehandeld_door FROM betaalregel g"
    " JOIN betaalregel_opdracht k ON k.regel_id = g.id JOIN eigen e ON e.opdracht_id = k.opdracht_id"
    " WHERE g.run_id <> :id AND g.status = 'geweigerd' AND g.afgehandeld_door IS NOT NULL"
    " UNION SELECT 'rekening_bevestigen', r.vastgesteld_door FROM betaalregel g"
    " JOIN rekening r ON r.houdersoort = 'aanbieder' AND r.houder = g.agb_code"
    " WHERE g.run_id = :id AND r.vastgesteld_door IS NOT NULL"
)
# The same acts as far as they say for whom they were done: in the cases of these payables.
NAMENS = (
    "WITH eigen AS (SELECT unnest(CAST(:opdrachten AS uuid[])) AS opdracht_id), zaken AS ("
    "SELECT 'betaalcontrole:' || opdracht_id AS zaak FROM betaalcontrole_besluit JOIN eigen USING (opdracht_id)"
    " UNION SELECT 'vergoeding:' || vergoeding_id FROM vergoedingboeking JOIN eigen USING (opdracht_id)"
    " UNION SELECT 'betaling:' || g.id FROM betaalregel g JOIN betaalregel_opdracht k ON k.regel_id = g.id"
    " JOIN eigen USING (opdracht_id) WHERE g.status = 'geweigerd')"
    " SELECT DISTINCT t.soort, t.door, t.gegevens -> 'namens' AS namens FROM tijdlijn t JOIN zaken USING (zaak)"
    " WHERE jsonb_exists(t.gegevens, 'namens')"
)


async def list_namens(session: AsyncSession, opdrachten: Collection[uuid.UUID]) -> frozenset[Hand]:
    """Who acted on these payables for whom."""
    rijen = await session.execute(text(NAMENS), {"opdrachten": list(opdrachten)})
    return frozenset(Hand(soort=one.soort, door=one.door, kenmerken=frozenset(one.namens)) for one in rijen)


_VAN_BERICHTEN = (
    "INSERT INTO betaalopdracht (soort, bron_id, bestand_id, gemaakt_op, id, bestand_nummer, agb_code, gemeente, wet,"
    " programmalijn, jaar, bedrag_cent, vervaldatum) SELECT 'prestaties', bron, bron, %s, id, nummer, agb, gemeente,"
    " wet, lijn, jaar, cent, vervalt FROM unnest(%s::uuid[], %s::uuid[], %s::bigint[], %s::text[], %s::text[],"
    " %s::text[], %s::text[], %s::int[], %s::bigint[], %s::date[]) WITH ORDINALITY"
    " AS u (id, bron, nummer, agb, gemeente, wet, lijn, jaar, cent, vervalt, n) ORDER BY n"
)


class SqlBetaalopdrachten(Betaalopdrachten):
    """Rows of `betaalopdracht`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def add(self, opdracht: LosseOpdracht, *, nu: dt.datetime) -> bool:
        waarden = {**dataclasses.asdict(opdracht), "soort": opdracht.soort.value, "nu": nu}
        invoegen = (
            "INSERT INTO betaalopdracht (id, soort, bron_id, bestand_nummer, bestand_id, agb_code, gemeente, wet,"
            " programmalijn, jaar, bedrag_cent, vervaldatum, gemaakt_op) VALUES (:id, :soort, :bron_id,"
            " (SELECT nummer FROM bestand WHERE id = CAST(:bestand_id AS uuid)), :bestand_id, :agb_code, :gemeente,"
            " :wet, :programmalijn, :jaar, :bedrag_cent, :vervaldatum, :nu) ON CONFLICT DO NOTHING RETURNING 1"
        )
        return (await self._session.execute(text(invoegen), waarden)).first() is not None

    @override
    async def add_of_berichten(
        self, opdrachten: Sequence[tuple[Bestand, Sequence[Betaalopdracht]]], *, nu: dt.datetime
    ) -> None:
        rijen = [
            (
                one.id,
                bestand.id,
                bestand.nummer,
                bestand.kop.agb_code,
                bestand.kop.gemeente,
                bestand.kop.wet.value,
                one.programmalijn,
                one.jaar,
                one.bedrag_cent,
                one.vervaldatum,
            )
            for bestand, van_bericht in opdrachten
            for one in van_bericht
        ]
        if rijen:
            db = await verbinding_van(self._session)
            await db.execute(_VAN_BERICHTEN, [nu, *map(list, zip(*rijen, strict=True))])


class SqlOpdrachtvragen(Opdrachtvragen):
    """Rows that the caller may see."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @override
    async def list(self, bereik: Bereik, filters: Opdrachtfilter, blad: Blad) -> Sequence[Opdrachtlezing]:
        vraag = (
            f"SELECT * FROM betaalopdracht WHERE {VISIBLE.format('')}"
            " AND (CAST(:gemeente AS text) IS NULL OR gemeente = :gemeente)"
            " AND (CAST(:agb_code AS text) IS NULL OR agb_code = :agb_code)"
            " AND (CAST(:jaar AS int) IS NULL OR jaar = :jaar)"
            " AND (CAST(:na AS bigint) IS NULL OR volgnummer > :na) ORDER BY volgnummer LIMIT :limiet"
        )
        waarden = {**eyes(bereik), **dataclasses.asdict(filters), **place(blad)}
        rijen = (await self._session.execute(text(vraag), waarden)).mappings()
        return [filled(Opdrachtlezing, rij) for rij in rijen]
