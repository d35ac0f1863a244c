"""The tables of permissions: one CSV per service, written and reviewed by people, one row per route."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.builders.diensten import ROLLEN

FOLDER = Path(__file__).parent
ZONDER_TOKEN = "zonder-token"
ANSWERS = ("ja", "nee", "openbaar")
TENANTS = ("geen", "agb", "gemeente", "agb+gemeente", "sub", "soort")
MET_TABEL = tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))
COLUMNS = ("methode", "pad", *ROLLEN, ZONDER_TOKEN, "huurder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """What a route answers to whom; `huurder` says to which tenants its objects belong."""

    methode: str
    pad: str
    cellen: Mapping[str, str]
    huurder: str

    @property
    def naam(self) -> str:
        return f"{self.methode} {self.pad}"


def read_table(dienst: str) -> list[Regel]:
    """Every row; ValueError names the cell that is blank, unknown or superfluous."""
    with (FOLDER / f"{dienst}.csv").open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file, delimiter=";")
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{dienst}.csv: columns must be {';'.join(COLUMNS)}")
        return [_row(dienst, row) for row in reader]


def _row(dienst: str, row: Mapping[str, str]) -> Regel:
    where = f"{dienst}.csv: {row['methode']} {row['pad']}"
    cells = {name: row[name] for name in (*ROLLEN, ZONDER_TOKEN)}
    for name, cell in cells.items():
        if cell not in ANSWERS:
            raise ValueError(f"{where}: column {name} holds {cell!r}")
    if row["huurder"] not in TENANTS:
        raise ValueError(f"{where}: huurder {row['huurder']!r}")
    if ("openbaar" in cells.values()) != (set(cells.values()) == {"openbaar"}):
        raise ValueError(f"{where}: open to everybody or to nobody without a token")
    return Regel(methode=row["methode"], pad=row["pad"], cellen=cells, huurder=row["huurder"])
