"""Sends hostile messages to the real API, lets the real worker work what is let in, and keeps the score."""

import random
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

from declaraties.entrypoints.worker import Worker

from tests.builders.declaraties import Dienst
from tests.vijandig.klassen import MAKERS, zending
from tests.vijandig.pakketten import zip_zending
from tests.vijandig.wacht import LOKAAS, geheugen
from tests.vijandig.zendingen import BERICHTEN, ENVELOPPEN, ZENDINGEN, Valstrik, Zending

# how many of each in 10,000 (reliability S-01)
VERDELING = {
    "structuur": 2_000,
    "XXE": 1_000,
    "entiteitbommen": 500,
    "DTD": 500,
    "coderingen": 1_000,
    "diepte": 1_000,
    "reuzen": 500,
    "ZIP": 1_000,
    "XSD": 1_500,
    "bedrijfsregels": 1_000,
}
_KORTSTE_REDEN = 10
_KLAAR = {"verwerkt", "aangeboden", "afgekeurd"}


@dataclass(slots=True, kw_only=True)
class Score:
    """What became of the messages of one class; times in seconds."""

    verzonden: int = 0
    deur: int = 0
    worker: int = 0
    beantwoord: int = 0
    tijden: list[float] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Verloop:
    """The whole attack. `mis` names every message that broke a promise; memory in bytes."""

    scores: dict[str, Score] = field(default_factory=lambda: {klasse: Score() for klasse in VERDELING})
    mis: list[str] = field(default_factory=list)
    begin_geheugen: int = 0
    hoogste_geheugen: int = 0

    @property
    def p99(self) -> float:
        """Time below which 99 of 100 messages were dealt with."""
        tijden = sorted(tijd for score in self.scores.values() for tijd in score.tijden)
        return tijden[max(int(len(tijden) * 0.99) - 1, 0)] if tijden else 0.0

    @property
    def groei(self) -> int:
        """How much more memory was in use at the worst moment than after the warming up."""
        return max(self.hoogste_geheugen - self.begin_geheugen, 0)

    def tabel(self, zaad: str) -> str:
        """The table that is printed."""
        kop = f"{'klasse':<16}{'verzonden':>10}{'deur':>8}{'worker':>8}{'beantw.':>9}{'p99 s':>8}{'traagst s':>11}"
        regels = [f"vijandige berichten, zaad {zaad}", kop]
        for klasse, een in self.scores.items():
            tijden = sorted(een.tijden) or [0.0]
            regels.append(
                f"{klasse:<16}{een.verzonden:>10}{een.deur:>8}{een.worker:>8}{een.beantwoord:>9}"
                f"{tijden[max(int(len(tijden) * 0.99) - 1, 0)]:>8.2f}{tijden[-1]:>11.2f}"
            )
        som = [sum(getattr(een, naam) for een in self.scores.values()) for naam in ("verzonden", "deur", "worker", "beantwoord")]  # fmt: skip
        regels.append(f"{'samen':<16}{som[0]:>10}{som[1]:>8}{som[2]:>8}{som[3]:>9}{self.p99:>8.2f}")
        regels.append(
            f"geheugen: {self.groei / 1e6:.0f} MB meer op het hoogste punt; beloften gebroken: {len(self.mis)}"
        )
        return "\n".join([*regels, *self.mis[:20]])


def zendingen(aantal: int, *, zaad: str, valstrik: Valstrik) -> Iterator[Zending]:
    """About `aantal` messages in the shares of VERDELING, classes mixed."""
    per_klasse = {klasse: max(aantal * deel // 10_000, 1) for klasse, deel in VERDELING.items()}
    beurten = [(klasse, nummer) for klasse, keer in per_klasse.items() for nummer in range(keer)]
    random.Random(zaad).shuffle(beurten)
    for klasse, nummer in beurten:
        yield (
            zending(klasse, nummer, zaad=zaad, valstrik=valstrik)
            if klasse in MAKERS
            else zip_zending(klasse, nummer, zaad=zaad)
        )


class Aanval:
    """One run against a running service."""

    def __init__(self, dienst: Dienst) -> None:
        self.verloop = Verloop()
        self._dienst = dienst
        self._worker: Worker = dienst.worker()
        self._aanbieder, self._gemeente = dienst.aanbieder, dienst.gemeente

    async def stuur(self, een: Zending) -> None:
        """Send one message, have it worked, and judge what happened."""
        score = self.verloop.scores[een.klasse]
        score.verzonden += 1
        begin = time.perf_counter()
        try:
            await self._speel(een, score)
        except Exception as fout:  # noqa: BLE001 -- whatever falls over is the finding
            self.verloop.mis.append(f"{een.naam}: {type(fout).__name__}: {str(fout)[:200]}")
        score.tijden.append(time.perf_counter() - begin)
        self.verloop.hoogste_geheugen = max(self.verloop.hoogste_geheugen, geheugen())

    async def _speel(self, een: Zending, score: Score) -> None:
        wie = self._gemeente if een.van_gemeente else self._aanbieder
        antwoord = await self._dienst.client.post(
            een.pad, content=_stroom(een), headers={**wie, "Content-Type": een.soort}
        )
        self._eis_geen_lokaas(een, antwoord.text)
        if antwoord.status_code != 202:
            score.deur += 1
            self._eis_reden(een, antwoord)
            return
        while await self._worker.process_one():
            pass
        aangenomen = self._adressen(een, antwoord)
        if not aangenomen:
            score.deur += 1
        for nummer, adres in enumerate(aangenomen):
            await self._eis_uitkomst(een, score if nummer == 0 else Score(), adres)

    def _adressen(self, een: Zending, antwoord: Any) -> list[str]:
        """Where the messages that were let in are; those of a ZIP that stayed outside have their reason."""
        if een.pad != ZENDINGEN:
            return [antwoord.headers["Location"]]
        adressen = []
        for lid in antwoord.json()["berichten"]:
            if lid["aangenomen"]:
                adressen.append(f"{BERICHTEN}/{lid['bericht']['id']}")
            elif len((lid["reden"] or {}).get("melding", "")) <= _KORTSTE_REDEN:
                self.verloop.mis.append(f"{een.naam}: bericht {lid['volgnummer']} geweigerd zonder reden")
        return adressen

    def _eis_reden(self, een: Zending, antwoord: Any) -> None:
        soort = antwoord.headers.get("content-type", "")
        if een.pad == ENVELOPPEN and antwoord.status_code == 200:
            goed = b"Fo01" in antwoord.content
        else:
            reden = antwoord.json() if "json" in soort else {}
            goed = 400 <= antwoord.status_code < 500 and len(reden.get("detail", "")) > _KORTSTE_REDEN
            goed &= soort == "application/problem+json"
        if not goed:
            self.verloop.mis.append(f"{een.naam}: status {antwoord.status_code} zonder reden: {antwoord.text[:200]}")

    async def _eis_uitkomst(self, een: Zending, score: Score, adres: str) -> None:
        wie = self._dienst.als("financien")
        stand = (await self._dienst.client.get(adres, headers=wie)).json()
        self._eis_geen_lokaas(een, str(stand))
        if stand.get("status") not in _KLAAR:
            self.verloop.mis.append(f"{een.naam}: bleef staan op {stand.get('status')} ({stand.get('reden')})")
        elif stand["status"] == "afgekeurd":
            score.worker += 1
            fouten = (await self._dienst.client.get(f"{adres}/fouten", headers=wie)).json()
            self._eis_geen_lokaas(een, str(fouten))
            if not (stand["reden"] or fouten["leesfouten"] or fouten["bevindingen"]):
                self.verloop.mis.append(f"{een.naam}: afgekeurd zonder reden")
        else:
            score.beantwoord += 1

    def _eis_geen_lokaas(self, een: Zending, tekst: str) -> None:
        if LOKAAS in tekst:
            self.verloop.mis.append(f"{een.naam}: het lokaas staat in het antwoord")


async def _stroom(een: Zending) -> AsyncIterator[bytes]:
    for stuk in een.inhoud():
        yield stuk
