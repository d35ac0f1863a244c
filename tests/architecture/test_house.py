"""What import-linter cannot say about the house: sizes, names, one place to commit, glossary, decisions."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("contracting", "declaraties", "subsidies", "toezicht")
SOURCES = sorted(
    path
    for folder in ("services", "schemas", "tools", "tests", "deploy")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations/versions" not in path.as_posix() and ".venv" not in path.parts
)
COMMITS = {
    "services/chassis/src/risb_api/writes.py": "the edge of every API",
    "services/chassis/src/chassis/events/consumer.py": "the edge of every consumer",
    "services/chassis/src/risb_zaak/agenda/process.py": "the edge of every agenda",
    "services/chassis/src/chassis/events/redrive.py": "the place among the dead letters",
    "services/chassis/src/chassis/db.py": "the unit of work itself",
    "services/chassis/src/chassis/migrate.py": "a setting of the migration connection",
}
EDGE = re.compile(r"services/\w+/src/\w+/entrypoints/")
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "base.py", "misc.py"}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def code_lines(path: Path) -> int:
    """Lines that are neither blank, comment nor docstring."""
    documented: set[int] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                documented |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    lines = path.read_text(encoding="utf-8").splitlines()
    return sum(
        1
        for number, line in enumerate(lines, 1)
        if line.strip() and line.strip()[0] != "#" and number not in documented
    )


SHARED = sorted(path for path in (ROOT / "services/chassis/src").iterdir() if path.is_dir())
# docs/adr/0034: the two that carry what goes on between processes may be longer.
CAPS = {"chassis": 1_600, "risb_api": 1_110, "risb_zaak": 1_200}


@pytest.mark.parametrize("package", SHARED, ids=lambda path: path.name)
def test_shared_packages_stay_small(package: Path) -> None:
    assert len(SHARED) <= 5
    assert sum(code_lines(path) for path in package.rglob("*.py")) <= CAPS.get(package.name, 1_100)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_keep_to_their_caps(path: Path) -> None:
    assert path.name not in FORBIDDEN_NAMES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, node.name


def test_only_the_edges_commit() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if path.is_relative_to(ROOT / "services") and re.search(r"\.commit\(", path.read_text(encoding="utf-8"))
    }
    assert {path for path in found if not EDGE.match(path)} == COMMITS.keys()


def glossary() -> set[str]:
    rows = re.findall(r"^\| ([^|]+?) \|", (ROOT / "docs/begrippen.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {term.strip("` ").casefold() for row in rows for term in row.split(",")}


@pytest.mark.parametrize("service", SERVICES)
def test_every_class_of_a_domain_stands_in_the_glossary(service: str) -> None:
    terms = glossary()
    classes = {
        node.name
        for path in (ROOT / "services" / service / "src" / service / "domain").rglob("*.py")
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert classes
    assert not {name for name in classes if name.casefold() not in terms}


@pytest.mark.parametrize("path", sorted((ROOT / "docs/adr").glob("*.md")), ids=lambda path: path.name)
def test_every_decision_names_its_check(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert sections == ["Context", "Decision", "Consequences", "Alternatives", "Check"]
    assert re.search(r"## Decision\n\*\*.+\*\*", text)


def test_links_in_the_documents_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert not broken


def test_events_document_is_up_to_date() -> None:
    command = [".venv/bin/python", "tools/docs/gebeurtenissen.py", "--controleer"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_the_tree_names_no_machine_and_no_registry() -> None:
    patterns = [r"https?://[a-z0-9.-]*(pypi|npmjs|maven|golang|crates)[a-z0-9.-]*", r"(^|[^.a-zA-Z])/(work|farm)/"]
    for pattern in patterns:
        command = ["git", "grep", "-nIE", pattern, "--", ":!tests/architecture"]
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert found.stdout == ""


def test_no_marker_of_unfinished_work_stands_in_the_code() -> None:
    found = [
        f"{path.relative_to(ROOT)}"
        for path in SOURCES
        if path != Path(__file__) and re.search(r"\b(TODO|FIXME|XXX|HACK)\b", path.read_text(encoding="utf-8"))
    ]
    assert not found
