"""A stretch of days."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from risb_recht.kalender import DAG, MAANDEN_PER_JAAR, maandeinde, maanden_later


@dataclass(frozen=True, slots=True, kw_only=True)
class Periode:
    """First and last day, both included; no last day is an open end. One that ends before it begins holds no day."""

    van: dt.date
    tot: dt.date | None = None

    @property
    def laatste(self) -> dt.date:
        """The last day, or the end of time."""
        return self.tot or dt.date.max

    @property
    def is_leeg(self) -> bool:
        """True when it ends before it begins."""
        return self.laatste < self.van

    @property
    def dagen(self) -> int:
        """Number of days; a ValueError when the end is open."""
        return max(0, (self._eindig() - self.van).days + 1)

    def __contains__(self, dag: dt.date) -> bool:
        return self.van <= dag <= self.laatste

    def overlapt(self, andere: "Periode") -> bool:
        """True when both share at least one day."""
        return max(self.van, andere.van) <= min(self.laatste, andere.laatste)

    def omvat(self, andere: "Periode") -> bool:
        """True when every day of the other lies in this one."""
        return andere.is_leeg or (self.van <= andere.van and andere.laatste <= self.laatste)

    def doorsnede(self, andere: "Periode") -> "Periode":
        """The days that both share; empty (`is_leeg`) when there are none."""
        tot = min(self.laatste, andere.laatste)
        return Periode(van=max(self.van, andere.van), tot=None if tot == dt.date.max else tot)

    def maanden(self) -> int:
        """Whole months from the first day; 31 January to 28 February is one, as the month end clamps."""
        na = self._eindig() + DAG
        aantal = (na.year - self.van.year) * MAANDEN_PER_JAAR + na.month - self.van.month
        return max(0, aantal - (maanden_later(self.van, aantal) > na))

    def is_hele_maanden(self) -> bool:
        """True when it runs from a first to a last day of calendar months."""
        return self.van.day == 1 and not self.is_leeg and self._eindig() == maandeinde(self._eindig())

    def dagen_per_jaar(self) -> Mapping[int, int]:
        """Days in each calendar year."""
        return {
            jaar: self.doorsnede(Periode(van=dt.date(jaar, 1, 1), tot=dt.date(jaar, 12, 31))).dagen
            for jaar in range(self.van.year, self._eindig().year + 1)
        }

    def _eindig(self) -> dt.date:
        if self.tot is None:
            raise ValueError(f"De periode vanaf {self.van:%d-%m-%Y} heeft geen einde; geef eerst een laatste dag.")
        return self.tot


def aaneen(perioden: Iterable[Periode]) -> list[Periode]:
    """The same days in as few stretches as possible, in order."""
    gemaakt: list[Periode] = []
    for periode in sorted((one for one in perioden if not one.is_leeg), key=lambda one: one.van):
        if gemaakt and (gemaakt[-1].tot is None or periode.van <= gemaakt[-1].tot + DAG):
            laatste = max(gemaakt[-1].laatste, periode.laatste)
            tot = None if laatste == dt.date.max else laatste
            gemaakt[-1] = Periode(van=gemaakt[-1].van, tot=tot)
        else:
            gemaakt.append(periode)
    return gemaakt
