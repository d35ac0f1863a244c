import datetime as dt
import errno
import os
from pathlib import Path

import pytest
from devstack.__main__ import main
from risb_kern.clock import MovableClock


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RISB_DEVSTACK_DIR", str(tmp_path))
    monkeypatch.delenv("KAFKA_BOOTSTRAP", raising=False)


def test_a_token_before_the_first_start_is_refused_with_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "--rol", "inkoper"]) == 1
    assert "Start die eerst: make up" in capsys.readouterr().err


def test_the_token_alone_goes_to_standard_output_and_the_warning_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "poorten.json").write_text('{"uitgever": 20001}')
    assert main(["token", "--rol", "aanbieder", "--agb", "65656055"]) == 0
    out, err = capsys.readouterr()
    assert out.count(".") == 2
    assert len(out.split()) == 1
    assert "LET OP" in err


def test_following_without_a_running_environment_is_refused_with_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["volg", "--topic", "contracting-aanbieders"]) == 1
    assert "Start die eerst: make up" in capsys.readouterr().err


def test_the_clock_goes_to_a_day_and_on_by_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for dag in ("2099-03-01", "+14d"):
        assert main(["klok", "--dag", dag]) == 0
    assert "15-03-2099" in capsys.readouterr().out
    assert MovableClock(tmp_path / "klok").vandaag() == dt.date(2099, 3, 15)


@pytest.mark.parametrize("dag", ["2000-01-01", "morgen", "+veel"])
def test_the_clock_does_not_go_back_and_not_to_what_is_no_day(dag: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["klok", "--dag", dag]) == 1
    assert "+14d" in capsys.readouterr().err


def test_timelines_without_a_running_environment_are_refused_with_the_remedy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["geschiedenis", "--dienst", "subsidies"]) == 1
    assert "Start die eerst: make up" in capsys.readouterr().err


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.ECONNREFUSED, errno.EIO])
def test_what_the_system_refuses_is_said_in_dutch_with_a_remedy(
    number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number), "post")

    monkeypatch.setattr("devstack.__main__.messages", refuse)
    assert main(["post"]) == 1
    said = capsys.readouterr().err
    assert "Oplossing: " in said
    assert os.strerror(number) not in said
