# ruff: noqa: INP001 - runs as a script inside the image build, it is part of no package
"""Keeps of `requirements.lock` only the packages that one service needs, with their hashes.

Usage: sluiting.py LOCK NAMES: LOCK is the lock of the whole workspace, NAMES a file of `name==version` lines (the
closure of one service, resolved under LOCK as constraints). Prints the lock's own entries for those names, so the
versions and hashes that are installed stay the committed ones. Fails when a name is not in the lock.
"""

import re
import sys
from pathlib import Path

NAAM = re.compile(r"^(?P<naam>[A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?==")


def genormaliseerd(naam: str) -> str:
    """The name in the form in which package names are compared."""
    return re.sub(r"[-_.]+", "-", naam).lower()


def lees_blokken(lock: str) -> dict[str, list[str]]:
    """Entries of a lock per package name; a package may have several, told apart by markers."""
    blokken: dict[str, list[str]] = {}
    huidig: list[str] = []
    for regel in lock.splitlines():
        if treffer := NAAM.match(regel):
            huidig = blokken.setdefault(genormaliseerd(treffer["naam"]), [])
        if regel.strip():
            huidig.append(regel)
    return blokken


def namen_in(tekst: str) -> list[str]:
    """Package names of the `name==version` lines."""
    return sorted({genormaliseerd(t["naam"]) for t in map(NAAM.match, tekst.splitlines()) if t})


def main(argumenten: list[str]) -> int:
    """Prints the selection; 1 and a message when the lock misses a package."""
    lock, namen = (Path(pad).read_text(encoding="utf-8") for pad in argumenten)
    blokken = lees_blokken(lock)
    ontbreekt = [naam for naam in namen_in(namen) if naam not in blokken]
    if ontbreekt:
        sys.stderr.write(f"niet in de lock: {', '.join(ontbreekt)}\n")
        return 1
    sys.stdout.writelines(f"{regel}\n" for naam in namen_in(namen) for regel in blokken[naam])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
