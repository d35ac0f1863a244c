from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.weigeringen import Wacht, bewaakt


@pytest.fixture(autouse=True)
def wacht(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wacht]:
    """Whatever these tests have refused, nothing may have changed by it: no row, no event, no file."""
    map_: Path | None = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    with bewaakt(monkeypatch, map_) as wachter:
        yield wachter
    assert not wachter.overtredingen


@pytest.fixture
def ook_lezen(wacht: Wacht) -> None:
    """Reads that are refused are looked at as well; that costs a look at every table for each read."""
    wacht.ook_lezen = True
