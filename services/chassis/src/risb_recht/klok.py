"""A term that runs: when it ends, when to warn, what is left. Computed from facts, never kept as the only truth.

| part | rule |
|---|---|
| `Opschorting` | Awb 4:15: still from the day after the invitation; Wet Bibob 31: from the day itself |
| `Klok.verdagingen` | Awb 4:14, 7:10(3), 4:71: each counts from the end that it moves; to a named day: `dagen(n)` |
| a term that is over | does not revive: what stops the clock after its end does not count |
"""

import datetime as dt
from dataclasses import dataclass
from functools import reduce

from risb_recht import termijnen
from risb_recht.kalender import DAG, NEDERLAND, Feestdagen
from risb_recht.termijnen import Termijn


@dataclass(frozen=True, slots=True, kw_only=True)
class Opschorting:
    """A stop of the clock by an act on day `op`, up to and including `tot`; `grond` names the article.

    A stop that still lasts has its last possible day as `tot`: of the term to repair, or the most that the law allows.
    """

    grond: str
    op: dt.date
    tot: dt.date
    vanaf_de_dag_zelf: bool = False

    def dagen(self) -> frozenset[dt.date]:
        """The days on which the term stands still."""
        eerste = self.op if self.vanaf_de_dag_zelf else self.op + DAG
        return frozenset(eerste + n * DAG for n in range((self.tot - eerste).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Klok:
    """A term of one kind (`soort`), its start (which does not count), and what stopped or moved it."""

    soort: str
    start: dt.date
    termijn: Termijn
    opschortingen: tuple[Opschorting, ...] = ()
    verdagingen: tuple[Termijn, ...] = ()
    termijnenwet: bool = True
    feestdagen: Feestdagen = NEDERLAND

    @property
    def einde(self) -> dt.date:
        """The last day; a day on which two stops overlap counts once."""
        stil: frozenset[dt.date] = frozenset()
        laatste = self._einde(0)
        for stop in sorted(self.opschortingen, key=lambda one: one.op):
            if stop.op <= laatste:
                stil |= stop.dagen()
                laatste = self._einde(len(stil))
        return laatste

    def waarschuwingen(self, *dagen_vooraf: int) -> tuple[dt.date, ...]:
        """Days on which to warn, so many calendar days before the end; none on or before the start."""
        laatste = self.einde
        return tuple(sorted(dag for n in set(dagen_vooraf) if (dag := laatste - n * DAG) > self.start))

    def resterend(self, vandaag: dt.date) -> int:
        """Days that are left after `vandaag`: 0 on the last day, below zero when the term is over."""
        return (self.einde - vandaag).days

    def is_verstreken(self, vandaag: dt.date) -> bool:
        """True from the day after the last day."""
        return vandaag > self.einde

    def staat_stil(self, vandaag: dt.date) -> bool:
        """True on a day that a stop holds."""
        return any(vandaag in stop.dagen() for stop in self.opschortingen)

    def _einde(self, opgeschort: int) -> dt.date:
        laatste = self._gerekend(self.start, self.termijn, opgeschort)
        return reduce(self._gerekend, self.verdagingen, laatste)

    def _gerekend(self, start: dt.date, termijn: Termijn, opgeschort: int = 0) -> dt.date:
        return termijnen.einde(
            start, termijn, opgeschort=opgeschort, termijnenwet=self.termijnenwet, feestdagen=self.feestdagen
        )
