"""Reads about payment for the API, straight from SQL; every row is one answer."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.adapters.betalen.betalingen import BELET
from declaraties.application.post.lezen import Zicht

_ZICHTBAAR = "(:alles OR {0}.agb_code = ANY(:agb) OR {0}.gemeente = ANY(:gemeenten))"
_RUN = (
    "SELECT u.*, count(g.id) AS aantal, array_agg(g.status) AS standen FROM betaalrun u"
    " JOIN betaalregel g ON g.run_id = u.id"
)
# A payable is paid when a payment that the bank did not refuse went out for it.
_BETAALD = (
    "(SELECT coalesce(sum(o.bedrag_cent), 0) FROM betaalopdracht o JOIN betaalregel_opdracht k ON k.opdracht_id = o.id"
    " AND k.telt JOIN betaalregel g ON g.id = k.regel_id JOIN betaalrun u ON u.id = g.run_id"
    " WHERE o.bestand_nummer = b.nummer AND u.status = 'vrijgegeven')"
)
_VERREKEND = (
    "(SELECT coalesce(sum(o.bedrag_cent), 0) FROM betaalopdracht o"
    " WHERE o.bestand_nummer = b.nummer AND o.soort = 'verrekening')"
)
_BEDRAGEN = (
    "coalesce(b.ingediend_cent, 0) AS ingediend_cent,"
    " CASE WHEN b.status = 'aangeboden' THEN coalesce(b.ingediend_cent, 0) ELSE 0 END AS gecontroleerd_cent,"
    " CASE WHEN b.telt THEN coalesce(b.toegekend_cent, 0) ELSE 0 END AS toegekend_cent,"
    f" {_VERREKEND} AS verrekend_cent, {_BETAALD} AS betaald_cent"
)
Rij = Mapping[str, Any]


class BetaalLeesRepository:
    """Nothing is kept of an amount per stage: each is a sum over what happened (D13)."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def runs(self, *, gemeente: str | None, na: int | None, limiet: int) -> Sequence[Rij]:
        """Runs, newest first."""
        vraag = (
            f"{_RUN} WHERE (CAST(:gemeente AS text) IS NULL OR u.gemeente = :gemeente)"
            " AND (CAST(:na AS bigint) IS NULL OR u.nummer < :na) GROUP BY u.id ORDER BY u.nummer DESC LIMIT :limiet"
        )
        return await self._rijen(vraag, {"gemeente": gemeente, "na": na, "limiet": limiet})

    async def run(self, run_id: uuid.UUID) -> Rij | None:
        """One run, or None."""
        gevonden = await self._rijen(f"{_RUN} WHERE u.id = :id GROUP BY u.id", {"id": run_id})
        return gevonden[0] if gevonden else None

    async def betalingen(
        self,
        zicht: Zicht,
        *,
        run_id: uuid.UUID | None = None,
        alleen: uuid.UUID | None = None,
        na: uuid.UUID | None = None,
        limiet: int = 10_000,
    ) -> Sequence[Rij]:
        """Payments by id; an aanbieder sees the released ones."""
        vraag = (
            "SELECT g.*, u.gemeente, u.nummer AS runnummer, u.uitvoerdatum, u.status AS runstatus,"
            " ARRAY(SELECT k.opdracht_id FROM betaalregel_opdracht k WHERE k.regel_id = g.id ORDER BY 1) AS opdrachten"
            " FROM betaalregel g JOIN betaalrun u ON u.id = g.run_id"
            " WHERE (:alles OR (g.agb_code = ANY(:agb) AND u.status = 'vrijgegeven'))"
            " AND (CAST(:run AS uuid) IS NULL OR u.id = :run)"
            " AND (CAST(:alleen AS uuid) IS NULL OR g.id = :alleen) AND (CAST(:na AS uuid) IS NULL OR g.id > :na)"
            " ORDER BY g.id LIMIT :limiet"
        )
        return await self._rijen(vraag, {**_ogen(zicht), "run": run_id, "alleen": alleen, "na": na, "limiet": limiet})

    async def controles(
        self,
        *,
        gemeente: str | None = None,
        alleen_open: bool = False,
        na: int | None = None,
        limiet: int = 1,
        alleen: uuid.UUID | None = None,
    ) -> Sequence[Rij]:
        """Payables that were chosen for review, oldest first; `alleen` one of them."""
        vraag = (
            f"SELECT o.*, c.redenen, c.regelversie, c.bepaald_op, {BELET} AS beletsel,"
            " ARRAY(SELECT jsonb_build_object('besluit', b.besluit, 'toelichting', b.toelichting, 'door', b.door,"
            " 'op', b.op) FROM betaalcontrole_besluit b WHERE b.opdracht_id = o.id ORDER BY b.volgnummer) AS besluiten"
            " FROM betaalcontrole c JOIN betaalopdracht o ON o.id = c.opdracht_id WHERE c.gekozen"
            f" AND (NOT :open OR {BELET} IS NOT NULL) AND (CAST(:alleen AS uuid) IS NULL OR o.id = :alleen)"
            " AND (CAST(:gemeente AS text) IS NULL OR o.gemeente = :gemeente)"
            " AND (CAST(:na AS bigint) IS NULL OR o.volgnummer > :na) ORDER BY o.volgnummer LIMIT :limiet"
        )
        waarden = {"gemeente": gemeente, "open": alleen_open, "na": na, "limiet": limiet, "alleen": alleen}
        return await self._rijen(vraag, waarden)

    async def bedragen_van_declaratie(self, zicht: Zicht, declaratie_id: uuid.UUID) -> Rij | None:
        """The amounts of one declaratie by stage, or None when it is not for these eyes."""
        vraag = (
            f"SELECT b.gemeente, b.wet, b.periode, 1 AS declaraties, {_BEDRAGEN} FROM bestand b"
            f" WHERE b.id = :id AND b.soort = '323' AND {_ZICHTBAAR.format('b')}"
        )
        gevonden = await self._rijen(vraag, {**_ogen(zicht), "id": declaratie_id})
        return gevonden[0] if gevonden else None

    async def bedragen(self, zicht: Zicht, *, gemeente: str | None, agb_code: str | None, jaar: int) -> Sequence[Rij]:
        """Amounts by stage per gemeente, wet and month of the declaraties of a year."""
        som = ", ".join(
            f"CAST(sum(x.{naam}_cent) AS bigint) AS {naam}_cent"
            for naam in ("ingediend", "gecontroleerd", "toegekend", "verrekend", "betaald")
        )
        vraag = (
            f"SELECT x.gemeente, x.wet, x.periode, count(*) AS declaraties, {som} FROM ("
            f" SELECT b.gemeente, b.wet, CAST(date_trunc('month', b.periode) AS date) AS periode, {_BEDRAGEN}"
            f" FROM bestand b WHERE b.soort = '323' AND extract(year FROM b.periode) = :jaar"
            f" AND {_ZICHTBAAR.format('b')} AND (CAST(:gemeente AS text) IS NULL OR b.gemeente = :gemeente)"
            " AND (CAST(:agb_code AS text) IS NULL OR b.agb_code = :agb_code)) x"
            " GROUP BY x.gemeente, x.wet, x.periode ORDER BY x.gemeente, x.wet, x.periode"
        )
        return await self._rijen(vraag, {**_ogen(zicht), "gemeente": gemeente, "agb_code": agb_code, "jaar": jaar})

    async def openstaand(self) -> tuple[int, Any]:
        """What is payable and in no payment that counts, in eurocents, and its oldest due day (None when none)."""
        vraag = (
            "SELECT coalesce(sum(o.bedrag_cent), 0) AS open, min(o.vervaldatum) FILTER (WHERE o.bedrag_cent > 0)"
            " AS oudste FROM betaalopdracht o WHERE NOT EXISTS (SELECT 1 FROM betaalregel_opdracht k"
            " JOIN betaalregel g ON g.id = k.regel_id JOIN betaalrun u ON u.id = g.run_id"
            " WHERE k.opdracht_id = o.id AND k.telt AND u.status = 'vrijgegeven')"
        )
        rij = (await self._session.execute(text(vraag))).one()
        return int(rij.open), rij.oudste

    async def _rijen(self, vraag: str, waarden: Mapping[str, Any]) -> list[Rij]:
        gevonden = (await self._session.execute(text(vraag), dict(waarden))).mappings()
        return [{str(naam): waarde for naam, waarde in rij.items()} for rij in gevonden]


def _ogen(zicht: Zicht) -> dict[str, Any]:
    return {"alles": zicht.alles, "agb": list(zicht.agb), "gemeenten": list(zicht.gemeenten)}
