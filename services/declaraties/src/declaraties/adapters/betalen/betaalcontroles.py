"""The review queue on PostgreSQL."""

import datetime as dt
import json
import uuid
from collections.abc import Sequence

from risb_kern.clock import AMSTERDAM
from risb_kern.privacy import Privacy
from risb_recht.vierogen import Hand
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.betalen.betaalopdrachten import HANDEN_VERGOEDING, list_namens
from declaraties.adapters.betalen.betaalruns import REKENING_NIEUW
from declaraties.adapters.betalen.tables import CONTROLE_TOELICHTING, controle_key
from declaraties.application.betalen.ports import Betaalcontroles
from declaraties.domain.betalen.betaalcontrole import REGELVERSIE, Controlebesluit, Controlereden, Kandidaat
from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort

# Each sum and each first is found once, not once per payable: a month of a region is tens of thousands of them.
_ONBEPAALD = f"""
WITH gewijzigd AS MATERIALIZED (
  SELECT r.houder AS agb_code, r.rekening_id FROM rekening r WHERE {REKENING_NIEUW}
), terug AS MATERIALIZED (
  SELECT l.opdracht_id AS id, count(*) AS weigeringen FROM betaalregel w
  JOIN betaalregel_opdracht l ON l.regel_id = w.id AND NOT l.telt WHERE w.status = 'geweigerd' GROUP BY 1
), nieuw AS MATERIALIZED (
  SELECT o.id, g.agb_code IS NOT NULL AS rekening_nieuw, coalesce(t.weigeringen, 0) AS weigeringen
  FROM betaalopdracht o LEFT JOIN betaalcontrole c ON c.opdracht_id = o.id LEFT JOIN gewijzigd g USING (agb_code)
  LEFT JOIN terug t ON t.id = o.id
  WHERE (CAST(:gemeente AS text) IS NULL OR o.gemeente = :gemeente) AND (c.opdracht_id IS NULL OR (
    o.bedrag_cent > 0 AND (g.rekening_id <> coalesce(c.rekening_id, o.id) OR t.weigeringen > c.weigeringen)
    AND NOT EXISTS (SELECT 1 FROM betaalregel_opdracht k JOIN betaalregel b ON b.id = k.regel_id
      JOIN betaalrun u ON u.id = b.run_id WHERE k.opdracht_id = o.id AND k.telt AND u.status = 'vrijgegeven')))
), reeks AS MATERIALIZED (
  SELECT o.*, sum(greatest(bedrag_cent, 0)) OVER (PARTITION BY agb_code, gemeente ORDER BY volgnummer)
    - coalesce(sum(greatest(bedrag_cent, 0)) OVER (PARTITION BY agb_code, gemeente ORDER BY gemaakt_op
      RANGE BETWEEN UNBOUNDED PRECEDING AND interval '30 days' PRECEDING), 0) AS samen_cent
  FROM betaalopdracht o WHERE CAST(:gemeente AS text) IS NULL OR o.gemeente = :gemeente
), eerst AS MATERIALIZED (
  SELECT DISTINCT ON (agb_code) agb_code, bron_id, volgnummer FROM betaalopdracht
  WHERE soort = 'prestaties' ORDER BY agb_code, volgnummer
)
SELECT o.id AS opdracht_id, o.soort, o.bedrag_cent, o.samen_cent,
  e.volgnummer IS NULL OR e.volgnummer >= o.volgnummer OR (e.bron_id = o.bron_id AND NOT EXISTS (
    SELECT 1 FROM betaalopdracht p WHERE p.agb_code = o.agb_code AND p.soort = 'prestaties'
    AND p.bron_id <> o.bron_id AND p.volgnummer < o.volgnummer)) AS eerste,
  CASE WHEN r.versie > 1 THEN r.ontvangen_op END AS rekening_gewijzigd_op,
  r.rekening_id, nieuw.rekening_nieuw, nieuw.weigeringen
FROM nieuw JOIN reeks o USING (id) LEFT JOIN eerst e USING (agb_code)
LEFT JOIN rekening r ON r.houdersoort = 'aanbieder' AND r.houder = o.agb_code ORDER BY o.volgnummer
"""


class SqlBetaalcontroles(Betaalcontroles):
    """The tables `betaalcontrole` and `betaalcontrole_besluit`."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list_onbepaald(self, gemeente: str | None) -> Sequence[Kandidaat]:
        rijen = (await self._session.execute(text(_ONBEPAALD), {"gemeente": gemeente})).mappings()
        return [
            Kandidaat(
                **{
                    **rij,
                    "soort": Opdrachtsoort(rij["soort"]),
                    "samen_cent": int(rij["samen_cent"]),
                    "rekening_gewijzigd_op": _day(rij["rekening_gewijzigd_op"]),
                }
            )
            for rij in rijen
        ]

    @override
    async def add_keuzes(
        self, keuzes: Sequence[tuple[Kandidaat, tuple[Controlereden, ...]]], *, nu: dt.datetime
    ) -> frozenset[uuid.UUID]:
        invoegen = (
            "INSERT INTO betaalcontrole AS oud (opdracht_id, gekozen, redenen, regelversie, bepaald_op,"
            " rekening_id, weigeringen)"
            " SELECT opdracht, redenen <> '{}', redenen, :versie, :nu, rekening, weigeringen"
            " FROM jsonb_to_recordset(CAST(:keuzes AS jsonb))"
            " AS keuze (opdracht uuid, redenen text[], rekening uuid, weigeringen int)"
            " ON CONFLICT (opdracht_id) DO UPDATE SET gekozen = true, redenen = excluded.redenen,"
            " regelversie = excluded.regelversie, bepaald_op = excluded.bepaald_op,"
            " rekening_id = excluded.rekening_id, weigeringen = excluded.weigeringen"
            " WHERE excluded.gekozen AND (oud.rekening_id IS DISTINCT FROM excluded.rekening_id"
            " OR oud.weigeringen < excluded.weigeringen) RETURNING opdracht_id, gekozen"
        )
        rijen = [
            {
                "opdracht": str(one.opdracht_id),
                "redenen": redenen,
                "rekening": one.rekening_id and str(one.rekening_id),
                "weigeringen": one.weigeringen,
            }
            for one, redenen in keuzes
        ]
        waarden = {"keuzes": json.dumps(rijen), "versie": REGELVERSIE, "nu": nu}
        gedaan = await self._session.execute(text(invoegen), waarden)
        return frozenset(one.opdracht_id for one in gedaan if one.gekozen)

    @override
    async def is_gekozen(self, opdracht_id: uuid.UUID) -> bool:
        vraag = text("SELECT gekozen FROM betaalcontrole WHERE opdracht_id = :id FOR UPDATE")
        return bool((await self._session.execute(vraag, {"id": opdracht_id})).scalar())

    @override
    async def is_vrijgegeven(self, opdracht_id: uuid.UUID) -> bool:
        vraag = (
            "SELECT u.status FROM betaalregel_opdracht k JOIN betaalregel g ON g.id = k.regel_id"
            " JOIN betaalrun u ON u.id = g.run_id WHERE k.opdracht_id = :id AND k.telt FOR SHARE OF u"
        )
        return (await self._session.execute(text(vraag), {"id": opdracht_id})).scalar() == "vrijgegeven"

    @override
    async def list_handen(self, opdracht_id: uuid.UUID) -> Sequence[Hand]:
        vraag = f"SELECT soort, door FROM ({HANDEN_VERGOEDING}) v WHERE opdracht_id = :id ORDER BY soort"
        handen = [
            Hand(soort=one.soort, door=one.door)
            for one in await self._session.execute(text(vraag), {"id": opdracht_id})
        ]
        return [*handen, *await list_namens(self._session, [opdracht_id])]

    @override
    async def find_aanbieder(self, opdracht_id: uuid.UUID) -> str:
        vraag = text("SELECT agb_code FROM betaalopdracht WHERE id = :id")
        return str((await self._session.execute(vraag, {"id": opdracht_id})).scalar_one())

    @override
    async def add_besluit(
        self, opdracht_id: uuid.UUID, besluit: Controlebesluit, toelichting: str | None, *, door: str, nu: dt.datetime
    ) -> None:
        invoegen = (
            "INSERT INTO betaalcontrole_besluit (opdracht_id, besluit, toelichting, door, op, rekening_id, weigeringen)"
            " SELECT :id, :besluit, :toelichting, :door, :nu, c.rekening_id, c.weigeringen FROM betaalcontrole c"
            " WHERE c.opdracht_id = :id"
        )
        sealed = CONTROLE_TOELICHTING.seal(self._privacy, controle_key(opdracht_id, nu), toelichting)
        waarden = {"id": opdracht_id, "besluit": besluit.value, "toelichting": sealed, "door": door, "nu": nu}
        await self._session.execute(text(invoegen), waarden)


def _day(moment: dt.datetime | None) -> dt.date | None:
    return None if moment is None else moment.astimezone(AMSTERDAM).date()
