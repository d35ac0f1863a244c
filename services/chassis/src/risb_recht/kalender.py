"""Days of the Dutch calendar: holidays, working days, months. Dates are calendar dates in Europe/Amsterdam.

| function | rule |
|---|---|
| `Feestdagen` | Algemene termijnenwet (ATW) 3: holidays (1), Good Friday (2), days equated by royal decree (3) |
| `is_werkdag`, `eerste_werkdag_vanaf`, `laatste_werkdag_tot` | ATW 1: no Saturday, Sunday or holiday |
| `werkdagen_later`, `werkdagen_eerder`, `werkdagen_tussen` | terms in working days: calamities, answers (325) |
| `maanden_later`, `maanden_eerder` | the same day number, or the last day of a month that is too short |
| `voluit` | a day as people write it |
| `maandeinde`, `kwartaaleinde` | terms that start at the end of a month or a quarter (Aanbestedingswet 2.134) |

Everything takes `feestdagen`, so that a new decree, or a day that a test wants, is data.
"""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

DAG = dt.timedelta(days=1)
MAANDEN_PER_JAAR = 12
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_ZATERDAG = 5
_ZONDAG = 6
_EERSTE_JAAR_KONINGSDAG = 2014

# Royal decrees (BWBR0015963). A new decree is a new row.
GELIJKGESTELD: Mapping[dt.date, str] = MappingProxyType(
    {
        dt.date(2005, 5, 6): "vrijdag na Hemelvaartsdag",
        dt.date(2006, 5, 26): "vrijdag na Hemelvaartsdag",
        dt.date(2007, 5, 18): "vrijdag na Hemelvaartsdag",
    }
)


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
    dag = dt.date(jaar, 4, 27 if jaar >= _EERSTE_JAAR_KONINGSDAG else 30)
    return dag - DAG if dag.weekday() == _ZONDAG else dag


@cache
def _van_de_wet(jaar: int) -> Mapping[dt.date, str]:
    """ATW 3, first and second paragraph; 5 May counts every year."""
    pasen = eerste_paasdag(jaar)
    return MappingProxyType(
        {
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
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Feestdagen:
    """The holidays of the law, with the days that a decree or a test equates with them (`gelijkgesteld`)."""

    gelijkgesteld: Mapping[dt.date, str] = field(default_factory=lambda: GELIJKGESTELD, hash=False)

    def __contains__(self, dag: dt.date) -> bool:
        return dag in _van_de_wet(dag.year) or dag in self.gelijkgesteld

    def van(self, jaar: int) -> Mapping[dt.date, str]:
        """Every holiday of the year with its name, in order of the calendar."""
        gelijk = {dag: naam for dag, naam in self.gelijkgesteld.items() if dag.year == jaar}
        return dict(sorted((gelijk | dict(_van_de_wet(jaar))).items()))


NEDERLAND = Feestdagen()


def is_werkdag(dag: dt.date, *, feestdagen: Feestdagen = NEDERLAND) -> bool:
    """False on Saturday, Sunday and holidays."""
    return dag.weekday() < _ZATERDAG and dag not in feestdagen


def eerste_werkdag_vanaf(dag: dt.date, *, feestdagen: Feestdagen = NEDERLAND) -> dt.date:
    """The day itself, or the next working day."""
    while not is_werkdag(dag, feestdagen=feestdagen):
        dag += DAG
    return dag


def laatste_werkdag_tot(dag: dt.date, *, feestdagen: Feestdagen = NEDERLAND) -> dt.date:
    """The day itself, or the working day before it."""
    while not is_werkdag(dag, feestdagen=feestdagen):
        dag -= DAG
    return dag


def werkdagen_later(dag: dt.date, aantal: int, *, feestdagen: Feestdagen = NEDERLAND) -> dt.date:
    """The n-th working day after `dag`, which itself does not count; `dag` when n is zero."""
    return _werkdagen_verder(dag, aantal, DAG, feestdagen)


def werkdagen_eerder(dag: dt.date, aantal: int, *, feestdagen: Feestdagen = NEDERLAND) -> dt.date:
    """The n-th working day before `dag`, which itself does not count; `dag` when n is zero."""
    return _werkdagen_verder(dag, aantal, -DAG, feestdagen)


def werkdagen_tussen(na: dt.date, tot: dt.date, *, feestdagen: Feestdagen = NEDERLAND) -> int:
    """Working days after `na`, up to and including `tot`; 0 when `tot` is not later."""
    return sum(is_werkdag(na + n * DAG, feestdagen=feestdagen) for n in range(1, (tot - na).days + 1))


def maanden_later(dag: dt.date, aantal: int) -> dt.date:
    """The same day number, or the last day of a month that is too short."""
    jaar, maand = divmod(dag.year * MAANDEN_PER_JAAR + dag.month - 1 + aantal, MAANDEN_PER_JAAR)
    return dt.date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))


def maanden_eerder(dag: dt.date, aantal: int) -> dt.date:
    """As `maanden_later`, back in time."""
    return maanden_later(dag, -aantal)


def maandeinde(dag: dt.date) -> dt.date:
    """Last day of the month."""
    return dag.replace(day=calendar.monthrange(dag.year, dag.month)[1])


def kwartaaleinde(dag: dt.date) -> dt.date:
    """Last day of the quarter."""
    return maandeinde(maanden_later(dag.replace(day=1), -dag.month % 3))


def _werkdagen_verder(dag: dt.date, aantal: int, stap: dt.timedelta, feestdagen: Feestdagen) -> dt.date:
    while aantal > 0:
        dag += stap
        aantal -= is_werkdag(dag, feestdagen=feestdagen)
    return dag


def voluit(dag: dt.date) -> str:
    """2026-03-02 becomes 2 maart 2026."""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"
