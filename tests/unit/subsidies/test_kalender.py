"""The calendar of Awb and ATW: the examples of the dossier, and a plain second implementation on random terms."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from subsidies.domain import kalender
from subsidies.domain.kalender import Eenheid, Termijn, dagen, einde, feestdagen, weken

HOLIDAYS_2026 = ["01-01", "04-03", "04-06", "04-27", "05-05", "05-14", "05-25", "12-25", "12-26"]
HOLIDAYS_2027 = ["01-01", "03-26", "03-29", "04-27", "05-05", "05-06", "05-17", "12-25", "12-26"]


@pytest.mark.parametrize(("jaar", "dagen_"), [(2026, HOLIDAYS_2026), (2027, HOLIDAYS_2027)])
def test_holidays_are_those_of_the_law(jaar: int, dagen_: list[str]) -> None:
    assert sorted(feestdagen(jaar)) == [dt.date.fromisoformat(f"{jaar}-{dag}") for dag in dagen_]


@pytest.mark.parametrize("dag", ["2026-05-15", "2027-05-07", "2026-12-31"])
def test_a_bridge_day_is_a_working_day_without_a_decree(dag: str) -> None:
    assert kalender.is_werkdag(dt.date.fromisoformat(dag))


@pytest.mark.parametrize("dag", ["2005-05-06", "2006-05-26", "2007-05-18"])
def test_a_day_equated_by_decree_is_a_holiday(dag: str) -> None:
    assert not kalender.is_werkdag(dt.date.fromisoformat(dag))


@pytest.mark.parametrize(
    ("jaar", "dag"), [(2025, "04-26"), (2026, "04-27"), (2031, "04-26"), (2013, "04-30"), (2006, "04-29")]
)
def test_kings_day_moves_from_a_sunday_to_saturday(jaar: int, dag: str) -> None:
    assert kalender.koningsdag(jaar) == dt.date.fromisoformat(f"{jaar}-{dag}")


@pytest.mark.parametrize(
    ("jaar", "dag"),
    [(1954, "04-18"), (1981, "04-19"), (2000, "04-23"), (2008, "03-23"), (2011, "04-24"), (2038, "04-25"),
     (2049, "04-18"), (2076, "04-19"), (2026, "04-05"), (2027, "03-28")],
)  # fmt: skip
def test_easter_falls_where_the_church_tables_say(jaar: int, dag: str) -> None:
    assert kalender.eerste_paasdag(jaar) == dt.date.fromisoformat(f"{jaar}-{dag}")


@pytest.mark.parametrize(
    ("nummer", "ontvangen", "termijn", "opgeschort", "verwacht"),
    [
        (1, "2026-09-14", weken(8), 0, "2026-11-09"),
        (2, "2026-03-02", weken(8), 0, "2026-04-28"),
        (3, "2026-02-06", weken(8), 0, "2026-04-07"),
        (4, "2026-10-31", weken(8), 0, "2026-12-28"),
        (5, "2026-01-26", weken(13), 0, "2026-04-27"),
        (6, "2026-11-06", weken(8), 0, "2027-01-04"),
        (7, "2026-09-14", weken(8), 9, "2026-11-18"),
        (8, "2026-09-14", weken(8), 14, "2026-11-23"),
        (9, "2026-10-01", weken(6), 13, "2026-11-25"),
        (22, "2026-06-04", weken(8), 0, "2026-07-30"),
        (23, "2026-04-15", weken(6), 0, "2026-05-27"),
        (24, "2026-04-13", weken(6), 0, "2026-05-26"),
        (25, "2026-03-24", weken(6), 0, "2026-05-06"),
        (26, "2026-11-13", weken(6), 0, "2026-12-28"),
        (70, "2026-10-02", weken(13), 0, "2027-01-01"),
    ],
)
def test_a_term_ends_as_in_the_cases_of_the_dossier(
    nummer: int, ontvangen: str, termijn: Termijn, opgeschort: int, verwacht: str
) -> None:
    assert einde(dt.date.fromisoformat(ontvangen), termijn, opgeschort=opgeschort) == dt.date.fromisoformat(verwacht), (
        f"case {nummer}"
    )


def test_a_term_counted_backwards_is_not_moved_by_a_holiday() -> None:
    assert kalender.uiterlijk_voor(dt.date(2027, 1, 1), 13) == dt.date(2026, 10, 2)
    assert kalender.uiterlijk_voor(dt.date(2026, 6, 29), 8) == dt.date(2026, 5, 4)
    assert kalender.uiterlijk_voor(dt.date(2026, 6, 30), 8) == dt.date(2026, 5, 5)


def test_leaving_aside_is_announced_within_four_weeks_after_the_lapse() -> None:
    assert einde(dt.date(2026, 10, 5), kalender.BUITEN_BEHANDELINGTERMIJN) == dt.date(2026, 11, 2)


def test_three_days_over_christmas_hold_two_working_days() -> None:
    assert einde(dt.date(2026, 12, 24), dagen(3)) == dt.date(2026, 12, 29)


def test_two_days_over_christmas_only_move_to_a_working_day() -> None:
    assert einde(dt.date(2026, 12, 24), dagen(2)) == dt.date(2026, 12, 28)


@pytest.mark.parametrize(
    ("termijn", "verlengbaar"),
    [
        (dagen(90), True),
        (dagen(91), False),
        (weken(12), True),
        (weken(13), False),
        (Termijn(3, Eenheid.MAANDEN), True),
        (Termijn(4, Eenheid.MAANDEN), False),
        (Termijn(1, Eenheid.JAREN), False),
    ],
)
def test_only_short_terms_are_lengthened(termijn: Termijn, verlengbaar: bool) -> None:
    assert termijn.is_verlengbaar is verlengbaar


@pytest.mark.parametrize(
    ("start", "termijn", "verwacht"),
    [
        ("2026-01-31", Termijn(1, Eenheid.MAANDEN), "2026-03-02"),
        ("2026-11-30", Termijn(3, Eenheid.MAANDEN), "2027-03-01"),
        ("2026-11-30", Termijn(4, Eenheid.MAANDEN), "2027-03-30"),
        ("2024-02-29", Termijn(1, Eenheid.JAREN), "2025-02-28"),
        ("2026-12-25", Termijn(1, Eenheid.JAREN), "2027-12-25"),
    ],
)
def test_months_and_years_keep_the_day_number_or_the_last_day(start: str, termijn: Termijn, verwacht: str) -> None:
    assert einde(dt.date.fromisoformat(start), termijn) == dt.date.fromisoformat(verwacht)


def test_a_scheme_outside_the_termijnenwet_keeps_the_bare_sum() -> None:
    assert einde(dt.date(2026, 3, 2), weken(8), termijnenwet=False) == dt.date(2026, 4, 27)


# A second implementation that shares nothing with the first: Easter by lunar tables, days one by one.


def plain_easter(jaar: int) -> dt.date:
    golden, century = jaar % 19, jaar // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (jaar + jaar // 4 + epact + 2 - century + century // 4) % 7
    offset = epact - weekday
    maand = 3 + (offset + 40) // 44
    return dt.date(jaar, maand, offset + 28 - 31 * (maand // 4))


def plain_is_free(dag: dt.date) -> bool:
    if dag.isoweekday() in {6, 7}:
        return True
    vast = {(1, 1), (5, 5), (12, 25), (12, 26)}
    kings = dt.date(dag.year, 4, 27)
    if kings.isoweekday() == 7:
        kings = dt.date(dag.year, 4, 26)
    na_pasen = (dag - plain_easter(dag.year)).days
    return (dag.month, dag.day) in vast or dag == kings or na_pasen in {-2, 1, 39, 50}


def plain_end(start: dt.date, lengte: int, opgeschort: int, *, lang: bool) -> dt.date:
    dag, working = start, 0
    for _ in range(lengte + opgeschort):
        dag += dt.timedelta(days=1)
        working += not plain_is_free(dag)
    if lang:
        return dag
    while (lengte >= 3 and working < 2) or plain_is_free(dag):
        dag += dt.timedelta(days=1)
        working += not plain_is_free(dag)
    return dag


DATES = st.dates(dt.date(2014, 1, 1), dt.date(2090, 12, 31))


@given(start=DATES, aantal=st.integers(1, 20), opgeschort=st.integers(0, 60))
def test_weeks_agree_with_counting_day_by_day(start: dt.date, aantal: int, opgeschort: int) -> None:
    assert einde(start, weken(aantal), opgeschort=opgeschort) == plain_end(
        start, 7 * aantal, opgeschort, lang=aantal > 12
    )


@given(start=DATES, aantal=st.integers(1, 120))
def test_days_agree_with_counting_day_by_day(start: dt.date, aantal: int) -> None:
    assert einde(start, dagen(aantal)) == plain_end(start, aantal, 0, lang=aantal > 90)
