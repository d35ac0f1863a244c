"""The image: which locked packages go in, and under whom it runs."""

import importlib.metadata
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from devstack.processes import read_processes
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "deploy/docker/Dockerfile").read_text()
LOCK = """\
fastapi==1.0.0 \\
    --hash=sha256:aa
Typing_Extensions==2.0.0 ; python_version < '3.13' \\
    --hash=sha256:bb \\
    --hash=sha256:cc
typing-extensions==2.1.0 ; python_version >= '3.13' \\
    --hash=sha256:dd
pytest==9.0.0 \\
    --hash=sha256:ee
"""

Select = Callable[[str, str], int]


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def select(tmp_path: Path) -> Select:
    selection = load(ROOT / "deploy/docker/sluiting.py")

    def run(lock: str, names: str) -> int:
        (tmp_path / "lock").write_text(lock)
        (tmp_path / "namen").write_text(names)
        code: int = selection.main([str(tmp_path / "lock"), str(tmp_path / "namen")])
        return code

    return run


def test_only_the_named_packages_stay_with_all_their_hashes(select: Select, capsys: pytest.CaptureFixture[str]) -> None:
    assert select(LOCK, "typing-extensions==2.0.0\nfastapi==1.0.0\n") == 0
    kept = capsys.readouterr().out
    assert kept == LOCK.partition("pytest==")[0]


def test_a_package_that_is_not_locked_stops_the_build(select: Select, capsys: pytest.CaptureFixture[str]) -> None:
    assert select(LOCK, "fastapi==1.0.0\nonbekend==1\n") == 1
    assert "onbekend" in capsys.readouterr().err


def needed_packages(member: str) -> set[str]:
    """Names of the packages that an installed member needs on this platform; our own members are left out."""
    todo, seen = [(member, "")], set[tuple[str, str]]()
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for requirement in map(Requirement, importlib.metadata.requires(name) or []):
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                needed = re.sub(r"[-_.]+", "-", requirement.name).lower()
                todo += [(needed, wanted) for wanted in ("", *requirement.extras)]
    return {name for name, _ in seen if not name.startswith("risb-")}


@pytest.mark.parametrize("service", read_processes())
def test_everything_that_a_service_needs_is_locked(service: str) -> None:
    lock = (ROOT / "requirements.lock").read_text()
    locked = {name.lower() for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==", lock, re.MULTILINE)}
    assert needed_packages(f"risb-{service}") - locked == set()


def test_the_image_runs_as_nobody_in_particular_from_a_pinned_base() -> None:
    assert re.search(r"^ARG PYTHON_IMAGE=python:\d+\.\d+\.\d+-slim-bookworm$", DOCKERFILE, re.MULTILINE)
    assert re.findall(r"^USER (.*)$", DOCKERFILE, re.MULTILINE) == ["10001:10001"]
    assert {line.split()[1] for line in DOCKERFILE.splitlines() if line.startswith("FROM")} == {"${PYTHON_IMAGE}"}


def test_what_the_image_copies_is_let_through_by_its_ignore_file() -> None:
    allowed = (ROOT / "deploy/docker/Dockerfile.dockerignore").read_text().splitlines()
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if re.match(r"COPY (?!--from)", line)]
    sources = {source.split("/${")[0] for sources in copied for source in sources}
    assert sources
    for source in sources:
        assert (ROOT / source).exists(), source
        assert any(source == line[1:] or source.startswith(f"{line[1:]}/") for line in allowed if line[0] == "!")
