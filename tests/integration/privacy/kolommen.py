"""The table of docs/gedeeld/teksten.md: what was chosen for each column that can hold words."""

import re
from pathlib import Path
from typing import NamedTuple

TABEL = Path(__file__).resolve().parents[3] / "docs/gedeeld/teksten.md"
VERSLEUTELD, OPENBAAR = "versleuteld", "openbaar"
KEUZES = {"code", "gebeurtenis", "kenmerk", "machine", OPENBAAR, VERSLEUTELD}
_RIJ = re.compile(r"^\| ([a-z]+) \| `([a-z_]+)` \| ([a-z]+) \| (`[^|]+`) \|(.*)\|$", re.MULTILINE)


class Kolom(NamedTuple):
    dienst: str
    tabel: str
    naam: str


def gekozen(dienst: str) -> dict[Kolom, str]:
    """Column and choice, of the service and of what every service has."""
    found: dict[Kolom, str] = {}
    for wie, tabel, keuze, namen, waarom in _RIJ.findall(TABEL.read_text(encoding="utf-8")):
        if wie in {dienst, "alle"}:
            for naam in re.findall(r"`([a-z0-9_]+)`", namen):
                kolom = Kolom(dienst, tabel, naam)
                assert kolom not in found, f"{kolom} stands there twice"
                assert keuze != OPENBAAR or waarom.strip(), f"{kolom}: why may everybody read it?"
                found[kolom] = keuze
    return found
