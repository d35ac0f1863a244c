"""The clock that a whole stack shares."""

import datetime as dt
from pathlib import Path

import pytest
from risb_kern.clock import MovableClock, SystemClock

SECOND = dt.timedelta(seconds=1)


def test_without_a_file_it_is_the_real_time(tmp_path: Path) -> None:
    assert abs(MovableClock(tmp_path / "klok").nu() - SystemClock().nu()) < SECOND


def test_another_process_sees_the_move_and_time_goes_on_from_there(tmp_path: Path) -> None:
    ours, theirs = MovableClock(tmp_path / "klok"), MovableClock(tmp_path / "klok")
    theirs.nu()
    naar = SystemClock().nu() + dt.timedelta(days=365)
    ours.move(naar)
    first = theirs.nu()
    assert naar <= first < naar + SECOND
    assert theirs.nu() > first


def test_a_second_move_counts_from_the_real_time_again(tmp_path: Path) -> None:
    clock = MovableClock(tmp_path / "klok")
    for days in (1, 40):
        naar = SystemClock().nu() + dt.timedelta(days=days)
        clock.move(naar)
        assert naar <= clock.nu() < naar + SECOND


def test_it_never_goes_back(tmp_path: Path) -> None:
    clock = MovableClock(tmp_path / "klok")
    clock.move(SystemClock().nu() + dt.timedelta(days=2))
    with pytest.raises(ValueError, match="is before"):
        clock.move(SystemClock().nu() + dt.timedelta(days=1))
