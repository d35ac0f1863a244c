"""The files that are measured, read and parsed once."""

import ast
import io
import statistics
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SERVICES = ("contracting", "declaraties", "subsidies", "toezicht")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class File:
    """One file with code in it."""

    root: Path
    path: Path

    @cached_property
    def text(self) -> str:
        """What it says."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """What it says, parsed."""
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> int:
        """Lines that are not blank."""
        return sum(1 for line in self.text.splitlines() if line.strip())

    @cached_property
    def functions(self) -> list[Function]:
        """Every function and method, nested ones too."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    @cached_property
    def comments(self) -> int:
        """Comments, on a line of their own or behind code."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return sum(1 for one in tokens if one.type == tokenize.COMMENT)

    @cached_property
    def docstrings(self) -> int:
        """Lines of docstrings that are not blank."""
        source = self.text.splitlines()
        return sum(1 for number in self._documented() if source[number - 1].strip())

    @property
    def name(self) -> str:
        """Path from the root."""
        return self.path.relative_to(self.root).as_posix()

    def _documented(self) -> Iterator[int]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Module | ast.ClassDef | Function) and ast.get_docstring(node) is not None:
                yield from range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)


def production(root: Path) -> list[File]:
    """Services, chassis and schemas, without migrations and without files that say nothing."""
    return _files(root, ("services", "schemas"))


def tests(root: Path) -> list[File]:
    """Everything under tests."""
    return _files(root, ("tests",))


def _files(root: Path, folders: Iterable[str]) -> list[File]:
    paths = sorted(path for folder in folders for path in (root / folder).rglob("*.py"))
    found = [File(root, path) for path in paths if not {"migrations", ".venv"} & set(path.relative_to(root).parts)]
    return [one for one in found if one.lines]


def length(node: Function, source: Sequence[str]) -> int:
    """Lines of a function that are not blank, from `def` to its end."""
    return sum(1 for line in source[node.lineno - 1 : node.end_lineno] if line.strip())


def spread(numbers: Sequence[int]) -> str:
    """Median, ninetieth percentile and maximum."""
    ordered = sorted(numbers)
    return f"{statistics.median_low(ordered)} / {ordered[int(0.9 * (len(ordered) - 1))]} / {ordered[-1]}"
