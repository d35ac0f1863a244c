"""The floor: what no chain on libxml2 and PostgreSQL can go below. Parse, XSD, COPY of ready rows; nothing else.

As a program it is one worker: it reads paths without suffix from the standard input, says that it is ready, and begins
at the next line.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from subprocess import PIPE, Popen
from typing import IO, Any

import psycopg
from declaraties.adapters.standaard.xml.xsd import schema
from declaraties.domain.standaard.profielen import Soort, Wet
from lxml import etree

TABEL = "prestatie_vloer"
_COPY = f"COPY {TABEL} FROM STDIN (FORMAT binary)"
_STUK = 1 << 20


def maak_tabel(db: psycopg.Connection[Any]) -> None:
    """A table as `prestatie`, with its key, empty."""
    db.execute(f"DROP TABLE IF EXISTS {TABEL}")
    db.execute(f"CREATE TABLE {TABEL} (LIKE prestatie INCLUDING ALL)")


def draai(paden: Sequence[Path], url: str, *, workers: int, alleen_copy: bool) -> tuple[float, float]:
    """Seconds from the start of all workers to the end of the last, and the CPU seconds of the workers together."""
    opdracht = [sys.executable, "-m", "tools.bench.vloer", url, "copy" if alleen_copy else "alles"]
    processen = [Popen(opdracht, stdin=PIPE, stdout=PIPE, text=True) for _ in range(workers)]
    for nummer, proces in enumerate(processen):
        _zeg(proces.stdin, " ".join(str(pad) for pad in paden[nummer::workers]))
        _hoor(proces.stdout)
    begin = time.perf_counter()
    for proces in processen:
        _zeg(proces.stdin, "begin")
    cpu = sum(float(_hoor(proces.stdout)) for proces in processen)
    duur = time.perf_counter() - begin
    for proces in processen:
        proces.communicate()
    return duur, cpu


def _zeg(uit: IO[str] | None, tekst: str) -> None:
    if uit is not None:
        uit.write(tekst + "\n")
        uit.flush()


def _hoor(in_: IO[str] | None) -> str:
    return in_.readline() if in_ is not None else ""


def main() -> None:
    """One worker."""
    url, wat = sys.argv[1:]
    paden = [Path(pad) for pad in sys.stdin.readline().split()]
    controle = schema(Wet.WMO, Soort.DECLARATIE)
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    with psycopg.connect(url) as db:
        print("klaar", flush=True)
        sys.stdin.readline()
        begin = time.process_time()
        for pad in paden:
            if wat == "alles" and not controle.validate(etree.parse(pad.with_suffix(".xml"), parser)):
                raise ValueError(f"{pad} is not valid")
            _bewaar(db, pad.with_suffix(".copy").read_bytes())
        print(time.process_time() - begin, flush=True)


def _bewaar(db: psycopg.Connection[Any], rijen: bytes) -> None:
    with db.cursor().copy(_COPY) as copy:
        for plaats in range(0, len(rijen), _STUK):
            copy.write(rijen[plaats : plaats + _STUK])
    db.commit()


if __name__ == "__main__":
    main()
