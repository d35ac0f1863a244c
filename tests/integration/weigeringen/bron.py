"""The refusals that stand in the code: the stable name that a call gives, itself or by a function of its module."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

BRON = Path(__file__).parents[3] / "services"
# Which argument of a call is the stable name.
_PLAATS = {"refused": 0, "conflict": 0, "DomainError": 1, "BerichtGeweigerdError": 1}


@cache
def weigeringen(dienst: str) -> frozenset[str]:
    """The stable names of the refusals of a service."""
    return frozenset(slug for tree in bomen(dienst).values() for slug in _slugs(tree))


def bomen(dienst: str) -> Mapping[Path, ast.Module]:
    """What every module of the service says."""
    return {path: tree for path, tree in _BOMEN.items() if path.is_relative_to(BRON / dienst / "src")}


def _slugs(tree: ast.Module) -> Iterator[str]:
    plaats, vast = {**_PLAATS, **dict(_doorgevers(tree))}, dict(_constanten(tree))
    for call in _calls(tree):
        if _naam(call) == "not_found":
            yield "niet-gevonden"
        match _gezegd(call, plaats):
            case ast.Constant(value=slug):
                yield str(slug)
            case ast.Name(id=naam) if naam in vast:
                yield vast[naam]


def _doorgevers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Functions that hand on a parameter of theirs as the name, with its place."""
    for functie in ast.walk(tree):
        if isinstance(functie, ast.FunctionDef):
            namen = [one.arg for one in functie.args.args]
            for call in _calls(functie):
                gezegd = _gezegd(call, _PLAATS)
                if isinstance(gezegd, ast.Name) and gezegd.id in namen:
                    yield functie.name, namen.index(gezegd.id)


def _constanten(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=naam)], value=ast.Constant(value=str(tekst))):
                yield naam, tekst


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (one for one in ast.walk(node) if isinstance(one, ast.Call))


def _gezegd(call: ast.Call, plaats: Mapping[str, int]) -> ast.expr | None:
    waar = plaats.get(_naam(call))
    return None if waar is None or len(call.args) <= waar else call.args[waar]


def _naam(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


# Once, at import: deep in a stack (within a test, its fixtures and an event loop) CPython 3.11 can lose count of the depth
# at which it builds a tree, and says "AST constructor recursion depth mismatch".
_BOMEN = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(BRON.glob("*/src/**/*.py"))}
