"""The present moment is an argument everywhere; these give it."""

import datetime as dt
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def klok(moment: dt.datetime) -> str:
    """A moment for people: "11-12-2026 01:04" by the Dutch clock."""
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"


class Clock(Protocol):
    """Gives the present moment; an argument everywhere, so that past months replay exactly."""

    def nu(self) -> dt.datetime:
        """Aware moment in UTC."""
        ...

    def vandaag(self) -> dt.date:
        """Calendar date in Europe/Amsterdam."""
        ...


class SystemClock:
    """The real time."""

    def nu(self) -> dt.datetime:
        """Aware moment in UTC."""
        return dt.datetime.now(dt.UTC)

    def vandaag(self) -> dt.date:
        """Calendar date in Europe/Amsterdam."""
        return self.nu().astimezone(AMSTERDAM).date()


class FixedClock:
    """A whole run on one day: noon in Amsterdam of the date given (setting `klok`)."""

    def __init__(self, dag: dt.date) -> None:
        self._nu = dt.datetime.combine(dag, dt.time(12), AMSTERDAM).astimezone(dt.UTC)

    def nu(self) -> dt.datetime:
        """Aware moment in UTC; always the same."""
        return self._nu

    def vandaag(self) -> dt.date:
        """Calendar date in Europe/Amsterdam; always the same."""
        return self._nu.astimezone(AMSTERDAM).date()


class MovableClock:
    """Real time, moved by the seconds in a file that all processes of a stack share (setting `klok_bestand`).

    Without the file it is the real time. A process sees a move at its next look, which costs one `stat`.
    """

    def __init__(self, bestand: Path) -> None:
        self._bestand = bestand
        self._seen: tuple[int, int] | None = None
        self._moved = dt.timedelta()

    def nu(self) -> dt.datetime:
        """Aware moment in UTC."""
        return dt.datetime.now(dt.UTC) + self._offset()

    def vandaag(self) -> dt.date:
        """Calendar date in Europe/Amsterdam."""
        return self.nu().astimezone(AMSTERDAM).date()

    def move(self, naar: dt.datetime) -> None:
        """Let it be this moment now, for every process; ValueError when that is in its past."""
        if naar < self.nu():
            raise ValueError(f"{naar.isoformat()} is before {self.nu().isoformat()}")
        written = self._bestand.with_suffix(".nieuw")
        written.write_text(str((naar - dt.datetime.now(dt.UTC)).total_seconds()))
        # As a whole or not at all: the others may look at any moment.
        written.replace(self._bestand)

    def _offset(self) -> dt.timedelta:
        try:
            stat = self._bestand.stat()
            if self._seen != (stat.st_mtime_ns, stat.st_ino):
                self._moved = dt.timedelta(seconds=float(self._bestand.read_text()))
                self._seen = (stat.st_mtime_ns, stat.st_ino)
        except FileNotFoundError:
            self._seen, self._moved = None, dt.timedelta()
        return self._moved
