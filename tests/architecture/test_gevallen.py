"""Every acceptance case of a service has a test that carries its number, or stands in the list of those to come.

A test names its case as `geval_<number>` in its own name or in the id of a parameter. `gevallen.json` says per service
which number is the last one and which numbers hold nowhere yet; that list only gets shorter.
"""

import json
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
GEVALLEN = json.loads((Path(__file__).with_name("gevallen.json")).read_text(encoding="utf-8"))
_GEVAL = re.compile(r"(?<![A-Za-z])geval_(\d+)(?!\d)")


def held(service: str) -> set[int]:
    """The numbers that the tests of a service carry."""
    paths = (path for path in TESTS.rglob("test_*.py") if service in path.relative_to(TESTS).parts)
    return {int(number) for path in paths for number in _GEVAL.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("service", sorted(GEVALLEN))
def test_every_case_has_a_test_or_is_still_to_come(service: str) -> None:
    to_come = set(GEVALLEN[service]["nog_niet"])
    assert held(service) | to_come == set(range(1, GEVALLEN[service]["laatste"] + 1))
    assert held(service) & to_come == set()
