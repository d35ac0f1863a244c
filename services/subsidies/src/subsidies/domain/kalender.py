"""Terms of the Algemene wet bestuursrecht and the Algemene termijnenwet: days in, days out (dossier 1.0, K1-K7).

Dates are calendar dates in Europe/Amsterdam. The first day of a term is the day after the date given.
"""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

DAG = dt.timedelta(days=1)
ZATERDAG = 5
ZONDAG = 6
EERSTE_JAAR_KONINGSDAG = 2014
WERKDAGEN_IN_TERMIJN = 2
KORTSTE_TERMIJN_ARTIKEL_2 = 3

# Days equated with a holiday by royal decree (ATW 3, second paragraph; BWBR0015963). A new decree is a new row.
GELIJKGESTELD: Mapping[dt.date, str] = {
    dt.date(2005, 5, 6): "vrijdag na Hemelvaartsdag",
    dt.date(2006, 5, 26): "vrijdag na Hemelvaartsdag",
    dt.date(2007, 5, 18): "vrijdag na Hemelvaartsdag",
}


class Eenheid(StrEnum):
    """Unit of a term; the ATW treats long terms per unit."""

    DAGEN = "dagen"
    WEKEN = "weken"
    MAANDEN = "maanden"
    JAREN = "jaren"


# Longest term per unit that is still extended (ATW 4a): 90 days, 12 weeks, 3 months, and no year at all.
LANGSTE_VERLENGBAAR: Mapping[Eenheid, int] = {
    Eenheid.DAGEN: 90,
    Eenheid.WEKEN: 12,
    Eenheid.MAANDEN: 3,
    Eenheid.JAREN: 0,
}


@dataclass(frozen=True, slots=True)
class Termijn:
    """A length in the words of the regulation; 12 weeks and 84 days are different terms (K4)."""

    aantal: int
    eenheid: Eenheid

    @property
    def is_verlengbaar(self) -> bool:
        """True when ATW 1 and 2 apply to a term of this length (ATW 4a)."""
        return self.aantal <= LANGSTE_VERLENGBAAR[self.eenheid]


def weken(aantal: int) -> Termijn:
    """A term of so many weeks."""
    return Termijn(aantal, Eenheid.WEKEN)


def dagen(aantal: int) -> Termijn:
    """A term of so many days."""
    return Termijn(aantal, Eenheid.DAGEN)


BEZWAARTERMIJN = weken(6)
BETAALTERMIJN = weken(6)
HERSTELTERMIJN = dagen(14)
ZIENSWIJZETERMIJN = dagen(14)
BUITEN_BEHANDELINGTERMIJN = weken(4)


def eerste_paasdag(jaar: int) -> dt.date:
    """Easter Sunday in the Gregorian calendar (Gauss, with the two known corrections)."""
    eeuw, k = jaar // 100, (13 + 8 * (jaar // 100)) // 25
    m = (15 - k + eeuw - eeuw // 4) % 30
    n = (4 + eeuw - eeuw // 4) % 7
    d = (19 * (jaar % 19) + m) % 30
    e = (2 * (jaar % 4) + 4 * (jaar % 7) + 6 * d + n) % 7
    if (d, e) == (29, 6) or (d == 28 and e == 6 and (11 * m + 11) % 30 < 19):  # noqa: PLR2004 -- Gauss's exceptions
        e -= 7
    return dt.date(jaar, 3, 22) + dt.timedelta(days=d + e)


def koningsdag(jaar: int) -> dt.date:
    """27 April, or the day before when that is a Sunday; 30 April until 2013."""
    dag = dt.date(jaar, 4, 27 if jaar >= EERSTE_JAAR_KONINGSDAG else 30)
    return dag - DAG if dag.weekday() == ZONDAG else dag


def feestdagen(jaar: int) -> Mapping[dt.date, str]:
    """Every holiday of the year: ATW 3, with Good Friday and the days of the dated table (K6)."""
    pasen = eerste_paasdag(jaar)
    vast = {
        dt.date(jaar, 1, 1): "Nieuwjaarsdag",
        pasen - 2 * DAG: "Goede Vrijdag",
        pasen + DAG: "tweede paasdag",
        koningsdag(jaar): "Koningsdag",
        dt.date(jaar, 5, 5): "Bevrijdingsdag",
        pasen + 39 * DAG: "Hemelvaartsdag",
        pasen + 50 * DAG: "tweede pinksterdag",
        dt.date(jaar, 12, 25): "eerste kerstdag",
        dt.date(jaar, 12, 26): "tweede kerstdag",
    }
    return vast | {dag: naam for dag, naam in GELIJKGESTELD.items() if dag.year == jaar}


def is_werkdag(dag: dt.date) -> bool:
    """False on Saturday, Sunday and holidays."""
    return dag.weekday() < ZATERDAG and dag not in feestdagen(dag.year)


def eerste_werkdag_vanaf(dag: dt.date) -> dt.date:
    """The day itself, or the next working day (K2)."""
    while not is_werkdag(dag):
        dag += DAG
    return dag


def einde(start: dt.date, termijn: Termijn, *, opgeschort: int = 0, termijnenwet: bool = True) -> dt.date:
    """The last day of a term that starts after `start` (K1); `opgeschort` days come first (K7), then ATW (K2-K4)."""
    dag = _opgeteld(start, termijn) + opgeschort * DAG
    if not (termijnenwet and termijn.is_verlengbaar):
        return dag
    if termijn.eenheid is not Eenheid.DAGEN or termijn.aantal >= KORTSTE_TERMIJN_ARTIKEL_2:
        dag = _met_twee_werkdagen(start, dag)
    return eerste_werkdag_vanaf(dag)


def uiterlijk_voor(dag: dt.date, termijn_weken: int) -> dt.date:
    """The last day when a term is counted backwards; ATW does not move it (ATW 1, second paragraph)."""
    return dag - dt.timedelta(weeks=termijn_weken)


def _met_twee_werkdagen(start: dt.date, dag: dt.date) -> dt.date:
    """Lengthen until two working days lie in the term (K3, ATW 2)."""
    geteld, loop = 0, start
    while loop < dag or geteld < WERKDAGEN_IN_TERMIJN:
        loop += DAG
        geteld += is_werkdag(loop)
    return loop


def _opgeteld(start: dt.date, termijn: Termijn) -> dt.date:
    match termijn.eenheid:
        case Eenheid.DAGEN:
            return start + termijn.aantal * DAG
        case Eenheid.WEKEN:
            return start + dt.timedelta(weeks=termijn.aantal)
        case Eenheid.MAANDEN:
            return _maanden_later(start, termijn.aantal)
        case Eenheid.JAREN:
            return _maanden_later(start, 12 * termijn.aantal)


def _maanden_later(start: dt.date, aantal: int) -> dt.date:
    """The same day number, or the last day of a month that is too short."""
    jaar, maand = divmod(start.year * 12 + start.month - 1 + aantal, 12)
    return dt.date(jaar, maand + 1, min(start.day, calendar.monthrange(jaar, maand + 1)[1]))
