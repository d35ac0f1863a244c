"""Terms of Awb and ATW: the examples of the dossier, and a plain second implementation on random terms."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.awb import BUITEN_BEHANDELINGTERMIJN
from risb_recht.kalender import Feestdagen
from risb_recht.termijnen import (
    Termijn,
    dagen,
    einde,
    jaren,
    maanden,
    uiterlijk_voor,
    uren_later,
    weken,
    werkdagen,
)

from tests.unit.risb_recht.plain import plain_is_free

DAG = dt.date.fromisoformat


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


@pytest.mark.parametrize(
    ("dag", "termijn", "verwacht"),
    [
        ("2027-01-01", weken(13), "2026-10-02"),  # yearly grant: Awb 4:60
        ("2026-06-29", weken(8), "2026-05-04"),
        ("2026-06-30", weken(8), "2026-05-05"),  # Liberation Day
        ("2026-05-11", dagen(1), "2026-05-10"),  # a Sunday
        ("2027-12-31", maanden(6), "2027-06-30"),  # extension of a contract: R9
        ("2027-01-01", maanden(6), "2026-07-01"),  # bestedingsruimte: R12
        ("2027-01-01", maanden(3), "2026-10-01"),
        ("2027-01-01", maanden(2), "2026-11-01"),
        ("2028-02-29", jaren(1), "2027-02-28"),
        ("2026-04-08", werkdagen(3), "2026-04-01"),
    ],
)
def test_a_term_counted_backwards_is_not_moved_by_a_holiday(dag: str, termijn: Termijn, verwacht: str) -> None:
    assert uiterlijk_voor(DAG(dag), termijn) == DAG(verwacht)


def test_leaving_aside_is_announced_within_four_weeks_after_the_lapse() -> None:
    assert einde(DAG("2026-10-05"), BUITEN_BEHANDELINGTERMIJN.op(DAG("2026-10-05"))) == dt.date(2026, 11, 2)


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
        (maanden(3), True),
        (maanden(4), False),
        (jaren(1), False),
    ],
)
def test_only_short_terms_are_lengthened(termijn: Termijn, verlengbaar: bool) -> None:
    assert termijn.is_verlengbaar is verlengbaar


@pytest.mark.parametrize(
    ("start", "termijn", "verwacht"),
    [
        ("2026-01-31", maanden(1), "2026-03-02"),
        ("2026-11-30", maanden(3), "2027-03-01"),
        ("2026-11-30", maanden(4), "2027-03-30"),
        ("2024-02-29", jaren(1), "2025-02-28"),
        ("2026-12-25", jaren(1), "2027-12-25"),
    ],
)
def test_months_and_years_keep_the_day_number_or_the_last_day(start: str, termijn: Termijn, verwacht: str) -> None:
    assert einde(dt.date.fromisoformat(start), termijn) == dt.date.fromisoformat(verwacht)


def test_a_scheme_outside_the_termijnenwet_keeps_the_bare_sum() -> None:
    assert einde(dt.date(2026, 3, 2), weken(8), termijnenwet=False) == dt.date(2026, 4, 27)


def test_a_day_equated_later_moves_a_term_without_new_code() -> None:
    brugdag = Feestdagen(gelijkgesteld={DAG("2026-05-15"): "vrijdag na Hemelvaartsdag"})

    assert einde(DAG("2026-05-01"), weken(2)) == DAG("2026-05-15")
    assert einde(DAG("2026-05-01"), weken(2), feestdagen=brugdag) == DAG("2026-05-18")


@pytest.mark.parametrize(
    ("start", "termijn", "verwacht"),
    [
        ("2026-04-02", werkdagen(3), "2026-04-09"),  # calamity, over Easter
        ("2026-04-24", werkdagen(3), "2026-04-30"),  # over King's Day
        ("2026-10-22", dagen(30), "2026-11-23"),  # award notice: Saturday moves to Monday
        ("2026-12-31", dagen(30), "2027-02-01"),  # bundled per quarter
        ("2026-06-30", dagen(90), "2026-09-28"),  # bound by an offer
        ("2026-09-01", weken(13), "2026-12-01"),  # Awb 4:56
        ("2021-11-30", jaren(5), "2026-11-30"),  # Awb 4:49
        ("2026-06-08", maanden(3), "2026-09-08"),  # feedback to a reporter
        ("2026-03-10", jaren(4), "2030-03-10"),  # entry in the warning register
    ],
)
def test_a_term_of_the_other_dossiers_can_be_said(start: str, termijn: Termijn, verwacht: str) -> None:
    assert einde(DAG(start), termijn) == DAG(verwacht)


def test_days_of_suspension_make_a_term_in_working_days_end_on_one() -> None:
    assert einde(DAG("2026-06-01"), werkdagen(3), opgeschort=2) == DAG("2026-06-08")


@pytest.mark.parametrize(
    ("moment", "uren", "verwacht"),
    [
        ("2026-09-01T14:30+02:00", 24, "2026-09-02T14:30+02:00"),
        ("2026-03-28T14:30+01:00", 24, "2026-03-29T15:30+02:00"),
        ("2026-10-24T12:30+00:00", 24, "2026-10-25T13:30+01:00"),
    ],
)
def test_a_term_in_hours_counts_hours_also_when_the_clock_changes(moment: str, uren: int, verwacht: str) -> None:
    later = uren_later(dt.datetime.fromisoformat(moment), uren)

    assert later.isoformat(timespec="minutes") == verwacht


# A second implementation that shares nothing with the first: days one by one.


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
