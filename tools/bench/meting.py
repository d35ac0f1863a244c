"""`make bench`: the chain beside its floor and beside the usual program, in one run; a table and a JSON file."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from lxml import etree

from tools.bench import basislijn, vloer
from tools.bench.bestanden import maak_bestand
from tools.bench.opstelling import REGELS, Opstelling, bericht, bied_aan, haal, zet_klaar

UITKOMSTEN = Path(__file__).parents[2] / ".cache" / "bench"
_KLEIN, _KLEINE_NUMMERS = 2_000, range(900, 905)
_BASISREGELS = 1_000
_PEIL = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Doel:
    """One target: what was measured against what was promised."""

    naam: str
    gemeten: float
    doel: float
    hoger_is_beter: bool

    @property
    def gehaald(self) -> bool:
        """True when the promise holds."""
        return self.gemeten >= self.doel if self.hoger_is_beter else self.gemeten <= self.doel


@dataclass(slots=True, kw_only=True)
class Ronde:
    """Seconds and CPU seconds of one run of the chain."""

    opgeslagen: float
    klaar: float
    cpu: dict[str, float]
    get_ms: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metingen:
    """All rounds. `vloer` and `copy` are (seconds, CPU seconds, those of PostgreSQL); `een_bestand` is (ours, usual).

    `stil` and `get` are the p99 of a GET in ms, at rest and during a run.
    """

    regels: int
    workers: int
    keten: list[Ronde]
    vloer: list[tuple[float, float, float]]
    copy: list[tuple[float, float, float]]
    basis: list[float]
    een_bestand: list[tuple[float, float]]
    stil: float
    get: list[float]
    gebeurtenis: dict[str, float]
    groei: float
    geheugen_mb: dict[str, float]
    geheugengroei: float


def draai_keten(
    op: Opstelling, nummers: Sequence[int], *, get: bool = False, voortgang: Callable[[int, float], None] | None = None
) -> Ronde:
    """Hand in prepared files and wait for the last answer and for the last part in the stream."""
    delen = op.verwerkte_delen()
    voor, begin = op.cpu(), time.perf_counter()
    bied_aan(op, nummers)
    metingen: list[float] = []
    stop = threading.Event()
    lezer = threading.Thread(target=_lees_mee, args=(op, metingen, stop))
    if get:
        lezer.start()
    wacht(lambda: op.wachtend() == 0, voortgang and (lambda: voortgang(op.wachtend(), time.perf_counter() - begin)))
    opgeslagen = time.perf_counter() - begin
    verwacht = delen + op.getal("SELECT coalesce(sum((prestaties + 999) / 1000), 0) FROM bestand WHERE telt")
    wacht(lambda: op.verwerkte_delen() >= verwacht)
    klaar = time.perf_counter() - begin
    stop.set()
    if get:
        lezer.join()
    na = op.cpu()
    return Ronde(
        opgeslagen=opgeslagen, klaar=klaar, cpu={naam: na[naam] - voor.get(naam, 0) for naam in na}, get_ms=metingen
    )


def wacht(klaar: Callable[[], bool], tussendoor: Callable[[], object] | None = None, *, peil: float = _PEIL) -> None:
    """Look until it is so; TimeoutError after ten minutes."""
    einde = time.monotonic() + 600
    while not klaar():
        if time.monotonic() > einde:
            raise TimeoutError("the chain does not come to its end")
        if tussendoor:
            tussendoor()
        time.sleep(peil)


def _lees_mee(op: Opstelling, metingen: list[float], stop: threading.Event) -> None:
    url, token = f"{op.api}/v1/betaalopdrachten?jaar=2026", op.token()
    while not stop.is_set():
        metingen.append(haal(url, token))
        time.sleep(0.05)


def p99(metingen: Sequence[float]) -> float:
    """The 99th percentile."""
    return float(np.percentile(metingen, 99)) if metingen else 0.0


def bewaar_voor_de_vloer(op: Opstelling, nummers: Sequence[int], folder: Path) -> list[Path]:
    """The same files in plain text, and their rows as the chain stored them, ready for COPY."""
    paden = []
    for nummer in nummers:
        pad = folder / f"vloer{nummer}"
        pad.with_suffix(".xml").write_bytes(bericht(nummer, REGELS))
        vraag = (
            "COPY (SELECT p.* FROM prestatie p JOIN bestand b ON b.nummer = p.bestand_nummer"
            f" WHERE b.opslag = 'bench-{nummer}' ORDER BY regel) TO STDOUT (FORMAT binary)"
        )
        with op.db.cursor() as cursor, cursor.copy(vraag) as copy, pad.with_suffix(".copy").open("wb") as uit:
            for stuk in copy:
                uit.write(stuk)
        paden.append(pad)
    return paden


def lees_zoals_gewoonlijk(data: Path) -> float:
    """Seconds of lxml iterparse with findtext for every field, and nothing else."""
    ruimte = "{http://www.istandaarden.nl/iwmo/3_2/wmo323/schema}"
    velden = ("ToewijzingNummer", "ProductCategorie", "ProductCode", "GeleverdVolume", "Eenheid", "ProductTarief")
    basis = "{http://www.istandaarden.nl/iwmo/3_2/basisschema/schema}"
    diep = (
        f"{ruimte}ProductReferentie/{basis}ReferentieNummer",
        f"{ruimte}ProductPeriode/{basis}Begindatum",
        f"{ruimte}ProductPeriode/{basis}Einddatum",
        f"{ruimte}IngediendBedrag/{basis}Bedrag",
        f"{ruimte}IngediendBedrag/{basis}DebetCredit",
    )
    begin = time.perf_counter()
    regels = []
    for _, knoop in etree.iterparse(data, tag=f"{ruimte}Prestatie"):
        regels.append([knoop.findtext(f"{ruimte}{naam}") for naam in velden] + [knoop.findtext(pad) for pad in diep])
        knoop.clear()
    return time.perf_counter() - begin


def machine() -> dict[str, object]:
    """What the figures depend on."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    return {
        "commit": commit,
        "kernen": os.cpu_count(),
        "python": platform.python_version(),
        "machine": platform.platform(),
    }


def schrijf(naam: str, inhoud: Mapping[str, Any]) -> Path:
    """Keep the figures for whoever quotes them."""
    UITKOMSTEN.mkdir(parents=True, exist_ok=True)
    pad = UITKOMSTEN / f"{naam}.json"
    pad.write_text(json.dumps({**machine(), **inhoud}, indent=2, default=str), encoding="utf-8")
    return pad


def toon(doelen: Sequence[Doel]) -> None:
    """The table."""
    print(f"\n{'':<58}{'gemeten':>10}{'doel':>10}")
    for een in doelen:
        teken = ">=" if een.hoger_is_beter else "<="
        oordeel = "gehaald" if een.gehaald else "NIET GEHAALD"
        print(f"{een.naam:<58}{een.gemeten:>10.2f}{teken:>4}{een.doel:>6.2f}  {oordeel}")


def main() -> None:
    """Everything, on engines of its own."""
    bestanden, rondes = int(os.environ.get("BESTANDEN", "25")), int(os.environ.get("RONDES", "5"))
    workers = int(os.environ.get("WORKERS", "2"))
    folder = Path(tempfile.mkdtemp(prefix="risb-bench-"))
    folder.chmod(0o755)
    try:
        with Opstelling(folder / "keten", workers=workers) as op:
            meet(op, folder, bestanden=bestanden, rondes=rondes, workers=workers)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def meet(op: Opstelling, folder: Path, *, bestanden: int, rondes: int, workers: int) -> None:
    """Prepare, measure in turns, print and keep."""
    nummers = range(bestanden)
    dubbel = range(2 * bestanden)
    print(f"{len(dubbel)} bestanden van {REGELS} regels klaarzetten ...", flush=True)
    zet_klaar(op, dubbel, REGELS)
    print("Ronde vooraf (telt niet mee) ...", flush=True)
    draai_keten(op, nummers)
    paden = bewaar_voor_de_vloer(op, nummers, folder)
    gebeurtenis = _gebeurtenissen(op, folder, bestanden * REGELS)
    stil = _get_in_rust(op)
    keten, vloeren, copy, basis, een, get = [], [], [], [], [], []
    for nummer in range(1, rondes + 1):
        vloeren.append(meet_vloer(op, paden, workers=workers, alleen_copy=False))
        op.leeg()
        keten.append(draai_keten(op, nummers))
        copy.append(meet_vloer(op, paden, workers=workers, alleen_copy=True))
        basis.append(basislijn.draai(op.eigenaar_url, maak_bestand(_BASISREGELS, seed=nummer)) / _BASISREGELS)
        op.leeg()
        # once more with somebody who reads: his questions are no work of the chain
        get.append(p99(draai_keten(op, nummers, get=True).get_ms))
        op.leeg()
        een.append((draai_keten(op, [0]).opgeslagen, lees_zoals_gewoonlijk(paden[0].with_suffix(".xml"))))
        tijden = f"vloer {vloeren[-1][0]:.2f} s, keten {keten[-1].opgeslagen:.2f} s"
        print(f"ronde {nummer}: {tijden}, tot de laatste anomalie {keten[-1].klaar:.2f} s", flush=True)
    m = Metingen(
        regels=bestanden * REGELS,
        workers=workers,
        keten=keten,
        vloer=vloeren,
        copy=copy,
        basis=basis,
        een_bestand=een,
        stil=p99(stil),
        get=get,
        gebeurtenis=gebeurtenis,
        groei=_groei(op, dubbel),
        geheugen_mb=op.geheugen(),
        geheugengroei=_geheugen(op, bestanden),
    )
    doelen = doelen_van(m)
    toon(doelen)
    toon_rest(m)
    oordeel = [{**asdict(een), "gehaald": een.gehaald} for een in doelen]
    print(f"bewaard in {schrijf('bench', {'doelen': oordeel, **asdict(m)})}")


def doelen_van(m: Metingen) -> list[Doel]:
    """Every target with the median of its rounds; ratios are taken inside a round."""
    mediaan = statistics.median
    vloer_keten = list(zip(m.vloer, m.keten, strict=True))
    hoger = (
        ("keten t.o.v. vloer, tot het laatste 325", mediaan(v[0] / k.opgeslagen for v, k in vloer_keten), 0.6),
        ("keten t.o.v. vloer, tot de laatste anomalie", mediaan(v[0] / k.klaar for v, k in vloer_keten), 0.6),
        (
            "keten t.o.v. regel voor regel (SQLModel)",
            mediaan(b * m.regels / k.klaar for b, k in zip(m.basis, m.keten, strict=True)),
            200.0,
        ),
    )
    postgres = [k.cpu["PostgreSQL"] / c[2] for k, c in zip(m.keten, m.copy, strict=True)]
    lager = (
        ("tijd bij 10x zoveel regels", m.groei, 10.5),
        ("geheugen worker bij 10x groter bestand", m.geheugengroei, 1.1),
        ("CPU van PostgreSQL t.o.v. alleen COPY", mediaan(postgres), 1.5),
        ("bytes per regel in de gebeurtenis (Avro)", m.gebeurtenis["avro"], 14.0),
        ("bytes per regel op de topic", m.gebeurtenis["topic"], 14.0),
        ("bestand van 20.000 regels t.o.v. iterparse + findtext", mediaan(k / v for k, v in m.een_bestand), 0.5),
        ("GET p99 tijdens de run t.o.v. rust", mediaan(m.get) / m.stil, 3.0),
    )
    return [
        Doel(naam=naam, gemeten=gemeten, doel=doel, hoger_is_beter=rij is hoger)
        for rij in (hoger, lager)
        for naam, gemeten, doel in rij
    ]


def toon_rest(m: Metingen) -> None:
    """Figures without a target of their own."""
    mediaan = statistics.median
    cpu = {naam: round(mediaan(k.cpu[naam] for k in m.keten) / m.regels * 1e6, 2) for naam in m.keten[0].cpu}
    vloer_s, vloer_cpu = mediaan(v[0] for v in m.vloer), mediaan(v[1] for v in m.vloer) / m.regels * 1e6
    keten_s = mediaan(k.opgeslagen for k in m.keten)
    print(f"\nregels per seconde: vloer {m.regels / vloer_s:,.0f}, keten {m.regels / keten_s:,.0f}")
    print(f"CPU in microseconden per regel: vloer {vloer_cpu:.2f}, keten {sum(cpu.values()):.2f}: {cpu}")
    na = mediaan(k.klaar - k.opgeslagen for k in m.keten)
    print(f"achterstand van de anomalieen na het laatste 325: {na:.2f} s")
    print(f"geheugen na alle rondes (MB, hoogste): { {naam: round(mb) for naam, mb in m.geheugen_mb.items()} }")


def meet_vloer(op: Opstelling, paden: Sequence[Path], *, workers: int, alleen_copy: bool) -> tuple[float, float, float]:
    """Seconds, CPU seconds with those of PostgreSQL, and those of PostgreSQL alone."""
    vloer.maak_tabel(op.db)
    voor = op.cpu()["PostgreSQL"]
    duur, cpu = vloer.draai(paden, op.eigenaar_url, workers=workers, alleen_copy=alleen_copy)
    postgres = op.cpu()["PostgreSQL"] - voor
    op.db.execute(f"DROP TABLE {vloer.TABEL}")
    return duur, cpu + postgres, postgres


def _get_in_rust(op: Opstelling) -> list[float]:
    metingen: list[float] = []
    stop = threading.Event()
    lezer = threading.Thread(target=_lees_mee, args=(op, metingen, stop))
    lezer.start()
    time.sleep(5)
    stop.set()
    lezer.join()
    return metingen


def _gebeurtenissen(op: Opstelling, folder: Path, regels: int) -> dict[str, float]:
    wacht(lambda: op.db.execute("SELECT count(*) FROM outbox").fetchone() == (0,))
    vraag = "SELECT sum(length(inhoud)) FROM gebeurtenis WHERE topic = 'declaraties-prestaties'"
    avro = op.getal(vraag)
    logs = folder.glob("keten/kafka/**/declaraties-prestaties-*/*.log")
    return {"avro": avro / regels, "topic": sum(pad.stat().st_size for pad in logs) / regels}


def _groei(op: Opstelling, nummers: Sequence[int]) -> float:
    """Time of all files against that of a tenth of them."""
    klein = []
    for _ in range(3):
        op.leeg()
        klein.append(draai_keten(op, nummers[: len(nummers) // 10]).klaar)
    op.leeg()
    return draai_keten(op, nummers).klaar / statistics.median(klein) * (len(nummers) // 10 * 10) / len(nummers)


def _geheugen(op: Opstelling, bestanden: int) -> float:
    """Peak of a fresh worker on files of 20,000 lines against one on files of 2,000."""
    pieken = []
    zet_klaar_klein = list(_KLEINE_NUMMERS)
    op.leeg(alles=True)
    zet_klaar(op, zet_klaar_klein, _KLEIN)
    for nummers in (zet_klaar_klein, list(range(min(5, bestanden)))):
        if nummers is not zet_klaar_klein:
            op.leeg(alles=True)
            zet_klaar(op, nummers, REGELS)
        op.stop_workers()
        op.start_workers(1)
        draai_keten(op, nummers)
        pieken.append(op.geheugen()["worker 1"])
    return pieken[1] / pieken[0]


if __name__ == "__main__":
    main()
