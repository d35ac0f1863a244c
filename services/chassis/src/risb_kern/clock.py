"""The present moment is an argument everywhere; these give it."""

import datetime as dt
from typing import Protocol
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


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
