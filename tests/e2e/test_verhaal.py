"""The story of the chain is also the end-to-end test: four services, the real broker and the real database."""

import pytest
from devstack.environment import Devstack
from devstack.verhaal import speel

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def test_the_story_holds_from_301_to_measure(devstack: Devstack) -> None:
    toneel = speel(devstack)
    assert toneel.verteller.controles > 75
    assert toneel.toegekend == 3_751_000
