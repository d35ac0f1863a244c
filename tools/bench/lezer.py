"""How fast a 323 of 20,000 lines is read, beside the usual code and the parser with schema alone.

`python -m tools.bench.lezer [lines]`: interleaved rounds on the same file, medians of processor time, and ratios; then
the largest memory of a process that reads a file in parts, as the worker does, beside one that reads a tenth of it.
"""

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from declaraties.adapters.standaard.xml.lezen import lees_grondig, read_bericht
from declaraties.adapters.standaard.xml.xsd import schema
from declaraties.domain.standaard.berichten.declaratie import Bericht323
from declaraties.domain.standaard.profielen import Soort, Wet
from lxml import etree

from tools.bench.bestanden import maak_323

RONDEN = 5
_M = "{http://www.istandaarden.nl/iwmo/3_2/wmo323/schema}"
_B = "{http://www.istandaarden.nl/iwmo/3_2/basisschema/schema}"
_VELDEN = (
    f"{_M}ProductReferentie/{_B}ReferentieNummer",
    f"{_M}ProductReferentie/{_B}VorigReferentieNummer",
    f"{_M}ToewijzingNummer",
    f"{_M}ProductCategorie",
    f"{_M}ProductCode",
    f"{_M}ProductPeriode/{_B}Begindatum",
    f"{_M}ProductPeriode/{_B}Einddatum",
    f"{_M}GeleverdVolume",
    f"{_M}Eenheid",
    f"{_M}ProductTarief",
    f"{_M}IngediendBedrag/{_B}Bedrag",
    f"{_M}IngediendBedrag/{_B}DebetCredit",
)


def onze(data: bytes) -> int:
    """As the worker reads: level 1 and columns."""
    bericht = read_bericht(data)
    return len(bericht.prestaties) if isinstance(bericht, Bericht323) else 0


def grondig(data: bytes) -> int:
    """The general reader: what a file in an unusual spelling costs."""
    bericht = lees_grondig(data)
    return len(bericht.prestaties) if isinstance(bericht, Bericht323) else 0


def gebruikelijk(data: bytes) -> int:
    """Iterparse and findtext for each field, no schema, nothing kept."""
    aantal = 0
    for _, knoop in etree.iterparse(io.BytesIO(data), tag=f"{_M}Prestatie", huge_tree=True):
        for veld in _VELDEN:
            knoop.findtext(veld)
        knoop.clear()
        aantal += 1
    return aantal


def ontleder(data: bytes) -> int:
    """libxml2: the whole tree, judged by the schema; no value is looked at."""
    boom = etree.parse(io.BytesIO(data), etree.XMLParser(huge_tree=True))
    schema(Wet.WMO, Soort.DECLARATIE).assertValid(boom)
    return len(boom.findall(f".//{_M}Prestatie"))


WIJZEN: dict[str, Callable[[bytes], int]] = {
    "onze lezer (niveau 1 + kolommen)": onze,
    "libxml2 parse + XSD": ontleder,
    "iterparse + findtext": gebruikelijk,
    "onze grondige lezer": grondig,
}


def meet(data: bytes, regels: int) -> dict[str, list[float]]:
    """Microseconds of processor time per line, per way and round; every way must see every line."""
    tijden: dict[str, list[float]] = {naam: [] for naam in WIJZEN}
    for _ in range(RONDEN):
        for naam, lees in WIJZEN.items():
            begin = time.process_time()
            if lees(data) != regels:
                raise SystemExit(f"{naam}: not every line was read")
            tijden[naam].append((time.process_time() - begin) / regels * 1e6)
    return tijden


def geheugen(regels: int) -> float:
    """MB that a fresh process held at most while it read a file of so many lines, part by part."""
    with tempfile.NamedTemporaryFile() as bestand:
        bestand.write(maak_323(regels, seed=1))
        bestand.flush()
        uit = subprocess.run([sys.executable, "-c", _LEES_IN_DELEN, bestand.name], check=True, capture_output=True)
    return int(uit.stdout) / 1024


_LEES_IN_DELEN = """
import functools, pathlib, sys
import declaraties.bootstrap
from declaraties.adapters.standaard.xml.lezen import read_parts
def delen():
    with open(sys.argv[1], "rb") as bestand:
        yield from iter(functools.partial(bestand.read, 1 << 20), b"")
read_parts(delen)
stand = pathlib.Path("/proc/self/status").read_text().splitlines()
print(next(regel.split()[1] for regel in stand if "VmHWM" in regel))
"""


def main() -> None:
    """The table."""
    regels = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    data = maak_323(regels, seed=1)
    tijden = meet(data, regels)
    ons = statistics.median(tijden["onze lezer (niveau 1 + kolommen)"])
    print(f"\n323 van {regels} regels, {len(data) / 1e6:.1f} MB, mediaan van {RONDEN} ronden om en om\n")
    print(f"{'':<36}{'us/regel':>10}{'laagste':>10}{'x onze':>10}")
    for naam, per_ronde in tijden.items():
        mediaan = statistics.median(per_ronde)
        print(f"{naam:<36}{mediaan:>10.2f}{min(per_ronde):>10.2f}{mediaan / ons:>10.1f}")
    if Path("/proc/self/status").exists():
        klein, groot = geheugen(regels // 10), geheugen(regels)
        print(f"\ngeheugen {regels // 10} regels {klein:.0f} MB, {regels} regels {groot:.0f} MB: {groot / klein:.2f}x")


if __name__ == "__main__":
    main()
