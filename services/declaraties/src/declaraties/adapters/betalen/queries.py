"""Reads about payment."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from risb_kern.lists import Bereik, Blad
from risb_kern.privacy import Privacy
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.betalen.betaalruns import BELET, OPGESCHORT, account_of
from declaraties.adapters.betalen.rekeningen import GEBLOKKEERD
from declaraties.adapters.betalen.tables import (
    CONTROLE_TOELICHTING,
    REGEL_TOELICHTING,
    RUN_REDEN,
    controle_key,
)
from declaraties.adapters.reads import VISIBLE, eyes, filled, place
from declaraties.application.betalen.ports import AANBIEDER
from declaraties.application.betalen.queries import (
    Bedragenlezing,
    Besluitlezing,
    Betaalrunlezing,
    Betaalvragen,
    Betalinglezing,
    Controlelezing,
    Overgeslagenlezing,
)
from declaraties.domain.betalen.betaalcontrole import Controlebesluit, Controlereden
from declaraties.domain.betalen.betaalrun import Betaalstatus, Overslagreden, Runstatus, stand_van

_RUN = (
    "SELECT u.*, count(g.id) AS aantal, array_agg(g.status) AS standen FROM betaalrun u"
    " JOIN betaalregel g ON g.run_id = u.id"
)


# A payable is paid when a payment that the bank did not refuse went out for it.
_UIT = (
    "EXISTS (SELECT 1 FROM betaalregel_opdracht k JOIN betaalregel g ON g.id = k.regel_id"
    " JOIN betaalrun u ON u.id = g.run_id WHERE k.opdracht_id = o.id AND k.telt AND u.status = 'vrijgegeven')"
)


# A settlement is about lines of many messages and has one payable; each message has the lines that are its own. One
# that is about a single message may name it.
_VERREKENREGELS = (
    "FROM verrekeningregel r JOIN verrekening v ON v.volgnummer = r.verrekening AND v.naar_gemeente IS NULL"
    " WHERE r.bestand_nummer = b.nummer"
)


_VERREKEND = (
    f"((SELECT coalesce(sum(r.bedrag_cent), 0) {_VERREKENREGELS}) + (SELECT coalesce(sum(o.bedrag_cent), 0)"
    " FROM betaalopdracht o WHERE o.bestand_nummer = b.nummer AND o.soort = 'verrekening'))"
)


# A settlement of nothing has no payable: its lines pay each other.
_BETAALD = (
    "((SELECT coalesce(sum(o.bedrag_cent), 0) FROM betaalopdracht o"
    f" WHERE o.bestand_nummer = b.nummer AND {_UIT})"
    f" + (SELECT coalesce(sum(r.bedrag_cent), 0) {_VERREKENREGELS} AND (v.bedrag_cent = 0 OR EXISTS"
    f" (SELECT 1 FROM betaalopdracht o WHERE o.soort = 'verrekening' AND o.bron_id = v.id AND {_UIT}))))"
)


_BEDRAGEN = (
    "coalesce(b.ingediend_cent, 0) AS ingediend_cent,"
    " CASE WHEN b.status = 'aangeboden' THEN coalesce(b.ingediend_cent, 0) ELSE 0 END AS gecontroleerd_cent,"
    " CASE WHEN b.telt THEN coalesce(b.toegekend_cent, 0) ELSE 0 END AS toegekend_cent,"
    f" CAST({_VERREKEND} AS bigint) AS verrekend_cent, CAST({_BETAALD} AS bigint) AS betaald_cent"
)


_BETALING = (
    "SELECT g.*, u.gemeente, u.nummer AS runnummer, u.uitvoerdatum, coalesce(g.rekening_id <> (SELECT p.rekening_id"
    " FROM betaalregel p JOIN betaalrun q ON q.id = p.run_id WHERE p.agb_code = g.agb_code AND q.status = 'vrijgegeven'"
    " AND p.status <> 'geweigerd' AND q.nummer < u.nummer ORDER BY q.nummer DESC LIMIT 1),"
    " CASE WHEN g.rekening_versie > 1 THEN true END) AS rekening_gewijzigd,"
    " EXISTS (SELECT 1 FROM betaalregel_opdracht k JOIN betaalregel_opdracht l ON l.opdracht_id = k.opdracht_id"
    " AND NOT l.telt JOIN betaalregel w ON w.id = l.regel_id AND w.status = 'geweigerd'"
    " JOIN betaalrun v ON v.id = w.run_id AND v.nummer < u.nummer WHERE k.regel_id = g.id) AS eerder_geweigerd,"
    " ARRAY(SELECT k.opdracht_id FROM betaalregel_opdracht k WHERE k.regel_id = g.id ORDER BY 1) AS opdrachten"
    " FROM betaalregel g JOIN betaalrun u ON u.id = g.run_id"
)


_CONTROLE = (
    f"SELECT o.*, c.redenen, c.regelversie, c.bepaald_op, {BELET} AS beletsel,"
    " ARRAY(SELECT jsonb_build_object('besluit', b.besluit, 'toelichting', encode(b.toelichting, 'hex'),"
    " 'door', b.door, 'op', b.op) FROM betaalcontrole_besluit b WHERE b.opdracht_id = o.id"
    " ORDER BY b.volgnummer) AS besluiten"
    " FROM betaalcontrole c JOIN betaalopdracht o ON o.id = c.opdracht_id WHERE c.gekozen"
)


Rij = Mapping[str, Any]


class SqlBetaalvragen(Betaalvragen):
    """Straight from SQL into read types."""

    def __init__(self, session: AsyncSession, privacy: Privacy) -> None:
        self._session = session
        self._privacy = privacy

    @override
    async def list_runs(self, blad: Blad, *, gemeente: str | None) -> Sequence[Betaalrunlezing]:
        vraag = (
            f"{_RUN} WHERE (CAST(:gemeente AS text) IS NULL OR u.gemeente = :gemeente)"
            " AND (CAST(:na AS bigint) IS NULL OR u.nummer < :na) GROUP BY u.id ORDER BY u.nummer DESC LIMIT :limiet"
        )
        rijen = await self._rows(vraag, {"gemeente": gemeente, **place(blad)})
        return [_run(rij, self._privacy) for rij in rijen]

    @override
    async def find_run(self, run_id: uuid.UUID) -> Betaalrunlezing | None:
        gevonden = await self._rows(f"{_RUN} WHERE u.id = :id GROUP BY u.id", {"id": run_id})
        return _run(gevonden[0], self._privacy) if gevonden else None

    @override
    async def list_betalingen(self, bereik: Bereik, blad: Blad) -> Sequence[Betalinglezing]:
        where = (
            "(:alles OR (g.agb_code = ANY(:agb) AND u.status = 'vrijgegeven'))"
            " AND (CAST(:na AS uuid) IS NULL OR g.id > :na) ORDER BY g.id LIMIT :limiet"
        )
        return await self._betalingen(where, {**eyes(bereik), **place(blad)})

    @override
    async def list_betalingen_of_run(self, run_id: uuid.UUID) -> Sequence[Betalinglezing]:
        return await self._betalingen("u.id = :run ORDER BY g.id", {"run": run_id})

    @override
    async def find_betaling(self, betaling_id: uuid.UUID) -> Betalinglezing | None:
        gevonden = await self._betalingen("g.id = :id", {"id": betaling_id})
        return gevonden[0] if gevonden else None

    async def _betalingen(self, where: str, waarden: Mapping[str, Any]) -> Sequence[Betalinglezing]:
        rijen = await self._rows(f"{_BETALING} WHERE {where}", waarden)
        return [_betaling(rij, self._privacy) for rij in rijen]

    @override
    async def list_controles(self, blad: Blad, *, gemeente: str | None, alleen_open: bool) -> Sequence[Controlelezing]:
        where = (
            f"(NOT :open OR {BELET} IS NOT NULL) AND (CAST(:gemeente AS text) IS NULL OR o.gemeente = :gemeente)"
            " AND (CAST(:na AS bigint) IS NULL OR o.volgnummer > :na) ORDER BY o.volgnummer LIMIT :limiet"
        )
        waarden = {"gemeente": gemeente, "open": alleen_open, **place(blad)}
        return [_controle(rij, self._privacy) for rij in await self._rows(f"{_CONTROLE} AND {where}", waarden)]

    @override
    async def find_controle(self, opdracht_id: uuid.UUID) -> Controlelezing | None:
        gevonden = await self._rows(f"{_CONTROLE} AND o.id = :id", {"id": opdracht_id})
        return _controle(gevonden[0], self._privacy) if gevonden else None

    @override
    async def find_bedragen(self, bereik: Bereik, declaratie_id: uuid.UUID) -> Bedragenlezing | None:
        vraag = (
            f"SELECT b.gemeente, b.wet, b.periode, 1 AS declaraties, {_BEDRAGEN} FROM bestand b"
            f" WHERE b.id = :id AND b.soort = '323' AND {VISIBLE.format('b.')}"
        )
        gevonden = await self._rows(vraag, {**eyes(bereik), "id": declaratie_id})
        return filled(Bedragenlezing, gevonden[0]) if gevonden else None

    @override
    async def list_bedragen(
        self, bereik: Bereik, *, gemeente: str | None, agb_code: str | None, jaar: int
    ) -> Sequence[Bedragenlezing]:
        som = ", ".join(
            f"CAST(sum(x.{naam}_cent) AS bigint) AS {naam}_cent"
            for naam in ("ingediend", "gecontroleerd", "toegekend", "verrekend", "betaald")
        )
        vraag = (
            f"SELECT x.gemeente, x.wet, x.periode, count(*) AS declaraties, {som} FROM ("
            f" SELECT b.gemeente, b.wet, CAST(date_trunc('month', b.periode) AS date) AS periode, {_BEDRAGEN}"
            f" FROM bestand b WHERE b.soort = '323' AND extract(year FROM b.periode) = :jaar"
            f" AND {VISIBLE.format('b.')} AND (CAST(:gemeente AS text) IS NULL OR b.gemeente = :gemeente)"
            " AND (CAST(:agb_code AS text) IS NULL OR b.agb_code = :agb_code)) x"
            " GROUP BY x.gemeente, x.wet, x.periode ORDER BY x.gemeente, x.wet, x.periode"
        )
        waarden = {**eyes(bereik), "gemeente": gemeente, "agb_code": agb_code, "jaar": jaar}
        return [filled(Bedragenlezing, rij) for rij in await self._rows(vraag, waarden)]

    @override
    async def total_open(self, *, dag: dt.date) -> tuple[int, dt.date | None]:
        wil = (
            f"{BELET} IS DISTINCT FROM 'vastgehouden' AND o.agb_code NOT IN ({OPGESCHORT.format('o.gemeente')})"
            f" AND o.agb_code NOT IN (SELECT agb_code FROM ({GEBLOKKEERD}) g)"
        )
        vraag = (
            "SELECT coalesce(sum(o.bedrag_cent), 0) AS open,"
            f" min(o.vervaldatum) FILTER (WHERE o.bedrag_cent > 0 AND {wil}) AS oudste FROM betaalopdracht o"
            " WHERE NOT EXISTS (SELECT 1 FROM betaalregel_opdracht k"
            " JOIN betaalregel g ON g.id = k.regel_id JOIN betaalrun u ON u.id = g.run_id"
            " WHERE k.opdracht_id = o.id AND k.telt AND u.status = 'vrijgegeven')"
        )
        rij = (await self._session.execute(text(vraag), {"dag": dag, "tot": dag})).one()
        return int(rij.open), rij.oudste

    async def _rows(self, vraag: str, waarden: Mapping[str, Any]) -> list[Rij]:
        gevonden = (await self._session.execute(text(vraag), dict(waarden))).mappings()
        return [{str(naam): waarde for naam, waarde in rij.items()} for rij in gevonden]


def _run(rij: Rij, privacy: Privacy) -> Betaalrunlezing:
    status = stand_van(Runstatus(rij["status"]), [Betaalstatus(one) for one in rij["standen"]])
    overgeslagen = tuple(
        Overgeslagenlezing(**{**one, "reden": Overslagreden(one["reden"])}) for one in rij["overgeslagen"]
    )
    reden = RUN_REDEN.open(privacy, rij["id"], rij["reden"])
    return filled(Betaalrunlezing, {**rij, "status": status, "overgeslagen": overgeslagen, "reden": reden})


def _betaling(rij: Rij, privacy: Privacy) -> Betalinglezing:
    waarden = {
        **rij,
        "rekening": account_of(rij, AANBIEDER, rij["agb_code"]),
        "status": Betaalstatus(rij["status"]),
        "opdrachten": tuple(rij["opdrachten"]),
        "toelichting": REGEL_TOELICHTING.open(privacy, rij["id"], rij["toelichting"]),
    }
    return filled(Betalinglezing, waarden)


def _controle(rij: Rij, privacy: Privacy) -> Controlelezing:
    waarden = {
        **rij,
        "redenen": tuple(Controlereden(one) for one in rij["redenen"]),
        "beletsel": rij["beletsel"] and Overslagreden(rij["beletsel"]),
        "besluiten": tuple(_besluit(rij["id"], one, privacy) for one in rij["besluiten"]),
    }
    return filled(Controlelezing, waarden)


def _besluit(opdracht_id: uuid.UUID, one: Rij, privacy: Privacy) -> Besluitlezing:
    op = dt.datetime.fromisoformat(one["op"])
    sealed = None if one["toelichting"] is None else bytes.fromhex(one["toelichting"])
    return Besluitlezing(
        besluit=Controlebesluit(one["besluit"]),
        toelichting=CONTROLE_TOELICHTING.open(privacy, controle_key(opdracht_id, op), sealed),
        door=one["door"],
        op=op,
    )
