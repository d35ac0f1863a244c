"""Every lifecycle of every service is sound and stands in the document (docs/adr/0023)."""

import subprocess
from typing import Any

import pytest
from risb_recht.verloop import Verloop

from tools.docs.verlopen import ROOT, lifecycles

FOUND = list(lifecycles())


def test_every_service_with_cases_has_a_lifecycle() -> None:
    assert {service for service, _ in FOUND} >= {"contracting", "subsidies", "toezicht"}


@pytest.mark.parametrize("verloop", [one for _, one in FOUND], ids=[f"{service}: {one.wat}" for service, one in FOUND])
def test_every_state_is_reached_and_an_end_is_an_end(verloop: Verloop[Any, Any]) -> None:
    assert verloop.gebreken() == ()


def test_the_document_of_lifecycles_is_up_to_date() -> None:
    command = [".venv/bin/python", "tools/docs/verlopen.py", "--controleer"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
