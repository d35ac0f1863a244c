"""Every step at which a process of the flow keeps something: it dies just before and just after, and all is well.

The list of points is made by a walk in which nothing dies (R-05). In each later walk each process dies once per phase
(the API a few times) at a point that had no turn yet, is started again, and the judge speaks when all is at rest.
"""

import asyncio
import json
import os
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from devstack.environment import Devstack

from .breekbaar import Breekbaar, Naam
from .checker import oordeel
from .conftest import REPORT, SEED, Uitslag, nieuwe_uitslag
from .dossier import Dossier, Indiening
from .planten import plant_alle
from .ronde import CLIENT, GEMEENTE, PLAFOND_UREN, TOEWIJZING, Ronde
from .stores import Topiclezer, lees_dossier
from .waarneming import pending

pytestmark = [pytest.mark.fouten, pytest.mark.timeout(1500)]
PROCESSEN: list[Naam] = [
    ("declaraties", "api"),
    ("declaraties", "worker"),
    ("declaraties", "consumer"),
    ("declaraties", "relay"),
    ("contracting", "consumer"),
]
# A client offers a request again as often as it takes; a message that makes the worker fail is set apart after three.
PER_FASE = {"api": 6}
MINSTENS, INGEPLANT = 60, 20
MEESTE_BUITEN_DE_STROOM = 6
MEESTE_RONDES = int(os.environ.get("FOUTEN_RONDES", "60"))
RUST_SECONDEN = 120.0
PUNTEN = REPORT.with_name("punten.json")
Plek = tuple[Naam, str]


class Proef:
    """The walks, what is still to be hit, and what was found."""

    def __init__(self, stack: Devstack, breekbaar: Breekbaar) -> None:
        self._stack = stack
        self._breekbaar = breekbaar
        self._lezer = Topiclezer(stack.bootstrap)
        self.indieningen: list[Indiening] = []
        self.nabetaald: dict[str, int] = {}
        self.laatste: Dossier | None = None
        self.punten: dict[Plek, list[str]] = {}
        self.geraakt: dict[Plek, set[str]] = defaultdict(set)
        self._gemist: dict[Plek, Counter[str]] = defaultdict(Counter)

    async def neem_op(self) -> list[str]:
        """A walk in which nothing dies: its points become the list. Gives findings."""
        return await self._loop(0, opnemen=True)

    async def loop(self, nummer: int) -> list[str]:
        """A walk in which each process dies once per phase, as far as points are left. Gives findings."""
        return await self._loop(nummer)

    def over(self, plek: Plek) -> list[str]:
        """Points that had no turn, those that were waited for in vain last."""
        over = [punt for punt in self.punten.get(plek, []) if punt not in self.geraakt[plek]]
        return sorted(over, key=lambda punt: self._gemist[plek][punt])

    def verslag(self) -> dict[str, dict[str, list[str]]]:
        """Per process and phase all points, and those that had no turn."""
        return {
            f"{' '.join(naam)} / {fase}": {"alle": alle, "over": self.over((naam, fase))}
            for (naam, fase), alle in self.punten.items()
        }

    async def _loop(self, nummer: int, *, opnemen: bool = False) -> list[str]:
        ronde = Ronde(self._stack, nummer)
        try:
            for fase, loop in ronde.fasen.items():
                self._breekbaar.vergeet()
                self._zet(fase)
                await loop()
                await self._rust()
                self._tel(fase, opnemen=opnemen)
        finally:
            await ronde.sluit()
        self.indieningen += ronde.indieningen
        self.nabetaald[ronde.agb] = ronde.nabetaald
        self.laatste = await self._dossier()
        return [str(een) for een in oordeel(self.laatste)]

    def _zet(self, fase: str) -> None:
        for naam in self._breekbaar.namen:
            if punten := self.over((naam, fase)):
                self._breekbaar.zet(naam, *punten[: PER_FASE.get(naam[1], 1)])
                if self._gemist[naam, fase][punten[0]] % 2:
                    # What a process does once, when it begins, is only caught by letting it begin. Not every time:
                    # a consumer that begins may get its partitions back when the phase is over.
                    self._stack.process(*naam).kill()

    def _tel(self, fase: str, *, opnemen: bool) -> None:
        for naam in self._breekbaar.namen:
            if gevraagd := self._breekbaar.ontspan(naam):
                self._gemist[naam, fase][gevraagd] += 1
            if opnemen:
                self.punten[naam, fase] = self._breekbaar.gezien(naam)
        for naam, punt in self._breekbaar.sterfgevallen:
            self.geraakt[naam, fase].add(punt)
        self._breekbaar.sterfgevallen.clear()

    async def _rust(self) -> None:
        async with asyncio.timeout(RUST_SECONDEN):
            while await asyncio.to_thread(pending, self._stack):  # noqa: ASYNC110 -- in other processes
                await asyncio.sleep(0.05)

    async def _dossier(self) -> Dossier:
        dossier = await lees_dossier(self._stack, self._lezer, self.indieningen)
        dossier.personen, dossier.nabetaald = [CLIENT], self.nabetaald
        dossier.plafonds = {(GEMEENTE, TOEWIJZING + nummer): PLAFOND_UREN for nummer in range(MEESTE_RONDES)}
        return dossier


async def test_elk_punt_van_de_keten(stapel: Devstack, tmp_path: Path, uitslag: Uitslag) -> None:
    breekbaar = Breekbaar(stapel, tmp_path, PROCESSEN)
    proef = Proef(stapel, breekbaar)
    async with breekbaar.onder_toezicht():
        assert await proef.neem_op() == []
        alle = sum(map(len, proef.punten.values()))
        for nummer in range(1, MEESTE_RONDES):
            if not any(proef.over(plek) for plek in proef.punten):
                break
            began = time.monotonic()
            uitslag.bevindingen += [f"ronde {nummer}: {een}" for een in await proef.loop(nummer)]
            uitslag.langste_herstel = max(uitslag.langste_herstel, time.monotonic() - began)
    uitslag.aantal, uitslag.raak = alle, alle - sum(len(proef.over(plek)) for plek in proef.punten)
    uitslag.anders = len(uitslag.bevindingen)
    PUNTEN.parent.mkdir(parents=True, exist_ok=True)
    PUNTEN.write_text(json.dumps(proef.verslag(), indent=1))
    assert proef.laatste is not None
    ingeplant = nieuwe_uitslag("fouten ingeplant in deze run")
    geplant = plant_alle(proef.laatste, SEED)
    niet_gevonden = [naam for naam, dossier in geplant.items() if not oordeel(dossier)]
    ingeplant.aantal, ingeplant.raak = len(geplant), len(geplant) - len(niet_gevonden)
    assert niet_gevonden == []
    assert len(geplant) >= INGEPLANT
    assert breekbaar.onverwacht == []
    assert uitslag.bevindingen == []
    over = {plek: proef.over(plek) for plek in proef.punten if proef.over(plek)}
    assert {str(plek): punten for plek, punten in over.items() if plek[0][0] == "declaraties"} == {}
    # The consumer of contracting may get its partitions back when a phase is over; nearly all of its points are hit.
    assert sum(map(len, over.values())) <= MEESTE_BUITEN_DE_STROOM
    assert uitslag.aantal >= MINSTENS
