from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.weigeringen import bewaakt


@pytest.fixture(autouse=True)
def wacht(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever these tests have refused, nothing may have changed by it: no row, no event, no file."""
    map_: Path | None = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    with bewaakt(monkeypatch, map_) as wachter:
        yield
    assert not wachter.overtredingen
