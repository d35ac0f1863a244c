"""A stretch of days, against sets of days."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from risb_recht.periode import Periode, aaneen

DAG = dt.date.fromisoformat
EERSTE = DAG("2023-12-01")
perioden = st.tuples(st.integers(0, 90), st.integers(-3, 90)).map(
    lambda one: Periode(van=EERSTE + dt.timedelta(days=one[0]), tot=EERSTE + dt.timedelta(days=sum(one)))
)


def periode(van: str, tot: str | None = None) -> Periode:
    return Periode(van=DAG(van), tot=DAG(tot) if tot else None)


def dagen(een: Periode) -> set[dt.date]:
    return {dag for n in range(-5, 200) if (dag := EERSTE + dt.timedelta(days=n)) in een}


@given(perioden, perioden)
def test_periods_agree_with_sets_of_days(een: Periode, ander: Periode) -> None:
    assert een.dagen == len(dagen(een))
    assert een.is_leeg is (not dagen(een))
    assert een.omvat(ander) is (dagen(ander) <= dagen(een))
    assert dagen(een.doorsnede(ander)) == dagen(een) & dagen(ander)
    assert een.overlapt(ander) is bool(dagen(een) & dagen(ander))


@given(st.lists(perioden, max_size=4))
def test_stretches_joined_hold_the_same_days_and_do_not_touch(alle: list[Periode]) -> None:
    gemaakt = aaneen(alle)

    assert {dag for one in gemaakt for dag in dagen(one)} == {dag for one in alle for dag in dagen(one)}
    assert all(na.van > voor.laatste + dt.timedelta(days=1) for voor, na in itertools.pairwise(gemaakt))


@given(perioden)
def test_days_per_year_add_up(een: Periode) -> None:
    jaren = {jaar: sum(dag.year == jaar for dag in dagen(een)) for jaar in {dag.year for dag in dagen(een)}}

    assert {jaar: aantal for jaar, aantal in een.dagen_per_jaar().items() if aantal} == jaren


def test_an_open_end_holds_every_later_day() -> None:
    vanaf = periode("2026-01-01")

    assert DAG("2999-12-31") in vanaf
    assert vanaf.omvat(periode("2030-01-01"))
    assert not periode("2026-01-01", "2030-12-31").omvat(vanaf)
    assert vanaf.doorsnede(periode("2025-01-01")) == vanaf
    with pytest.raises(ValueError, match="01-01-2026 heeft geen einde"):
        _ = vanaf.dagen


@pytest.mark.parametrize(
    ("een", "maanden", "heel"),
    [
        (periode("2026-01-01", "2029-12-31"), 48, True),
        (periode("2026-01-01", "2030-03-31"), 51, True),
        (periode("2026-01-15", "2026-02-14"), 1, False),
        (periode("2026-01-15", "2026-02-13"), 0, False),
        (periode("2026-01-31", "2026-02-27"), 1, False),
        (periode("2026-02-01", "2026-02-28"), 1, True),
        (periode("2026-02-01", "2026-01-31"), 0, False),
    ],
)
def test_months_within_are_whole_months(een: Periode, maanden: int, heel: bool) -> None:
    assert een.maanden() == maanden
    assert een.is_hele_maanden() is heel
