"""Random courses of payment, from a seed: whatever happens and however often, no payable goes out twice.

`BETAAL_ZADEN` sets how many courses are played; the name of a test has its seed, and a seed plays the same course.
"""

import asyncio
import json
import os
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
import pytest
from declaraties.adapters.betalen.betaalregister import BESTAND

from tests.builders.betalen import Kas, bedragen_in
from tests.builders.declaraties import AGB, ANDERE_AGB

pytestmark = pytest.mark.integratie
STAPPEN = 25
WIE = ("fin-een", "fin-twee", "fin-drie")


class Verloop:
    """One course: steps drawn at random on a till, some of them attacks."""

    def __init__(self, kas: Kas, toeval: random.Random) -> None:
        self.kas = kas
        self.toeval = toeval
        self.runs: list[dict[str, Any]] = []
        self.versie = 1

    async def opdracht(self) -> None:
        agb = self.toeval.choice([AGB, ANDERE_AGB])
        await self.kas.opdracht(self.toeval.randint(-300, 1_000), agb_code=agb)

    async def bereid_voor(self) -> None:
        antwoord = await self.kas.bereid_voor(sub=self.toeval.choice(WIE))
        if antwoord.status_code == 201:
            self.runs.append(antwoord.json())

    async def geef_vrij(self) -> None:
        for run in self.toeval.sample(self.runs, min(1, len(self.runs))):
            await self.kas.geef_vrij(run, sub=self.toeval.choice(WIE))

    async def geef_tegelijk_vrij(self) -> None:
        if self.runs:
            run = self.toeval.choice(self.runs)
            await asyncio.gather(*(self.kas.geef_vrij(run, sub=wie) for wie in WIE), self.trek_in(run))

    async def trek_in(self, run: dict[str, Any] | None = None) -> None:
        for een in [run] if run else self.toeval.sample(self.runs, min(1, len(self.runs))):
            await self.kas.post(f"/betaalruns/{een['id']}/_intrekken", {"reden": "Proef"}, sub="fin-een")

    async def meld_af(self) -> None:
        open_ = self.kas.dienst.sql(
            "SELECT g.id FROM betaalregel g JOIN betaalrun u ON u.id = g.run_id WHERE u.status = 'vrijgegeven'"
            " ORDER BY u.nummer, g.agb_code"
        )
        for (betaling,) in self.toeval.sample(open_, min(1, len(open_))):
            uitkomst = self.toeval.choice(["uitgevoerd", "geweigerd"])
            await self.kas.meld_af(str(betaling), uitkomst, redencode="AC04")

    async def wijzig_rekening(self) -> None:
        self.versie += 1
        await self.kas.rekening(AGB, versie=self.versie)

    async def zet_een_vrijgave_terug(self) -> None:
        """As a database that was put back to just before a release."""
        self._doe("UPDATE betaalrun SET status = 'concept', bestand = NULL WHERE status = 'vrijgegeven'")

    async def zet_de_runs_terug(self) -> None:
        """As a database that was put back to before every preparation."""
        for tabel in ("betaalregel_opdracht", "betaalregel", "betaalrun"):
            self._doe(f"DELETE FROM {tabel}")
        self.runs = []

    def _doe(self, vraag: str) -> None:
        with psycopg.connect(self.kas.dienst.url) as verbinding:
            verbinding.execute(vraag.encode())

    def stappen(self) -> list[Callable[[], Awaitable[None]]]:
        vaak = [self.opdracht] * 5 + [self.bereid_voor] * 4 + [self.geef_vrij] * 5 + [self.meld_af] * 3
        zelden = [self.kas.kijk_na, self.kas.kijk_na, self.geef_tegelijk_vrij, self.trek_in, self.wijzig_rekening]
        return [*vaak, *zelden, self.zet_een_vrijgave_terug, self.zet_de_runs_terug]


def uit_het_register(kas: Kas) -> list[dict[str, Any]]:
    """The lines of the register, read without the code of the service."""
    pad = kas.dienst.settings.payment_register / BESTAND
    return [json.loads(regel) for regel in pad.read_text().splitlines()] if pad.exists() else []


def controleer(kas: Kas) -> None:
    """Once at most, refused ones aside, and every payment exactly the sum of its payables."""
    regels = uit_het_register(kas)
    terug = {een["betaling"] for een in regels if een["soort"] == "weigering"}
    uit = [een for een in regels if een["soort"] == "vrijgave"]
    geteld = Counter(
        sleutel
        for een in uit
        for betaling, eigen in een["regels"].items()
        if betaling not in terug
        for sleutel in eigen
    )
    assert [sleutel for sleutel, aantal in geteld.items() if aantal > 1] == []
    assert len({een["msg_id"] for een in uit}) == len(uit)
    rijen = kas.dienst.sql(
        "SELECT soort || ':' || bron_id || ':' || programmalijn || ':' || jaar, bedrag_cent FROM betaalopdracht"
    )
    cent = dict(rijen)
    for een in uit:
        sommen = [sum(cent[sleutel] for sleutel in eigen) for eigen in een["regels"].values()]
        assert min(sommen) > 0
        assert sum(sommen) == een["bedrag_cent"]
    assert not kas.dubbel()


@pytest.mark.parametrize("zaad", range(int(os.environ.get("BETAAL_ZADEN", "3"))))
async def test_no_course_pays_a_payable_twice(kas: Kas, zaad: int) -> None:
    verloop = Verloop(kas, random.Random(zaad))
    for _ in range(STAPPEN):
        await verloop.toeval.choice(verloop.stappen())()
        controleer(kas)
    for (run,) in kas.dienst.sql("SELECT id FROM betaalrun WHERE status = 'vrijgegeven'"):
        bestand = await kas.bestand({"id": run})
        (vrijgave,) = [een for een in uit_het_register(kas) if een.get("run") == run.hex]
        assert sum(bedragen_in(bestand)) == vrijgave["bedrag_cent"]


async def test_the_check_sees_a_register_that_forgets(kas: Kas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("declaraties.adapters.betalen.betaalregister._betaald", lambda _: frozenset())
    await kas.opdracht(500)
    await kas.betaal()
    await Verloop(kas, random.Random(0)).zet_de_runs_terug()
    await kas.betaal()

    with pytest.raises(AssertionError):
        controleer(kas)
