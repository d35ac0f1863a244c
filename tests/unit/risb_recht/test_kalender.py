"""The calendar of the law: known days, and a plain second implementation on random days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_recht import kalender
from risb_recht.kalender import Feestdagen, maanden_eerder, maanden_later, werkdagen_eerder, werkdagen_later

from tests.unit.risb_recht.plain import plain_easter, plain_is_free

DAG = dt.date.fromisoformat
DATES = st.dates(dt.date(2014, 1, 1), dt.date(2090, 12, 31))
HOLIDAYS_2026 = ["01-01", "04-03", "04-06", "04-27", "05-05", "05-14", "05-25", "12-25", "12-26"]
HOLIDAYS_2027 = ["01-01", "03-26", "03-29", "04-27", "05-05", "05-06", "05-17", "12-25", "12-26"]


@pytest.mark.parametrize(("jaar", "dagen_"), [(2026, HOLIDAYS_2026), (2027, HOLIDAYS_2027)])
def test_holidays_are_those_of_the_law(jaar: int, dagen_: list[str]) -> None:
    assert list(kalender.NEDERLAND.van(jaar)) == [dt.date.fromisoformat(f"{jaar}-{dag}") for dag in dagen_]


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


EASTER_2019_2035 = [
    "04-21",
    "04-12",
    "04-04",
    "04-17",
    "04-09",
    "03-31",
    "04-20",
    "04-05",
    "03-28",
    "04-16",
    "04-01",
    "04-21",
    "04-13",
    "03-28",
    "04-17",
    "04-09",
    "03-25",
]


@pytest.mark.parametrize(("jaar", "dag"), [*enumerate(EASTER_2019_2035, 2019)])
def test_easter_of_the_coming_years_is_known(jaar: int, dag: str) -> None:
    assert kalender.eerste_paasdag(jaar) == DAG(f"{jaar}-{dag}")


@given(st.integers(1583, 4000))
def test_easter_agrees_with_the_lunar_tables(jaar: int) -> None:
    assert kalender.eerste_paasdag(jaar) == plain_easter(jaar)


@given(st.integers(1990, 2100))
def test_liberation_day_is_a_holiday_every_year(jaar: int) -> None:
    assert dt.date(jaar, 5, 5) in kalender.NEDERLAND


def test_a_new_decree_is_a_row_of_data() -> None:
    brugdag = Feestdagen(gelijkgesteld={DAG("2026-05-15"): "vrijdag na Hemelvaartsdag"})

    assert not kalender.is_werkdag(DAG("2026-05-15"), feestdagen=brugdag)
    assert list(brugdag.van(2026)) == sorted([*kalender.NEDERLAND.van(2026), DAG("2026-05-15")])


@given(DATES)
def test_a_working_day_is_what_the_plain_calendar_leaves_free(dag: dt.date) -> None:
    assert kalender.is_werkdag(dag) is not plain_is_free(dag)


@given(DATES, st.integers(0, 40))
def test_working_days_later_agree_with_counting_day_by_day(dag: dt.date, aantal: int) -> None:
    loop, over = dag, aantal
    while over:
        loop += dt.timedelta(days=1)
        if not plain_is_free(loop):
            over -= 1

    assert werkdagen_later(dag, aantal) == loop
    assert kalender.werkdagen_tussen(dag, loop) == aantal


@given(DATES, st.integers(1, 40))
def test_so_many_working_days_earlier_leads_back_to_a_working_day(dag: dt.date, aantal: int) -> None:
    start = kalender.eerste_werkdag_vanaf(dag)

    assert werkdagen_eerder(werkdagen_later(start, aantal), aantal) == start


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert kalender.werkdagen_tussen(DAG("2026-06-10"), DAG("2026-06-01")) == 0


@pytest.mark.parametrize(
    ("dag", "vanaf", "tot"),
    [("2026-04-03", "2026-04-07", "2026-04-02"), ("2026-04-08", "2026-04-08", "2026-04-08")],
)
def test_the_nearest_working_day_is_the_day_itself_or_beyond_the_holidays(dag: str, vanaf: str, tot: str) -> None:
    assert kalender.eerste_werkdag_vanaf(DAG(dag)) == DAG(vanaf)
    assert kalender.laatste_werkdag_tot(DAG(dag)) == DAG(tot)


@pytest.mark.parametrize(
    ("dag", "aantal", "verwacht"),
    [
        ("2026-03-14", 6, "2026-09-14"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-01-31", 6, "2026-07-31"),
        ("2024-11-22", 24, "2026-11-22"),
        ("2027-08-31", 6, "2028-02-29"),
    ],
)
def test_months_later_keep_the_day_number_or_the_last_day(dag: str, aantal: int, verwacht: str) -> None:
    assert maanden_later(DAG(dag), aantal) == DAG(verwacht)


@given(DATES, st.integers(0, 400))
def test_months_agree_with_turning_one_page_at_a_time(dag: dt.date, aantal: int) -> None:
    jaar, maand = dag.year, dag.month
    for _ in range(aantal):
        jaar, maand = (jaar + 1, 1) if maand == 12 else (jaar, maand + 1)
    later = maanden_later(dag, aantal)

    assert (later.year, later.month) == (jaar, maand)
    assert later.day == dag.day or (later.day < dag.day and (later + dt.timedelta(days=1)).day == 1)
    assert maanden_eerder(later, aantal) == dag.replace(day=min(dag.day, later.day))


@pytest.mark.parametrize(
    ("dag", "maand", "kwartaal"),
    [
        ("2026-01-01", "2026-01-31", "2026-03-31"),
        ("2028-02-29", "2028-02-29", "2028-03-31"),
        ("2026-10-22", "2026-10-31", "2026-12-31"),
        ("2026-12-31", "2026-12-31", "2026-12-31"),
        ("2026-06-30", "2026-06-30", "2026-06-30"),
    ],
)
def test_a_month_and_a_quarter_end_on_their_last_day(dag: str, maand: str, kwartaal: str) -> None:
    assert kalender.maandeinde(DAG(dag)) == DAG(maand)
    assert kalender.kwartaaleinde(DAG(dag)) == DAG(kwartaal)
