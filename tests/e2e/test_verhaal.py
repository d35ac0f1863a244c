"""The story of the chain is also the end-to-end test: four services, the real broker and the real database."""

from pathlib import Path

import pytest
from devstack.environment import Devstack
from devstack.verhaal import speel

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def test_the_story_holds_from_301_to_released_payment(engine_dir: Path) -> None:
    # The story counts everything that it sees, so it has a platform of its own.
    with Devstack(engine_dir / "verhaal", vrije_poorten=True, duurzaam=False) as stack:
        toneel = speel(stack)
    assert toneel.verteller.controles > 75
    assert toneel.toegekend == 3_751_000
