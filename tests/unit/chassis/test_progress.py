"""A consumer is ready while it goes on, or has nothing to do."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition
from chassis.bounds.progress import Progress
from chassis.observability import ACHTERSTAND

ONE, TWO = TopicPartition("proef", 0), TopicPartition("proef", 1)


@pytest.fixture
def passed(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    moment = [1000.0]
    monkeypatch.setattr("chassis.bounds.progress.time", SimpleNamespace(monotonic=lambda: moment[0]))

    def move(seconds: float) -> None:
        moment[0] += seconds

    return move


@pytest.fixture
def progress(passed: Callable[[float], None]) -> Progress:  # noqa: ARG001 -- the clock comes first
    return Progress("proefdienst")


def behind() -> dict[str, float]:
    found = [one for family in ACHTERSTAND.collect() for one in family.samples if one.labels["dienst"] == "proefdienst"]
    return {one.labels["partitie"]: one.value for one in found}


def test_before_the_first_measure_it_is_not_ready(progress: Progress) -> None:
    assert not progress.is_moving
    assert progress.is_due


def test_at_the_end_it_is_ready_however_long_nothing_comes(progress: Progress, passed: Callable[[float], None]) -> None:
    for _ in range(20):
        progress.note({ONE: 5, TWO: 0}, {ONE: 5, TWO: 0})
        assert progress.is_moving
        passed(30)


def test_behind_and_moving_is_ready_and_behind_and_standing_still_is_not(
    progress: Progress, passed: Callable[[float], None]
) -> None:
    for position in range(10):
        progress.note({ONE: 1000}, {ONE: position})
        passed(30)
        assert progress.is_moving
    for _ in range(3):
        progress.note({ONE: 1000}, {ONE: 9})
        passed(30)
    assert not progress.is_moving
    progress.note({ONE: 1000}, {ONE: 10})
    assert progress.is_moving


def test_one_partition_that_stands_still_does_not_hide_that_another_moves(
    progress: Progress, passed: Callable[[float], None]
) -> None:
    for position in range(10):
        progress.note({ONE: 1000, TWO: 10}, {ONE: position, TWO: 3})
        passed(30)
    assert progress.is_moving


def test_what_is_not_measured_any_more_is_not_ready(progress: Progress, passed: Callable[[float], None]) -> None:
    progress.note({ONE: 5}, {ONE: 5})
    assert not progress.is_due
    passed(61)
    assert not progress.is_moving
    assert progress.is_due


def test_without_a_partition_there_is_nothing_to_do(progress: Progress) -> None:
    progress.note({}, {})
    assert progress.is_moving


def test_the_lag_is_by_the_end_and_of_our_own_partitions_only(progress: Progress) -> None:
    progress.note({ONE: 50, TWO: 9}, {ONE: 8, TWO: 9})
    assert behind() == {"0": 42, "1": 0}
    progress.note({ONE: 50}, {ONE: 50})
    assert behind() == {"0": 0}
    progress.note({}, {})
    assert behind() == {}
