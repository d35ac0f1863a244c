"""The budget of a taakgerichte overeenkomst: shares of gemeenten and the payment schedule (C7)."""

import calendar
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from risb_recht.bedrag import in_termijnen, naar_rato, verdeel
from risb_recht.kalender import DAG, maandeinde
from risb_recht.periode import Periode

MAANDEN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Taakbudget:
    """A yearly amount in eurocents, the weight of every gemeente, and the number of terms (a divisor of twelve)."""

    jaarbudget_cent: int
    verdeelsleutel: Mapping[str, int]
    termijnen_per_jaar: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgetversie:
    """The yearly amount from a year on, as indexed; later versions of a year go before earlier ones."""

    vanaf_jaar: int
    jaarbudget_cent: int
    indexering_id: uuid.UUID
    door: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Betaaltermijn:
    """One term of one gemeente, of the period that starts on `periode_van`; beside the schedule or of it."""

    gemeente: str
    jaar: int
    nummer: int
    periode_van: dt.date
    vervaldatum: dt.date
    bedrag_cent: int
    buiten_schema: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijnperiode:
    """When a term beside the schedule starts to count, and when it falls due."""

    van: dt.date
    vervaldatum: dt.date


def betaalschema(budget: Taakbudget, van: dt.date, tot: dt.date) -> list[Betaaltermijn]:
    """Every term of every gemeente over the whole agreement; the terms of a year add up to the year's amount.

    A part of a calendar year has the yearly amount pro rata the days, half-up (as rule R12).
    """
    return [
        termijn
        for jaar, bedrag in jaarbedragen(budget.jaarbudget_cent, van, tot).items()
        for gemeente, deel in sorted(verdeel(bedrag, budget.verdeelsleutel).items())
        for termijn in _termijnen(gemeente, deel, list(_perioden(jaar, budget.termijnen_per_jaar, van=van, tot=tot)))
    ]


def vervolgschema(
    budget: Taakbudget, bestaand: Iterable[Betaaltermijn], looptijd: Periode, *, na: dt.date
) -> list[Betaaltermijn]:
    """The terms that come when the agreement runs on after `na`; numbers and amounts of a year count on.

    A year that was begun gets what its days ask over the whole of the agreement, less what it had.
    """
    bestaand = list(bestaand)
    begin, laatste = na + DAG, looptijd.laatste
    schema: list[Betaaltermijn] = []
    for jaar, bedrag in jaarbedragen(budget.jaarbudget_cent, looptijd.van, laatste).items():
        perioden = list(_perioden(jaar, budget.termijnen_per_jaar, van=begin, tot=laatste))
        for gemeente, deel in sorted(verdeel(bedrag, budget.verdeelsleutel).items()) if perioden else ():
            eerder = [one for one in bestaand if (one.gemeente, one.jaar) == (gemeente, jaar)]
            rest = deel - sum(one.bedrag_cent for one in eerder if not one.buiten_schema)
            schema += _termijnen(gemeente, rest, perioden, eerste=len(eerder) + 1)
    return schema


def jaarbedragen(jaarbudget_cent: int, van: dt.date, tot: dt.date) -> dict[int, int]:
    """The amount of every calendar year of the agreement."""
    return {
        jaar: naar_rato(jaarbudget_cent, dagen, 366 if calendar.isleap(jaar) else 365)
        for jaar, dagen in Periode(van=van, tot=tot).dagen_per_jaar().items()
    }


def _perioden(jaar: int, aantal: int, *, van: dt.date, tot: dt.date) -> Iterable[tuple[dt.date, dt.date]]:
    """The term periods of the year that the agreement touches, cut off at its ends."""
    lengte = MAANDEN // aantal
    for eerste in range(1, MAANDEN + 1, lengte):
        begin, einde = dt.date(jaar, eerste, 1), maandeinde(dt.date(jaar, eerste + lengte - 1, 1))
        if begin <= tot and einde >= van:
            yield max(begin, van), min(einde, tot)


def _termijnen(
    gemeente: str, deel: int, perioden: list[tuple[dt.date, dt.date]], *, eerste: int = 1
) -> Iterable[Betaaltermijn]:
    bedragen = in_termijnen(deel, len(perioden))
    for nummer, ((begin, einde), bedrag) in enumerate(zip(perioden, bedragen, strict=True), start=eerste):
        yield Betaaltermijn(
            gemeente=gemeente,
            jaar=begin.year,
            nummer=nummer,
            periode_van=begin,
            vervaldatum=einde,
            bedrag_cent=bedrag,
        )


def extra_termijnen(
    cent: int,
    verdeelsleutel: Mapping[str, int],
    perioden: Sequence[Termijnperiode],
    bestaand: Iterable[Betaaltermijn],
    *,
    jaar: int,
) -> list[Betaaltermijn]:
    """Terms beside the schedule, each numbered on after those of its gemeente and year; below zero as the mirror."""
    bestaand = list(bestaand)
    teken = -1 if cent < 0 else 1
    return [
        Betaaltermijn(
            gemeente=gemeente,
            jaar=jaar,
            nummer=_laatste_nummer(bestaand, gemeente, jaar) + volgende,
            periode_van=periode.van,
            vervaldatum=periode.vervaldatum,
            bedrag_cent=teken * bedrag,
            buiten_schema=True,
        )
        for gemeente, deel in sorted(verdeel(cent, verdeelsleutel).items())
        for volgende, (periode, bedrag) in enumerate(
            zip(perioden, in_termijnen(abs(deel), len(perioden)), strict=True), start=1
        )
    ]


def _laatste_nummer(bestaand: Iterable[Betaaltermijn], gemeente: str, jaar: int) -> int:
    return max((one.nummer for one in bestaand if (one.gemeente, one.jaar) == (gemeente, jaar)), default=0)
