"""The chain of a timeline: every act carries the hash of its content and of the act before it."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from risb_kern.canonical import canonical

from risb_zaak.ports import Tijdlijnregel

FIRST = bytes(32)
_ZAAK = re.compile(r"[a-z][a-z-]*:[!-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schakel:
    """One act as it stands in the chain."""

    regel: Tijdlijnregel
    vorige_hash: bytes
    hash: bytes = b""

    def digest(self) -> bytes:
        """SHA-256 over the canonical content: JSON with sorted keys, moments in UTC to the microsecond."""
        content = asdict(self.regel) | {"vorige": self.vorige_hash.hex()}
        for name in ("op", "vastgelegd_op"):
            content[name] = content[name].astimezone(dt.UTC).isoformat(timespec="microseconds")
        return hashlib.sha256(canonical(content)).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kop:
    """Where a chain ends, or ended at some moment: its last number and hash."""

    nr: int
    hash: bytes


class Breuksoort(StrEnum):
    """What was done to a row."""

    GEWIJZIGD = "gewijzigd"
    VERWIJDERD = "verwijderd"
    INGEVOEGD = "ingevoegd"
    KOP = "kop wijst niet naar de laatste"
    ANKER = "anker ontbreekt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breuk:
    """A place where the timeline is not as it was written; `tot` is the last number of a gap."""

    zaak: str
    nr: int
    soort: Breuksoort
    tot: int | None = None


def check_zaak(zaak: str) -> str:
    """The name of a case; ValueError when it is not "<kind>:<id>"."""
    if not _ZAAK.fullmatch(zaak):
        raise ValueError(f"not the name of a case: {zaak!r}")
    return zaak


def breaks(zaak: str, rows: Sequence[Schakel], kop: Kop | None, ankers: Sequence[Kop]) -> Iterator[Breuk]:
    """Compare one case with itself, with its head and with what was anchored of it; in the order of the numbers."""
    found = {row.regel.nr: row for row in rows}
    ends = [*ankers, *([kop] if kop else [])]
    last = max((end.nr for end in ends), default=0)
    before = 0
    for nr, row in sorted(found.items()):
        yield from gap(zaak, before, min(nr, last + 1))
        before = max(before, nr)
        if not 1 <= nr <= last:
            yield Breuk(zaak=zaak, nr=nr, soort=Breuksoort.INGEVOEGD)
        elif not _as_written(row, found.get(nr + 1), ends):
            yield Breuk(zaak=zaak, nr=nr, soort=Breuksoort.GEWIJZIGD)
    yield from gap(zaak, before, last + 1)
    if last and (kop is None or kop.nr != last):
        yield Breuk(zaak=zaak, nr=last, soort=Breuksoort.KOP)


def gap(zaak: str, before: int, after: int) -> Iterator[Breuk]:
    """What is missing between two numbers: one break, however much it is."""
    if before + 1 < after:
        yield Breuk(zaak=zaak, nr=before + 1, tot=after - 1, soort=Breuksoort.VERWIJDERD)


def _as_written(row: Schakel, after: Schakel | None, ends: Sequence[Kop]) -> bool:
    """Its content gives its hash, and everybody who knows that hash says the same."""
    return (
        _fits(row)
        and all(end.hash == row.hash for end in ends if end.nr == row.regel.nr)
        and (after is None or after.vorige_hash == row.hash)
        and (row.regel.nr > 1 or row.vorige_hash == FIRST)
    )


def _fits(row: Schakel) -> bool:
    try:
        return row.hash == row.digest()
    except (ValueError, AttributeError, RecursionError):  # content that is never written, or cannot be read
        return False
