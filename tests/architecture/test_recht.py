"""The law leans on nothing, and every lifecycle of every service is sound and drawn (docs/adr/0023)."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from risb_recht.verloop import Verloop

from tools.docs.verlopen import ROOT, lifecycles

FOUND = list(lifecycles())
LAW = sorted((ROOT / "services/chassis/src/risb_recht").glob("*.py"))


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.name)
def test_the_law_leans_on_python_and_the_kernel_alone(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = [one.module or "" for one in nodes if isinstance(one, ast.ImportFrom)]
    names += [alias.name for one in nodes if isinstance(one, ast.Import) for alias in one.names]

    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names | {"risb_kern", "risb_recht"}


def test_every_service_with_cases_has_a_lifecycle() -> None:
    assert {service for service, _ in FOUND} >= {"contracting", "subsidies", "toezicht"}


@pytest.mark.parametrize("verloop", [one for _, one in FOUND], ids=[f"{service}: {one.wat}" for service, one in FOUND])
def test_every_state_is_reached_and_an_end_is_an_end(verloop: Verloop[Any, Any]) -> None:
    assert verloop.gebreken() == ()


def test_the_document_of_lifecycles_is_up_to_date() -> None:
    command = [".venv/bin/python", "tools/docs/verlopen.py", "--controleer"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_a_moment_becomes_a_day_in_amsterdam_only() -> None:
    """A day cut in UTC is yesterday for everybody who judges, signs or sends between midnight and two o'clock."""
    sources = [path for path in sorted((ROOT / "services").glob("*/src/**/*.py")) if "migrations" not in path.parts]
    lines = [
        (path.relative_to(ROOT), line.strip())
        for path in sources
        for line in path.read_text(encoding="utf-8").splitlines()
        if ".date()" in line or ".today()" in line
    ]
    assert lines
    assert not [(path, line) for path, line in lines if "amsterdam" not in line.casefold()]
