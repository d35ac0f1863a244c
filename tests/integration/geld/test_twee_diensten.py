"""Money through two services: what contracting shows is what declaraties did, to the cent, in any order and twice.

A random sequence of claims, prices, terms, payments, withdrawals, releases and refusals runs through the real API,
worker and handlers of declaraties; its events go to contracting shuffled and doubled. What declaraties holds is added
up here in the plainest way, payable by payable.
"""

import asyncio
import datetime as dt
import random
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from chassis.events.wire import Envelope
from contracting.entrypoints.consumer import HANDLERS
from risb_schemas import decode, load_catalog

from tests.builders.betalen import EEN, TWEE, Kas
from tests.builders.declaraties import AGB, GEMEENTE, declaratie, dienst_op, overeenkomst, prestatie, prijs
from tests.builders.diensten import Aanroeper, aanroeper

pytestmark = pytest.mark.integratie
TAAK = "77777777-7777-4777-8777-777777777777"
BEDRAGEN = ("betaalbaarCent", "vrijgegevenCent", "geweigerdCent", "betaaldCent")
# After every day on which something falls due here.
LAATSTE_DAG = "2026-08-31"
Plek = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Huis:
    """Both services, with a source of chance."""

    kas: Kas
    contracting: Aanroeper
    toeval: random.Random

    async def leef(self, stappen: int) -> None:
        """Let things happen."""
        mogelijk = [self.declareer, self.prijs, self.los, self.termijn, self.beoordeel, self.run, self.run, self.bank]
        for nummer in range(stappen):
            await self.toeval.choice(mogelijk)(nummer + 1)

    async def declareer(self, nummer: int) -> None:
        uren, tarief = self.toeval.randint(1, 3), self._tarief()
        regel = prestatie(f"R{nummer}", geleverd_volume=uren, product_tarief=tarief, cent=uren * tarief)
        await self.kas.dienst.declareer(declaratie(("999900006", [regel])))

    def _tarief(self) -> int:
        """The price that holds now, as declaraties knows it."""
        ((tarief,),) = self.kas.dienst.sql("SELECT tarief_cent FROM prijs ORDER BY versie DESC LIMIT 1")
        return int(tarief)

    async def prijs(self, nummer: int) -> None:
        velden = {"tarief_cent": self.toeval.randint(1000, 1500), "versie": nummer + 2}
        await self.kas.dienst.meld("PrijsVastgesteld", prijs(**velden, geldig_van=dt.date(2026, 4, 1)))
        await self.kas.dienst.verreken()

    async def los(self, _: int) -> None:
        cent = self.toeval.randint(-5_000, 50_000)
        await self.kas.opdracht(cent, programmalijn=self.toeval.choice(["2.1.2", "2.1.3"]))

    async def termijn(self, _: int) -> None:
        """A term that is due; some lapse later, and are settled by the next run."""
        velden = {"termijn": self.toeval.randint(1, 3), "bedrag_cent": self.toeval.choice([0, 40_000, 60_000])}
        await self.kas.dienst.meld("BetaaltermijnVastgesteld", {**_termijn(), **velden})

    async def beoordeel(self, _: int = 0) -> None:
        """Let go of everything that review holds, such as the first declaratie."""
        await self.kas.kijk_na()

    async def run(self, _: int) -> None:
        gemaakt = await self.kas.bereid_voor(totEnMet=LAATSTE_DAG)
        if gemaakt.status_code != 201:
            assert gemaakt.status_code == 409, gemaakt.text
            return
        run = gemaakt.json()
        if self.toeval.random() < 0.3:
            await self.kas.post(f"/betaalruns/{run['id']}/_intrekken", {"reden": "Toch niet"}, sub=EEN)
        else:
            vrij = await self.kas.geef_vrij(run, sub=TWEE)
            assert vrij.status_code == 200, vrij.text

    async def bank(self, _: int) -> None:
        open_ = self.kas.dienst.sql(
            "SELECT g.id FROM betaalregel g JOIN betaalrun u ON u.id = g.run_id"
            " WHERE g.status = 'open' AND u.status = 'vrijgegeven' ORDER BY 1"
        )
        if open_:
            uitkomst = self.toeval.choice(["geweigerd", "uitgevoerd"])
            await self.kas.meld_af(str(self.toeval.choice(open_)[0]), uitkomst, redencode="AC04")

    async def vertel(self) -> None:
        """All events of declaraties to contracting, shuffled and doubled, some at the same time."""
        rijen = self.kas.dienst.sql("SELECT id, inhoud, tijd FROM outbox") * 2
        self.toeval.shuffle(rijen)
        for begin in range(0, len(rijen), 5):
            await asyncio.gather(*(self._vertel(*rij) for rij in rijen[begin : begin + 5]))

    async def _vertel(self, kenmerk: uuid.UUID, inhoud: bytes, tijd: dt.datetime) -> None:
        gelezen = decode(load_catalog(), inhoud)
        handler = HANDLERS.get(gelezen.schema.key)
        if handler is None:
            return
        async with self.contracting.app.state.edge.uow() as uow:
            await handler(uow, gelezen.record, Envelope(id=kenmerk, source="x", type="x", time=tijd, trace_id=None))
            await uow.commit()

    async def monitor(self) -> dict[Plek, dict[str, int]]:
        """What contracting shows, per place and year, where anything is not zero."""
        gezien = {}
        koppen = self.contracting.als("financien")
        for jaar in (2026, 2027):
            antwoord = await self.contracting.client.get(f"/v1/budgetmonitor?jaar={jaar}", headers=koppen)
            for one in antwoord.json()["regels"]:
                bedragen = {naam: one[naam] for naam in BEDRAGEN}
                if any(bedragen.values()):
                    gezien[one["gemeente"], one["programmalijn"], jaar] = bedragen
        return gezien

    def kasboek(self) -> dict[Plek, dict[str, int]]:
        """The same from the rows of declaraties: every payable, and every payment that it was in."""
        tellers = {naam: Counter[Plek]() for naam in BEDRAGEN}
        opdrachten = {
            rij[0]: rij[1:]
            for rij in self.kas.dienst.sql("SELECT id, gemeente, programmalijn, jaar, bedrag_cent FROM betaalopdracht")
        }
        for gemeente, lijn, jaar, cent in opdrachten.values():
            tellers["betaalbaarCent"][gemeente, lijn, jaar] += cent
        for opdracht, status in self.kas.dienst.sql(
            "SELECT k.opdracht_id, g.status FROM betaalregel_opdracht k JOIN betaalregel g ON g.id = k.regel_id"
            " JOIN betaalrun u ON u.id = g.run_id WHERE u.status = 'vrijgegeven'"
        ):
            gemeente, lijn, jaar, cent = opdrachten[opdracht]
            tellers["vrijgegevenCent"][gemeente, lijn, jaar] += cent
            naam = "geweigerdCent" if status == "geweigerd" else "betaaldCent"
            tellers[naam][gemeente, lijn, jaar] += cent
        plekken = {plek for teller in tellers.values() for plek, cent in teller.items() if cent}
        return {plek: {naam: tellers[naam][plek] for naam in BEDRAGEN} for plek in plekken}

    async def bedragen(self) -> list[dict[str, Any]]:
        """The amounts of every declaratie."""
        alle = self.kas.dienst.sql("SELECT id FROM bestand WHERE soort = '323' ORDER BY nummer")
        return [(await self.kas.get(f"/declaraties/{kenmerk}/bedragen")).json() for (kenmerk,) in alle]


def _termijn() -> dict[str, Any]:
    return {
        "overeenkomst_id": TAAK,
        "agb_code": AGB,
        "gemeente": GEMEENTE,
        "programmalijn": "2.1.1",
        "jaar": 2026,
        "termijn": 1,
        "vervaldatum": dt.date(2026, 5, 31),
        "bedrag_cent": 0,
    }


@pytest.fixture
async def huis(
    database_url: Callable[[str], str], tmp_path: Path, request: pytest.FixtureRequest
) -> AsyncIterator[Huis]:
    toeval = random.Random(request.param)
    async with (
        dienst_op(database_url("declaraties"), tmp_path / "declaraties") as dienst,
        aanroeper("contracting", database_url("contracting"), tmp_path / "contracting") as contracting,
    ):
        kas = Kas(dienst)
        kas.regels()
        await dienst.sta_klaar()
        taak = overeenkomst(overeenkomst_id=TAAK, variant="taakgericht", productcodes=["02A05"])
        await dienst.meld("OvereenkomstGesloten", taak)
        await kas.open_rekeningen()
        yield Huis(kas, contracting, toeval)


@pytest.mark.parametrize("huis", range(6), indirect=True)
async def test_contracting_shows_to_the_cent_what_declaraties_did(huis: Huis) -> None:
    await huis.leef(14)
    await huis.vertel()
    assert await huis.monitor() == huis.kasboek()
    assert huis.kasboek()


@pytest.mark.parametrize("huis", range(4), indirect=True)
async def test_of_every_declaratie_what_was_awarded_and_settled_is_paid_when_all_is_released(
    huis: Huis,
) -> None:
    await huis.declareer(100)
    await huis.prijs(50)
    await huis.leef(12)
    await huis.kas.opdracht(10**9)
    await huis.beoordeel()
    await huis.kas.betaal(totEnMet=LAATSTE_DAG)

    alle = await huis.bedragen()

    assert [one["toegekendCent"] + one["verrekendCent"] for one in alle] == [one["betaaldCent"] for one in alle]
    assert any(one["verrekendCent"] for one in alle)
    maanden = (await huis.kas.get("/bedragen?jaar=2026")).json()["resultaten"]
    for naam in ("toegekendCent", "verrekendCent", "betaaldCent"):
        assert sum(one[naam] for one in maanden) == sum(one[naam] for one in alle)


@pytest.mark.parametrize("huis", [7], indirect=True)
async def test_a_settlement_that_adds_up_to_nothing_pays_itself(huis: Huis) -> None:
    """Two declaraties of which the differences cancel out have no payable together, and nothing is left open."""
    await huis.declareer(1)
    await huis.beoordeel()
    await huis.kas.betaal(totEnMet=LAATSTE_DAG)
    await huis.prijs(5)
    (verrekening,) = huis.kas.dienst.sql("SELECT volgnummer FROM verrekening")
    huis.kas.dienst.sql("UPDATE verrekening SET bedrag_cent = 0 RETURNING 1")
    huis.kas.dienst.sql("DELETE FROM betaalopdracht WHERE soort = 'verrekening' RETURNING 1")
    (een,) = await huis.bedragen()
    assert verrekening
    assert een["betaaldCent"] == een["toegekendCent"] + een["verrekendCent"]
