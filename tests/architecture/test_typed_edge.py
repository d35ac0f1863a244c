"""A name that does not exist, anywhere between a route and a repository, is found by the type checker."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path for floor in ("application", "entrypoints") for path in (ROOT / "services").glob(f"*/src/*/{floor}/**/*.py")
)
ONZIN = "_onzin"


def wrong_names(source: str) -> tuple[str, set[int]]:
    """The source with a wrong last name in every `uow.x.y` and `edge.x`, and the lines where that was done."""
    lines = source.splitlines()
    changed: set[int] = set()
    places = [
        (node.end_lineno or 0, node.end_col_offset or 0, node.lineno)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and _starts_at_the_seam(node)
    ]
    for line, column, told_at in sorted(places, reverse=True):
        text = lines[line - 1].encode()
        lines[line - 1] = (text[:column] + ONZIN.encode() + text[column:]).decode()
        changed.add(told_at)
    return "\n".join(lines) + "\n", changed


def _starts_at_the_seam(node: ast.Attribute) -> bool:
    inner = node.value
    if isinstance(inner, ast.Name):
        # A wrong `edge.uow` would make an untyped transaction, in which no further name can be wrong.
        return inner.id == "edge" and node.attr != "uow"
    return isinstance(inner, ast.Attribute) and isinstance(inner.value, ast.Name) and inner.value.id == "uow"


@pytest.mark.timeout(600)
def test_a_name_that_does_not_exist_is_found_in_every_route_and_use_case(tmp_path: Path) -> None:
    expected: set[str] = set()
    shadows: list[str] = []
    for number, path in enumerate(SOURCES):
        source, changed = wrong_names(path.read_text(encoding="utf-8"))
        if not changed:
            continue
        shadow = tmp_path / f"{number}.py"
        shadow.write_text(source, encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        expected |= {f"{name}:{line}" for line in changed}
        shadows += ["--shadow-file", name, str(shadow)]
    assert len(expected) > 200
    command = [".venv/bin/mypy", "--cache-dir", str(tmp_path / "cache"), "--no-error-summary", *shadows]
    packages = ["schemas/src", *(f"services/{one.name}/src" for one in (ROOT / "services").iterdir() if one.is_dir())]
    found = subprocess.run([*command, *packages], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    told = {":".join(line.split(":")[:2]) for line in found.splitlines() if ONZIN in line}
    assert not expected - told
