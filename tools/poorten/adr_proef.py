"""Proof that the API linter does its work: its findings on the standard's own test cases, against the expected ones.

The cases come from the NLGov REST API Design Rules 2.2 (folder `testcases`): `<case>.openapi.json` beside
`<case>.expected.txt`, the latter in Spectral's "stylish" form.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypedDict

Bevindingen = Counter[tuple[str, str]]
"""How often each (severity, rule) was found in one document."""

ERNST = ("error", "warning", "info", "hint")
REGEL = re.compile(r"^\s*\d+:\d+\s+(?P<ernst>error|warning|info|hint)\s+(?P<regel>\S+)")


class Melding(TypedDict):
    """The part of one result in Spectral's JSON output that is used here."""

    code: str
    severity: int
    source: str


def lees_verwacht(tekst: str) -> Bevindingen:
    """Findings listed in an `expected.txt`; empty when it lists none."""
    treffers = (REGEL.match(regel) for regel in tekst.splitlines())
    return Counter((t["ernst"], t["regel"]) for t in treffers if t)


def tel_gevonden(meldingen: Iterable[Melding]) -> dict[str, Bevindingen]:
    """Findings per file name, from Spectral's JSON output."""
    gevonden: dict[str, Bevindingen] = {}
    for melding in meldingen:
        naam = Path(melding["source"]).name
        sleutel = (ERNST[melding["severity"]], melding["code"])
        gevonden.setdefault(naam, Counter())[sleutel] += 1
    return gevonden


def vergelijk(map_met_gevallen: Path, gevonden: Mapping[str, Bevindingen]) -> tuple[int, list[str]]:
    """Number of cases that agree, and one line for each that does not."""
    verschillen: list[str] = []
    gevallen = sorted(map_met_gevallen.glob("*.openapi.json"))
    for geval in gevallen:
        verwacht = lees_verwacht(verwachting_bij(geval).read_text(encoding="utf-8"))
        werkelijk = gevonden.get(geval.name, Counter())
        if verwacht != werkelijk:
            verschillen.append(f"{geval.name}: verwacht {dict(verwacht)}, gevonden {dict(werkelijk)}")
    return len(gevallen) - len(verschillen), verschillen


def verwachting_bij(geval: Path) -> Path:
    """The expectation that belongs to a test case."""
    return geval.with_name(geval.name.replace(".openapi.json", ".expected.txt"))


def main(argumenten: list[str]) -> int:
    """Usage: adr_proef.py FOLDER RESULTS.json MINIMUM; 0 when at least MINIMUM cases agree and none differ."""
    map_met_gevallen, uitkomst, minimum = Path(argumenten[0]), Path(argumenten[1]), int(argumenten[2])
    gevonden = tel_gevonden(json.loads(uitkomst.read_text(encoding="utf-8")))
    gelijk, verschillen = vergelijk(map_met_gevallen, gevonden)
    print("\n".join(verschillen), end="\n" if verschillen else "")
    print(f"  proef op de gevallen van de standaard: {gelijk} van {gelijk + len(verschillen)} gelijk")
    return 0 if gelijk >= minimum and not verschillen else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
