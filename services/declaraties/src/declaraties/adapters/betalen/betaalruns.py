"""Payment runs and their payments."""

import dataclasses
import datetime as dt
import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from chassis.bounds.database import WORK
from risb_kern.privacy import Privacy
from risb_recht.vierogen import Hand
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from declaraties.adapters.betalen.betaalopdrachten import HANDEN_RUN, list_namens
from declaraties.adapters.betalen.tables import REGEL_TOELICHTING, RUN_REDEN
from declaraties.application.betalen.ports import AANBIEDER, GEMEENTE, Betaalruns, Rekeningen
from declaraties.domain.betalen.betaalrun import (
    Betaalrekening,
    Betaalrun,
    Betaalstatus,
    Betaling,
    Openstaand,
    Overgeslagen,
    Overslagreden,
    Runstatus,
)
from declaraties.domain.betalen.betaalvrijgave import Actueel, Vrijgave
from declaraties.domain.betalen.events import Betalingdeel

_SLOT = 1501  # first key of the advisory locks that let runs of one gemeente be prepared one by one


_SLEUTEL = "o.soort || ':' || o.bron_id || ':' || o.programmalijn || ':' || o.jaar"


# The account `r` replaced another one, and no payment that went out and was not refused used it.
REKENING_NIEUW = (
    "r.houdersoort = 'aanbieder' AND r.versie > 1 AND NOT EXISTS (SELECT 1 FROM betaalregel p"
    " JOIN betaalrun q ON q.id = p.run_id WHERE p.rekening_id = r.rekening_id AND p.agb_code = r.houder"
    " AND p.status <> 'geweigerd' AND q.status = 'vrijgegeven')"
)


# The newest decision of a reviewer holds, when it was about this account if that is new and about each refusal; who was
# chosen, or has a new account or a refusal, and was not yet looked at, waits. What an aanbieder owes waits for nobody.
BELET = (
    "(SELECT CASE WHEN b.besluit = 'vasthouden' THEN 'vastgehouden'"
    " WHEN b.besluit IS NOT NULL AND (n.rekening IS NULL OR n.rekening = b.rekening_id)"
    " AND n.weigeringen <= b.weigeringen THEN NULL"
    " WHEN n.rekening IS NOT NULL OR n.weigeringen > 0"
    " OR EXISTS (SELECT 1 FROM betaalcontrole c WHERE c.opdracht_id = o.id AND c.gekozen) THEN 'in-controle' END"
    f" FROM (SELECT (SELECT r.rekening_id FROM rekening r WHERE r.houder = o.agb_code AND {REKENING_NIEUW}"
    " AND o.bedrag_cent > 0) AS rekening, (SELECT count(*) FROM betaalregel_opdracht l"
    " JOIN betaalregel w ON w.id = l.regel_id WHERE l.opdracht_id = o.id AND NOT l.telt AND w.status = 'geweigerd'"
    " AND o.bedrag_cent > 0) AS weigeringen) n"
    " LEFT JOIN LATERAL (SELECT d.besluit, d.rekening_id, d.weigeringen FROM betaalcontrole_besluit d"
    " WHERE d.opdracht_id = o.id ORDER BY d.volgnummer DESC LIMIT 1) b ON true)"
)


# Aanbieders of whom payment stands still on a day of the period, at the gemeente that is filled in.
OPGESCHORT = (
    "SELECT DISTINCT m.agb_code FROM maatregel m LEFT JOIN maatregel_einde e USING (maatregel_id)"
    " WHERE m.soort = 'opschorting' AND (m.gemeenten = '{{}}' OR {0} = ANY(m.gemeenten))"
    " AND m.van <= :tot AND (least(m.tot, e.einddatum) IS NULL OR least(m.tot, e.einddatum) >= :dag)"
)


class SqlBetaalruns(Betaalruns):
    """The tables `betaalrun`, `betaalregel` and `betaalregel_opdracht`."""

    def __init__(self, session: AsyncSession, privacy: Privacy, rekeningen: Rekeningen) -> None:
        self._session = session
        self._privacy = privacy
        self._rekeningen = rekeningen

    @override
    async def lock(self, gemeente: str) -> None:
        # From here on it is work: a run of a large month is not cut off half-way because a caller waits.
        slot = text(
            "SELECT pg_advisory_xact_lock(:slot, hashtext(:gemeente)), set_config('statement_timeout', :t, true)"
        )
        await self._session.execute(slot, {"slot": _SLOT, "gemeente": gemeente, "t": WORK.statement})

    @override
    async def list_open(self, gemeente: str, agb_code: str | None, *, tot_en_met: dt.date) -> list[Openstaand]:
        vraag = (
            f"SELECT o.id, {_SLEUTEL} AS sleutel, o.agb_code, o.bedrag_cent, {BELET} AS beletsel FROM betaalopdracht o"
            " WHERE o.gemeente = :gemeente AND o.vervaldatum <= :dag"
            " AND (CAST(:agb AS text) IS NULL OR o.agb_code = :agb) AND NOT EXISTS"
            " (SELECT 1 FROM betaalregel_opdracht r WHERE r.opdracht_id = o.id AND r.telt) ORDER BY o.volgnummer"
        )
        waarden = {"gemeente": gemeente, "agb": agb_code, "dag": tot_en_met}
        rijen = (await self._session.execute(text(vraag), waarden)).mappings()
        return [Openstaand(**{**rij, "beletsel": rij["beletsel"] and Overslagreden(rij["beletsel"])}) for rij in rijen]

    @override
    async def list_opgeschort(self, gemeente: str, *, van: dt.date, tot: dt.date) -> frozenset[str]:
        waarden = {"gemeente": gemeente, "dag": van, "tot": tot}
        gevonden = await self._session.execute(text(OPGESCHORT.format(":gemeente")), waarden)
        return frozenset(gevonden.scalars())

    @override
    async def add(self, run: Betaalrun) -> int:
        invoegen = (
            "INSERT INTO betaalrun (id, gemeente, agb_code, tot_en_met, uitvoerdatum, status, bedrag_cent, rekening_id,"
            " rekening_versie, naam, iban_versleuteld, overgeslagen, voorbereid_door, voorbereid_op, hersteld)"
            " VALUES (:id, :gemeente, :agb_code, :tot_en_met, :uitvoerdatum, 'concept', :bedrag_cent, :rekening_id,"
            " :versie, :naam, :nummer,"
            " CAST(:overgeslagen AS jsonb), :voorbereid_door, :voorbereid_op, false) RETURNING nummer"
        )
        waarden = {
            "id": run.id,
            "gemeente": run.gemeente,
            "agb_code": run.agb_code,
            "tot_en_met": run.tot_en_met,
            "uitvoerdatum": run.uitvoerdatum,
            "bedrag_cent": run.bedrag_cent,
            "rekening_id": run.rekening.id,
            "versie": run.rekening.versie,
            "naam": run.rekening.naam,
            "nummer": run.rekening.nummer,
            "overgeslagen": json.dumps([dataclasses.asdict(one) for one in run.overgeslagen]),
            "voorbereid_door": run.voorbereid_door,
            "voorbereid_op": run.voorbereid_op,
        }
        nummer = int((await self._session.execute(text(invoegen), waarden)).scalar_one())
        await self._add_betalingen(run)
        return nummer

    async def _add_betalingen(self, run: Betaalrun) -> None:
        regels = (
            "INSERT INTO betaalregel (id, run_id, agb_code, naam, bedrag_cent, rekening_id, rekening_versie,"
            " iban_versleuteld, status) VALUES (:id, :run_id, :agb_code, :naam, :bedrag_cent, :rekening_id, :versie,"
            " :nummer, 'open')"
        )
        waarden = [
            {
                "id": one.id,
                "run_id": run.id,
                "agb_code": one.agb_code,
                "naam": one.rekening.naam,
                "bedrag_cent": one.bedrag_cent,
                "rekening_id": one.rekening.id,
                "versie": one.rekening.versie,
                "nummer": one.rekening.nummer,
            }
            for one in run.betalingen
        ]
        await self._session.execute(text(regels), waarden)
        koppelingen = "INSERT INTO betaalregel_opdracht (regel_id, opdracht_id, telt) VALUES (:regel, :opdracht, true)"
        paren = [{"regel": one.id, "opdracht": opdracht} for one in run.betalingen for opdracht in one.opdrachten]
        await self._session.execute(text(koppelingen), paren)

    @override
    async def get(self, run_id: uuid.UUID) -> Betaalrun | None:
        vraag = text("SELECT * FROM betaalrun WHERE id = :id FOR UPDATE")
        rij = (await self._session.execute(vraag, {"id": run_id})).mappings().first()
        return None if rij is None else _run(rij, await self._betalingen(run_id))

    async def _betalingen(self, run_id: uuid.UUID) -> tuple[Betaling, ...]:
        vraag = (
            f"SELECT g.*, array_agg(o.id ORDER BY o.id) AS opdrachten, array_agg({_SLEUTEL} ORDER BY o.id) AS sleutels"
            " FROM betaalregel g JOIN betaalregel_opdracht k ON k.regel_id = g.id"
            " JOIN betaalopdracht o ON o.id = k.opdracht_id WHERE g.run_id = :id GROUP BY g.id ORDER BY g.agb_code"
        )
        rijen = (await self._session.execute(text(vraag), {"id": run_id})).mappings()
        return tuple(_betaling(rij) for rij in rijen)

    @override
    async def read_actueel(self, run: Betaalrun, *, dag: dt.date) -> Actueel:
        van_gemeente = (await self._rekeningen.list("gemeente", {run.gemeente})).get(run.gemeente)
        eigen = await self._rekeningen.list("aanbieder", {one.agb_code for one in run.betalingen})
        som = (
            f"SELECT g.id, sum(o.bedrag_cent) AS som, bool_or({BELET} IS NOT NULL) AS belet FROM betaalregel g"
            " JOIN betaalregel_opdracht k ON k.regel_id = g.id AND k.telt JOIN betaalopdracht o ON o.id = k.opdracht_id"
            " WHERE g.run_id = :id GROUP BY g.id"
        )
        rijen = (await self._session.execute(text(som), {"id": run.id})).all()
        handen = (await self._session.execute(text(HANDEN_RUN), {"id": run.id})).all()
        namens = await list_namens(self._session, [one for betaling in run.betalingen for one in betaling.opdrachten])
        return Actueel(
            rekening_gemeente=None if van_gemeente is None else van_gemeente.id,
            rekeningen={agb: rekening.id for agb, rekening in eigen.items()},
            opgeschort=await self.list_opgeschort(run.gemeente, van=dag, tot=run.uitvoerdatum),
            belet=frozenset(rij.id for rij in rijen if rij.belet),
            handen=frozenset(Hand(soort=one.soort, door=one.door) for one in handen) | namens,
            sommen={rij.id: int(rij.som) for rij in rijen},
        )

    @override
    async def list_delen(self, run_id: uuid.UUID) -> Mapping[uuid.UUID, Sequence[Betalingdeel]]:
        # Also of a refused payment: its payables count no longer, and are still what it was about.
        vraag = (
            "SELECT g.id, o.programmalijn, o.jaar, sum(o.bedrag_cent) AS cent FROM betaalregel g"
            " JOIN betaalregel_opdracht k ON k.regel_id = g.id JOIN betaalopdracht o ON o.id = k.opdracht_id"
            " WHERE g.run_id = :id GROUP BY 1, 2, 3 HAVING sum(o.bedrag_cent) <> 0 ORDER BY 1, 2, 3"
        )
        delen: dict[uuid.UUID, list[Betalingdeel]] = defaultdict(list)
        for rij in await self._session.execute(text(vraag), {"id": run_id}):
            deel = Betalingdeel(programmalijn=rij.programmalijn, jaar=rij.jaar, bedrag_cent=int(rij.cent))
            delen[rij.id].append(deel)
        return delen

    @override
    async def list_vrijgegeven(self) -> frozenset[uuid.UUID]:
        vraag = text("SELECT id FROM betaalrun WHERE status = 'vrijgegeven'")
        return frozenset((await self._session.execute(vraag)).scalars())

    @override
    async def release(self, vrijgave: Vrijgave, *, door: str, bestand: bytes, hersteld: bool) -> None:
        zetten = (
            "UPDATE betaalrun SET status = 'vrijgegeven', afgehandeld_door = :door, afgehandeld_op = :op,"
            " bestand = :bestand, sha256 = :sha256, hersteld = :hersteld WHERE id = :id"
        )
        waarden = {
            "id": vrijgave.run_id,
            "door": door,
            "op": vrijgave.moment,
            "bestand": self._privacy.encrypt_file(bestand, _file_binding(vrijgave.run_id)),
            "sha256": vrijgave.sha256,
            "hersteld": hersteld,
        }
        await self._session.execute(text(zetten), waarden)

    @override
    async def withdraw(self, run: Betaalrun, reden: str, *, door: str, nu: dt.datetime) -> None:
        zetten = (
            "UPDATE betaalrun SET status = 'ingetrokken', reden = :reden, afgehandeld_door = :door,"
            " afgehandeld_op = :nu WHERE id = :id"
        )
        sealed = RUN_REDEN.seal(self._privacy, run.id, reden)
        await self._session.execute(text(zetten), {"id": run.id, "reden": sealed, "door": door, "nu": nu})
        await self._free([one.id for one in run.betalingen])

    @override
    async def get_betaling(self, betaling_id: uuid.UUID) -> tuple[Betaalrun, Betaling] | None:
        vraag = text("SELECT run_id FROM betaalregel WHERE id = :id")
        run_id = (await self._session.execute(vraag, {"id": betaling_id})).scalar()
        run = None if run_id is None else await self.get(run_id)
        return None if run is None else (run, next(one for one in run.betalingen if one.id == betaling_id))

    @override
    async def save_betaling(
        self, betaling: Betaling, *, code: str | None, toelichting: str | None, door: str, nu: dt.datetime
    ) -> None:
        zetten = (
            "UPDATE betaalregel SET status = :status, redencode = :code, toelichting = :toelichting,"
            " afgehandeld_door = :door, afgehandeld_op = :nu WHERE id = :id"
        )
        waarden = {
            "id": betaling.id,
            "status": betaling.status.value,
            "code": code,
            "toelichting": REGEL_TOELICHTING.seal(self._privacy, betaling.id, toelichting),
            "door": door,
            "nu": nu,
        }
        await self._session.execute(text(zetten), waarden)
        if betaling.status is Betaalstatus.GEWEIGERD:
            await self._free([betaling.id])

    async def _free(self, betalingen: list[uuid.UUID]) -> None:
        los = text("UPDATE betaalregel_opdracht SET telt = false WHERE regel_id = ANY(:ids)")
        await self._session.execute(los, {"ids": betalingen})

    @override
    async def find_bestand(self, run_id: uuid.UUID) -> bytes | None:
        vraag = text("SELECT bestand FROM betaalrun WHERE id = :id AND status = 'vrijgegeven'")
        inhoud = (await self._session.execute(vraag, {"id": run_id})).scalar()
        return None if inhoud is None else self._privacy.decrypt_file(inhoud, _file_binding(run_id))


def account_of(rij: Mapping[Any, Any], houdersoort: str, houder: str) -> Betaalrekening:
    """The account as it was frozen in a run or payment."""
    return Betaalrekening(
        id=rij["rekening_id"],
        houdersoort=houdersoort,
        houder=houder,
        versie=rij["rekening_versie"],
        naam=rij["naam"],
        nummer=rij["iban_versleuteld"],
    )


def _file_binding(run_id: uuid.UUID) -> str:
    return f"betaalbestand|{run_id}"


def _run(rij: Mapping[Any, Any], betalingen: tuple[Betaling, ...]) -> Betaalrun:
    return Betaalrun(
        id=rij["id"],
        gemeente=rij["gemeente"],
        agb_code=rij["agb_code"],
        tot_en_met=rij["tot_en_met"],
        uitvoerdatum=rij["uitvoerdatum"],
        rekening=account_of(rij, GEMEENTE, rij["gemeente"]),
        betalingen=betalingen,
        overgeslagen=tuple(
            Overgeslagen(**{**one, "reden": Overslagreden(one["reden"])}) for one in rij["overgeslagen"]
        ),
        voorbereid_door=rij["voorbereid_door"],
        voorbereid_op=rij["voorbereid_op"],
        status=Runstatus(rij["status"]),
        nummer=rij["nummer"],
    )


def _betaling(rij: Mapping[Any, Any]) -> Betaling:
    return Betaling(
        id=rij["id"],
        agb_code=rij["agb_code"],
        bedrag_cent=rij["bedrag_cent"],
        rekening=account_of(rij, AANBIEDER, rij["agb_code"]),
        opdrachten=tuple(rij["opdrachten"]),
        sleutels=tuple(rij["sleutels"]),
        status=Betaalstatus(rij["status"]),
    )
