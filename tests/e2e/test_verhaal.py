"""The stories of the product are also the end-to-end tests: the real services, broker and database."""

from pathlib import Path

import pytest
from devstack.environment import Devstack
from devstack.verhaal import VERHALEN, speel

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
CONTROLES = {"keten": 75, "contracting": 20}


@pytest.mark.parametrize("verhaal", VERHALEN)
def test_the_story_holds(engine_dir: Path, verhaal: str) -> None:
    # A story counts everything that it sees, so it has a platform of its own.
    with Devstack(engine_dir / f"verhaal-{verhaal}", vrije_poorten=True, duurzaam=False) as stack:
        toneel = speel(stack, verhaal)
    assert toneel.verteller.controles > CONTROLES[verhaal]
    assert toneel.toegekend == (3_751_000 if verhaal == "keten" else 0)
