"""How the house is divided: shared packages, subjects that know each other, loose files."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.huis.bomen import SERVICES, File

SHARED = "services/chassis/src/"
# Where a subject is a folder; a module deeper than that stands in the room of that name.
_FLOORS = ("domain", "application", "adapters", "entrypoints.api")
_MOST_LOOSE = 12


def shared(files: Sequence[File]) -> dict[str, str]:
    """Code lines of each shared package: without comments and docstrings."""
    counted: Counter[str] = Counter()
    for one in files:
        if one.name.startswith(SHARED):
            package = one.name.removeprefix(SHARED).partition("/")[0]
            counted[package] += one.lines - one.comments - one.docstrings
    parts = ", ".join(f"{name} {lines}" for name, lines in sorted(counted.items()))
    return {"gedeelde pakketten, coderegels": f"{sum(counted.values())} ({parts})"}


def contracts(root: Path) -> dict[str, str]:
    """Import contracts."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    return {"importcontracten": str(len(re.findall(r"^\[\[tool\.importlinter\.contracts\]\]", text, re.MULTILINE)))}


def ties(files: Sequence[File]) -> dict[str, str]:
    """Per service: pairs of subjects of which each imports the other, on whatever floor."""
    found = []
    for service in SERVICES:
        arrows = {
            arrow for one in files if one.name.startswith(f"services/{service}/") for arrow in _arrows(one, service)
        }
        both = sum((right, left) in arrows for left, right in arrows) // 2
        subjects = {subject for arrow in arrows for subject in arrow}
        found.append(f"{service} {both if subjects else '-'}")
    return {"onderwerpen die elkaar kennen": ", ".join(found)}


def loose(files: Sequence[File]) -> dict[str, str]:
    """The folder with the most files directly in it, and how many have more than twelve."""
    counted = Counter(str(one.path.parent) for one in files if one.path.name != "__init__.py")
    fullest, number = counted.most_common(1)[0]
    name = Path(fullest).relative_to(files[0].root / "services").as_posix().partition("/src/")[2]
    crowded = sum(1 for size in counted.values() if size > _MOST_LOOSE)
    return {"losse bestanden in een map, max / mappen boven 12": f"{number} ({name}) / {crowded}"}


def _arrows(file: File, service: str) -> Iterator[tuple[str, str]]:
    inside = file.name.removeprefix(f"services/{service}/src/").removesuffix(".py").replace("/", ".")
    mine = _subject(inside, service)
    for node in ast.walk(file.tree):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if isinstance(node, ast.ImportFrom):
            modules += [f"{node.module}.{one.name}" for one in node.names]
        for other in {_subject(module, service) for module in modules}:
            if mine and other and mine != other:
                yield mine, other


def _subject(module: str, service: str) -> str | None:
    """The room of a module on any floor."""
    for floor in _FLOORS:
        room, _, deeper = module.removeprefix(f"{service}.{floor}.").partition(".")
        if module.startswith(f"{service}.{floor}.") and deeper:
            return room
    return None
