"""The list of gemeenten against the counts that the CBS published of every first of January."""

import datetime as dt

import pytest
from risb_recht.gemeenten import eerste_dagen, gemeenten, is_gemeente

DAG = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("jaar", "aantal"),
    [
        (2015, 393),
        (2016, 390),
        (2017, 388),
        (2018, 380),
        (2019, 355),
        (2020, 355),
        (2021, 352),
        (2022, 345),
        (2023, 342),
        (2024, 342),
        (2025, 342),
        (2026, 342),
    ],
)
def test_there_are_as_many_gemeenten_as_the_cbs_counts(jaar: int, aantal: int) -> None:
    assert sum(is_gemeente(code, dt.date(jaar, 1, 1)) for code in gemeenten()) == aantal


@pytest.mark.parametrize(
    ("code", "dag", "verwacht"),
    [
        ("0307", "2015-01-01", True),
        ("0307", "2030-01-01", True),
        ("0457", "2022-03-23", True),  # Weesp
        ("0457", "2022-03-24", False),
        ("1992", "2022-12-31", False),  # Voorne aan Zee
        ("1992", "2023-01-01", True),
        ("1921", "2015-06-30", True),  # De Friese Meren, then De Fryske Marren
        ("1940", "2015-06-30", False),
        ("1940", "2015-07-01", True),
        ("0000", "2026-01-01", False),
        ("9999", "2026-01-01", False),
        ("GM0307", "2026-01-01", False),
    ],
)
def test_a_code_is_that_of_a_gemeente_on_its_own_days(code: str, dag: str, verwacht: bool) -> None:
    assert is_gemeente(code, DAG(dag)) is verwacht


def test_every_code_has_four_digits_and_a_first_day_before_its_last() -> None:
    assert all(len(code) == 4 and code.isdecimal() and not periode.is_leeg for code, periode in gemeenten().items())
    assert eerste_dagen().keys() == gemeenten().keys()
