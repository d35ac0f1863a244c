"""Open data: rows and a description of columns become a file with the same bytes every time, and its checksum. Pure."""

import base64
import csv
import datetime as dt
import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from risb_kern.edge.spreadsheet import BOM, reference

R = TypeVar("R")
Waarde = None | bool | int | str | dt.date
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kolom(Generic[R]):
    """One column: its name, what it means, and its value in a row."""

    naam: str
    uitleg: str
    waarde: Callable[[R], Waarde]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verberging(Generic[R]):
    """Empties `kolommen` in rows whose group, by `groep`, has fewer than `kleinste` rows: few rows lead to people."""

    groep: Callable[[R], object]
    kleinste: int
    kolommen: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgave:
    """A file to publish."""

    naam: str
    mediatype: str
    inhoud: bytes
    licentie: str

    @property
    def controlebestand(self) -> str:
        """The checksum as `sha256sum -c` reads it."""
        return f"{hashlib.sha256(self.inhoud).hexdigest()}  {self.naam}\n"

    @property
    def kop(self) -> dict[str, str]:
        """Headers of an answer: checksum (RFC 9530), licence, name of the file."""
        digest = base64.b64encode(hashlib.sha256(self.inhoud).digest()).decode()
        return {
            "Content-Digest": f"sha-256=:{digest}:",
            "Link": f'<{self.licentie}>; rel="license"',
            "Content-Disposition": f'attachment; filename="{self.naam}"',
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset(Generic[R]):
    """What is published: `sleutel` gives each row a value of its own, by which the rows are put in order."""

    naam: str
    titel: str
    kolommen: Sequence[Kolom[R]]
    sleutel: Callable[[R], tuple[str, ...]]
    verberging: Verberging[R] | None = None
    licentie: str = CC0

    def csv(self, rijen: Iterable[R]) -> Uitgave:
        """RFC 4180 in UTF-8 with a BOM, without which spreadsheets guess; no text in it is a formula."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow([one.naam for one in self.kolommen])
        writer.writerows([_cell(value) for value in row.values()] for row in self._rows(rijen))
        return self._uitgave("csv", "text/csv; charset=utf-8; header=present", BOM + text.getvalue())

    def json(self, rijen: Iterable[R]) -> Uitgave:
        """Title, licence, description of the columns, and the rows."""
        described = [{"naam": one.naam, "uitleg": one.uitleg} for one in self.kolommen]
        content = {
            "titel": self.titel,
            "licentie": self.licentie,
            "kolommen": described,
            "rijen": [{name: _plain(value) for name, value in row.items()} for row in self._rows(rijen)],
        }
        return self._uitgave("json", "application/json", json.dumps(content, ensure_ascii=False, indent=1) + "\n")

    def _rows(self, rijen: Iterable[R]) -> list[dict[str, Waarde]]:
        ordered = sorted(rijen, key=self.sleutel)
        hidden = self._hidden(ordered)
        return [
            {one.naam: None if one.naam in hide else one.waarde(row) for one in self.kolommen}
            for row, hide in zip(ordered, hidden, strict=True)
        ]

    def _hidden(self, rijen: Sequence[R]) -> list[frozenset[str]]:
        """Per row the columns that stay empty."""
        if self.verberging is None:
            return [frozenset()] * len(rijen)
        groups = [self.verberging.groep(row) for row in rijen]
        sizes = Counter(groups)
        small = self.verberging.kleinste
        return [self.verberging.kolommen if sizes[group] < small else frozenset() for group in groups]

    def _uitgave(self, extension: str, mediatype: str, text: str) -> Uitgave:
        return Uitgave(
            naam=f"{self.naam}.{extension}", mediatype=mediatype, inhoud=text.encode(), licentie=self.licentie
        )


def _plain(value: Waarde) -> bool | int | str | None:
    return value.isoformat() if isinstance(value, dt.date) else value


def _cell(value: Waarde) -> str | int | None:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return reference(value)
    return value.isoformat() if isinstance(value, dt.date) else value
