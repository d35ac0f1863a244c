"""The register of released payment files: one append-only file outside the database, every line chained to the last.

A line is on disk before anybody hears of it (fsync of file and folder). A line that a crash cut off was never heard of
and does not count. The file holds no account numbers and no persons.
"""

import datetime as dt
import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from risb_kern.errors import DomainError, Kind
from typing_extensions import override

from declaraties.application.betalen.ports import Betaalregister
from declaraties.domain.betalen.betaalvrijgave import Vrijgave

BESTAND = "register.jsonl"
_BEGIN = "0" * 64
Regel = Mapping[str, Any]


class Bestandsregister(Betaalregister):
    """Processes on one folder wait for each other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @override
    def list_betaald(self) -> frozenset[str]:
        with self._slot() as file:
            return _betaald(_lines(file.read()))

    @override
    def list_runs(self) -> frozenset[uuid.UUID]:
        with self._slot() as file:
            regels = _lines(file.read())
        return frozenset(uuid.UUID(regel["run"]) for regel in regels if regel["soort"] == "vrijgave")

    @override
    def find(self, run_id: uuid.UUID) -> Vrijgave | None:
        with self._slot() as file:
            return _vrijgave(_lines(file.read()), run_id)

    @override
    def release(self, vrijgave: Vrijgave) -> Vrijgave:
        with self._slot() as file:
            regels = _lines(file.read())
            eerder = _vrijgave(regels, vrijgave.run_id)
            if eerder is not None:
                return eerder
            dubbel = _betaald(regels) & {sleutel for sleutels in vrijgave.regels.values() for sleutel in sleutels}
            if dubbel:
                melding = "Volgens het register zijn opdrachten in deze run al betaald. Trek de run in."
                raise DomainError(Kind.CONFLICT, "volgens-register-betaald", melding)
            self._append(file, regels, _als_regel(vrijgave))
        return vrijgave

    @override
    def mark_geweigerd(self, betaling_id: uuid.UUID) -> None:
        with self._slot() as file:
            regels = _lines(file.read())
            if betaling_id.hex not in _geweigerd(regels):
                self._append(file, regels, {"soort": "weigering", "betaling": betaling_id.hex})

    @contextmanager
    def _slot(self) -> Iterator[Any]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / BESTAND).open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            yield file

    def _append(self, file: Any, regels: list[Regel], inhoud: Regel) -> None:
        vorige = regels[-1]["hash"] if regels else _BEGIN
        regel = {**inhoud, "nummer": len(regels) + 1, "vorige": vorige}
        file.seek(0, os.SEEK_END)
        if _is_afgebroken(file):
            # A crash cut the last line off; close it, so that ours stands on its own.
            file.write(b"\n")
        file.write(json.dumps({**regel, "hash": _hash(regel)}, sort_keys=True).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
        _fsync_folder(self._folder)


def _is_afgebroken(file: Any) -> bool:
    if file.tell() == 0:
        return False
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) != b"\n")


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lines(data: bytes) -> list[Regel]:
    """Every whole line; DomainError when the chain is broken, because then nothing about payment is sure."""
    gevonden: list[Regel] = []
    for tekst in data.split(b"\n"):
        try:
            regel = json.loads(tekst)
        except ValueError:
            continue  # cut off by a crash before it counted; a removed line shows in the chain
        vorige = gevonden[-1]["hash"] if gevonden else _BEGIN
        if not isinstance(regel, dict) or regel.get("vorige") != vorige or regel.get("hash") != _hash(regel):
            melding = "Het register van betalingen is beschadigd. Betaal niets en meld dit bij beheer."
            raise DomainError(Kind.CONFLICT, "register-beschadigd", melding)
        gevonden.append(regel)
    return gevonden


def _hash(regel: Regel) -> str:
    zonder = {naam: waarde for naam, waarde in regel.items() if naam != "hash"}
    return hashlib.sha256(json.dumps(zonder, sort_keys=True).encode()).hexdigest()


def _geweigerd(regels: list[Regel]) -> set[str]:
    return {regel["betaling"] for regel in regels if regel["soort"] == "weigering"}


def _betaald(regels: list[Regel]) -> frozenset[str]:
    terug = _geweigerd(regels)
    return frozenset(
        sleutel
        for regel in regels
        if regel["soort"] == "vrijgave"
        for betaling, sleutels in regel["regels"].items()
        if betaling not in terug
        for sleutel in sleutels
    )


def _vrijgave(regels: list[Regel], run_id: uuid.UUID) -> Vrijgave | None:
    for regel in regels:
        if regel["soort"] == "vrijgave" and regel["run"] == run_id.hex:
            return Vrijgave(
                run_id=run_id,
                msg_id=regel["msg_id"],
                moment=dt.datetime.fromisoformat(regel["moment"]),
                sha256=regel["sha256"],
                bedrag_cent=regel["bedrag_cent"],
                regels={betaling: tuple(sleutels) for betaling, sleutels in regel["regels"].items()},
            )
    return None


def _als_regel(vrijgave: Vrijgave) -> Regel:
    return {
        "soort": "vrijgave",
        "run": vrijgave.run_id.hex,
        "msg_id": vrijgave.msg_id,
        "moment": vrijgave.moment.isoformat(),
        "sha256": vrijgave.sha256,
        "bedrag_cent": vrijgave.bedrag_cent,
        "regels": {betaling: list(sleutels) for betaling, sleutels in vrijgave.regels.items()},
    }
