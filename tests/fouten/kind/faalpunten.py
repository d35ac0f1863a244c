"""A process of a service that dies at a chosen step: `python -m faalpunten <service> <process>`.

The seams by which a process changes anything outside itself are wrapped before the service starts: statements and
commits of psycopg, COPY, records and offsets of aiokafka, and files. Each passing of a seam is two points, one before
and one after the step; a point is named after the step and the two innermost functions of the product that made it,
so the list of points comes from a run and not from a person. The folder FAALPUNTEN_MAP holds `<service>-<process>`:
- `.punt`: the point to die at (no file or empty: none);
- `.gezien`: every point that was passed, a line each.
Death is `os._exit(137)`: no handler, no flush, no goodbye, as with SIGKILL.
"""

import builtins
import io
import os
import re
import runpy
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Any

import aiokafka
import psycopg

PRODUCT = {"chassis", "risb_api", "contracting", "declaraties", "subsidies", "toezicht"}
DOOD = 137
_DIEPTE = 2
_STAP = re.compile(r"^\s*(?:WITH\b.*?\b)?(INSERT INTO|UPDATE|DELETE FROM|COPY)\s+(\w+)", re.IGNORECASE | re.DOTALL)
# The unit of work commits on behalf of whoever called it.
_DOORGEEFLUIK = {("chassis.db", "commit"), ("chassis.db", "insert_rows")}
_open, _write = os.open, os.write


class Punten:
    """Notes each point and dies at the one that is asked for."""

    def __init__(self, plek: Path) -> None:
        self._punt = str(plek.with_suffix(".punt"))
        self._gezien = _open(plek.with_suffix(".gezien"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def passeer(self, wanneer: str, stap: str, plaats: str) -> None:
        """One point; returns unless it is the last."""
        naam = f"{wanneer} {stap} @ {plaats}"
        _write(self._gezien, naam.encode() + b"\n")
        if self._gevraagd() == naam:
            os._exit(DOOD)

    def _gevraagd(self) -> str:
        try:
            bestand = _open(self._punt, os.O_RDONLY)
        except FileNotFoundError:
            return ""
        try:
            return os.read(bestand, 4096).decode()
        finally:
            os.close(bestand)


def plaats() -> str:
    """The innermost functions of the product on the stack; empty when a library acts by itself."""
    namen: list[str] = []
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and len(namen) < _DIEPTE:
        module, functie = str(frame.f_globals.get("__name__", "")), frame.f_code.co_name
        if module.partition(".")[0] in PRODUCT and (module, functie) not in _DOORGEEFLUIK:
            namen.append(f"{module.rpartition('.')[2]}.{functie}")
        frame = frame.f_back
    return " < ".join(namen)


def stap_van(opdracht: Any) -> str | None:
    """Verb and table of a statement that changes something, else None."""
    tekst = opdracht.decode() if isinstance(opdracht, bytes) else str(opdracht)
    gevonden = _STAP.match(tekst)
    return None if gevonden is None else f"{gevonden[1].split()[0].upper()} {gevonden[2]}"


def _om(punten: Punten, doel: Any, naam: str, stap: str | Callable[..., str | None], *, eigen: bool = False) -> None:
    """Wrap a method or function; `eigen` wraps only calls that the product makes."""
    echt = getattr(doel, naam)

    def van(args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
        return stap if isinstance(stap, str) else stap(*args, **kwargs)

    @wraps(echt)
    async def later(*args: Any, **kwargs: Any) -> Any:
        wat, waar = van(args, kwargs), plaats()
        if wat is None:
            return await echt(*args, **kwargs)
        punten.passeer("voor", wat, waar)
        uitkomst = await echt(*args, **kwargs)
        punten.passeer("na", wat, waar)
        return uitkomst

    @wraps(echt)
    def nu(*args: Any, **kwargs: Any) -> Any:
        wat, waar = van(args, kwargs), plaats()
        if wat is None or (eigen and not waar):
            return echt(*args, **kwargs)
        punten.passeer("voor", wat, waar)
        uitkomst = echt(*args, **kwargs)
        punten.passeer("na", wat, waar)
        return uitkomst

    setattr(doel, naam, later if _is_async(echt) else nu)


def _is_async(functie: Any) -> bool:
    return bool(getattr(functie, "__code__", None) and functie.__code__.co_flags & 0x80)


def _database(punten: Punten) -> None:
    for verbinding in (psycopg.Connection, psycopg.AsyncConnection):
        _om(punten, verbinding, "commit", "COMMIT")
    for blok, einde in ((psycopg.Transaction, "__exit__"), (psycopg.AsyncTransaction, "__aexit__")):
        _om(punten, blok, einde, lambda *_: "TRANSACTIE einde" if _vraagt_zelf() else None)
    for cursor in (psycopg.Cursor, psycopg.AsyncCursor):
        for naam in ("execute", "executemany"):
            _om(punten, cursor, naam, lambda _, opdracht, *__, **___: stap_van(opdracht))
    for kopie in (psycopg.Copy, psycopg.AsyncCopy):
        _om(punten, kopie, "__enter__" if kopie is psycopg.Copy else "__aenter__", "COPY begin")
        _om(punten, kopie, "finish", "COPY einde")


def _vraagt_zelf() -> bool:
    """True when the product itself opened the block: a library that reads its types on a new connection keeps nothing."""
    # above this: the lambda, `van`, the wrapper
    return str(sys._getframe(4).f_globals.get("__name__", "")).partition(".")[0] in PRODUCT


def _kafka(punten: Punten) -> None:
    _om(punten, aiokafka.AIOKafkaProducer, "send", lambda _, topic, *__, **___: f"SEND {topic}")
    _om(punten, aiokafka.AIOKafkaProducer, "flush", "FLUSH")
    _om(punten, aiokafka.AIOKafkaConsumer, "commit", "OFFSET")


def _bestanden(punten: Punten) -> None:
    for naam in ("fsync", "fdatasync", "replace", "rename", "link", "unlink", "remove", "write"):
        _om(punten, os, naam, naam, eigen=True)
    _om(punten, os, "open", lambda _, soort, *__, **___: "maak" if soort & os.O_CREAT else None, eigen=True)
    for module in (io, builtins):
        _om(punten, module, "open", _maakt, eigen=True)


def _maakt(_: Any, mode: str = "r", *__: Any, **___: Any) -> str | None:
    return "open voor schrijven" if set(mode) & set("wax+") else None


def main() -> None:
    """Wrap, then become the service."""
    dienst, proces = sys.argv[1:]
    punten = Punten(Path(os.environ["FAALPUNTEN_MAP"]) / f"{dienst}-{proces}")
    _database(punten)
    _kafka(punten)
    _bestanden(punten)
    sys.argv = [dienst, proces]
    runpy.run_module(dienst, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
