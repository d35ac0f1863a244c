"""Terms of the Algemene wet bestuursrecht (Awb) and the Algemene termijnenwet (ATW): a length and a day in, a day out.

| function | rule |
|---|---|
| `einde` | the day given does not count; ends on a working day (ATW 1(1)), holds two of them (ATW 2); not a term of more than 90 days, 12 weeks or 3 months, or in years (ATW 4 under a) |
| `einde(..., opgeschort=n)` | days of suspension (Awb 4:15) come first, then the ATW (own choice: the law is silent) |
| `einde(..., termijnenwet=False)` | a term of a contract or policy, which the ATW does not reach (ATW 5): calendar days as written |
| `uiterlijk_voor` | counted back from an event: the ATW does not move it (ATW 1(2)) |
| `uren_later` | terms in hours: the ATW does not reach them (ATW 4 under a); an hour is an hour, also when the clock changes |
| `Eenheid.WERKDAGEN` | terms in working days end on one by themselves |
"""  # noqa: E501 -- a table has one line per row

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.clock import AMSTERDAM

from risb_recht.kalender import (
    DAG,
    MAANDEN_PER_JAAR,
    NEDERLAND,
    Feestdagen,
    eerste_werkdag_vanaf,
    is_werkdag,
    maanden_eerder,
    maanden_later,
    werkdagen_eerder,
    werkdagen_later,
)

_WERKDAGEN_IN_TERMIJN = 2
_KORTSTE_TERMIJN_ARTIKEL_2 = 3


class Eenheid(StrEnum):
    """Unit of a term; the ATW treats long terms per unit."""

    WERKDAGEN = "werkdagen"
    DAGEN = "dagen"
    WEKEN = "weken"
    MAANDEN = "maanden"
    JAREN = "jaren"


# Longest term per unit that is still extended (ATW 4 under a): 90 days, 12 weeks, 3 months, and no year at all.
_LANGSTE_VERLENGBAAR: Mapping[Eenheid, int] = {
    Eenheid.WERKDAGEN: 0,
    Eenheid.DAGEN: 90,
    Eenheid.WEKEN: 12,
    Eenheid.MAANDEN: 3,
    Eenheid.JAREN: 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijn:
    """A length in the words of the regulation; 12 weeks and 84 days are different terms."""

    aantal: int
    eenheid: Eenheid

    @property
    def is_verlengbaar(self) -> bool:
        """True when ATW 1 and 2 apply to a term of this length."""
        return self.aantal <= _LANGSTE_VERLENGBAAR[self.eenheid]


def werkdagen(aantal: int) -> Termijn:
    """A term of so many working days."""
    return Termijn(aantal=aantal, eenheid=Eenheid.WERKDAGEN)


def dagen(aantal: int) -> Termijn:
    """A term of so many days."""
    return Termijn(aantal=aantal, eenheid=Eenheid.DAGEN)


def weken(aantal: int) -> Termijn:
    """A term of so many weeks."""
    return Termijn(aantal=aantal, eenheid=Eenheid.WEKEN)


def maanden(aantal: int) -> Termijn:
    """A term of so many months."""
    return Termijn(aantal=aantal, eenheid=Eenheid.MAANDEN)


def jaren(aantal: int) -> Termijn:
    """A term of so many years."""
    return Termijn(aantal=aantal, eenheid=Eenheid.JAREN)


def einde(
    start: dt.date,
    termijn: Termijn,
    *,
    opgeschort: int = 0,
    termijnenwet: bool = True,
    feestdagen: Feestdagen = NEDERLAND,
) -> dt.date:
    """The last day of a term that starts after `start`; `opgeschort` days come first, then the ATW."""
    dag = _opgeteld(start, termijn, feestdagen) + opgeschort * DAG
    if termijn.eenheid is Eenheid.WERKDAGEN:
        return eerste_werkdag_vanaf(dag, feestdagen=feestdagen) if opgeschort else dag
    if not (termijnenwet and termijn.is_verlengbaar):
        return dag
    if termijn.eenheid is not Eenheid.DAGEN or termijn.aantal >= _KORTSTE_TERMIJN_ARTIKEL_2:
        dag = _met_twee_werkdagen(start, dag, feestdagen)
    return eerste_werkdag_vanaf(dag, feestdagen=feestdagen)


def uiterlijk_voor(dag: dt.date, termijn: Termijn, *, feestdagen: Feestdagen = NEDERLAND) -> dt.date:
    """The last day when a term is counted back from `dag`; the ATW does not move it (ATW 1(2))."""
    match termijn.eenheid:
        case Eenheid.WERKDAGEN:
            return werkdagen_eerder(dag, termijn.aantal, feestdagen=feestdagen)
        case Eenheid.DAGEN:
            return dag - termijn.aantal * DAG
        case Eenheid.WEKEN:
            return dag - dt.timedelta(weeks=termijn.aantal)
        case Eenheid.MAANDEN:
            return maanden_eerder(dag, termijn.aantal)
        case Eenheid.JAREN:
            return maanden_eerder(dag, MAANDEN_PER_JAAR * termijn.aantal)


def uren_later(moment: dt.datetime, uren: int) -> dt.datetime:
    """The aware moment so many hours later, on the clock of Amsterdam."""
    return (moment.astimezone(dt.UTC) + dt.timedelta(hours=uren)).astimezone(AMSTERDAM)


def _opgeteld(start: dt.date, termijn: Termijn, feestdagen: Feestdagen) -> dt.date:
    match termijn.eenheid:
        case Eenheid.WERKDAGEN:
            return werkdagen_later(start, termijn.aantal, feestdagen=feestdagen)
        case Eenheid.DAGEN:
            return start + termijn.aantal * DAG
        case Eenheid.WEKEN:
            return start + dt.timedelta(weeks=termijn.aantal)
        case Eenheid.MAANDEN:
            return maanden_later(start, termijn.aantal)
        case Eenheid.JAREN:
            return maanden_later(start, MAANDEN_PER_JAAR * termijn.aantal)


def _met_twee_werkdagen(start: dt.date, dag: dt.date, feestdagen: Feestdagen) -> dt.date:
    """Lengthen until two working days lie in the term (ATW 2)."""
    geteld, loop = 0, start
    while loop < dag or geteld < _WERKDAGEN_IN_TERMIJN:
        loop += DAG
        geteld += is_werkdag(loop, feestdagen=feestdagen)
    return loop


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaarklasse:
    """How long documents of a class are kept: `jaren` per day from which a selection list says so, with its source."""

    code: str
    jaren: Mapping[dt.date, int]
    bron: str

    def tot(self, dag: dt.date) -> dt.date:
        """The last day of keeping for what is kept on `dag`."""
        jaren = self.jaren[max(vanaf for vanaf in self.jaren if vanaf <= dag)]
        return maanden_later(dag, jaren * MAANDEN_PER_JAAR)
