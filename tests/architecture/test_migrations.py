"""A migration that ran is history: nothing that it leans on may change under it."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSIONS = sorted((ROOT / "services").glob("*/src/*/migrations/versions/*.py"))
LIBRARIES = {"alembic", "cryptography", "sqlalchemy", "structlog", *sys.stdlib_module_names}
FROZEN = re.compile(r"\w+_v[0-9]+")


def imports_of(path: Path) -> list[tuple[str, str]]:
    """Module and name of every import of the file; the name is empty for a whole module."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(one.name, "") for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.module or "", one.name) for one in node.names]
    return found


def living(path: Path) -> list[tuple[str, str]]:
    """Imports of the file from code that goes on changing."""
    return [(module, name) for module, name in imports_of(path) if module.partition(".")[0] not in LIBRARIES]


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: f"{path.parents[2].name}-{path.stem}")
def test_a_migration_imports_only_frozen_functions_of_the_shared_packages(path: Path) -> None:
    for module, name in living(path):
        source = ROOT / "services/chassis/src" / f"{module.replace('.', '/')}.py"
        assert FROZEN.fullmatch(name), f"{module}.{name} is living code"
        assert source.exists(), f"{module} is not a module of a shared package"
        assert living(source) == [], f"{module} leans on living code itself"


def test_there_are_migrations_to_look_at() -> None:
    assert len({path.parents[2].name for path in VERSIONS}) == 4
