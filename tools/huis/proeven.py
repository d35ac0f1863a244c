"""How the tests are built, and how much there is of them beside the code."""

import ast
from collections.abc import Sequence

from tools.huis.bomen import SERVICES, File, Function, length, spread


def shape(files: Sequence[File]) -> dict[str, str]:
    """Test functions: how many, how long, how they get what they need."""
    inside = {id(node) for one in files for owner in _classes(one) for node in owner.body}
    found = [(one, node) for one in files for node in one.functions if node.name.startswith("test_")]
    lengths = [length(node, one.text.splitlines()) for one, node in found]
    total = len(found)
    return {
        "testfuncties": str(total),
        "geparametriseerd": _share([node for _, node in found if _parametrised(node)], total),
        "in klassen": _share([node for _, node in found if id(node) in inside], total),
        "test mediaan / p90 / max": spread(lengths),
        "mocks / monkeypatch": f"{_mocks(files)} / {_share([n for _, n in found if _patched(n)], total)}",
    }


def beside_code(tests: Sequence[File], code: Sequence[File]) -> dict[str, str]:
    """Lines of tests per line of code, in all and per service (tests with its name in their path)."""
    ratios = [f"{_lines(tests) / _lines(code):.2f}"]
    for service in SERVICES:
        own = [one for one in code if one.name.startswith(f"services/{service}/")]
        named = [one for one in tests if service in one.name]
        ratios.append(f"{service} {_lines(named) / _lines(own):.2f}")
    return {"test : code": ", ".join(ratios)}


def _classes(file: File) -> list[ast.ClassDef]:
    return [node for node in ast.walk(file.tree) if isinstance(node, ast.ClassDef)]


def _parametrised(node: Function) -> bool:
    return any("parametrize" in ast.unparse(one) for one in node.decorator_list)


def _patched(node: Function) -> bool:
    return any(argument.arg == "monkeypatch" for argument in node.args.args)


def _mocks(files: Sequence[File]) -> int:
    names = {"unittest.mock", "mock"}
    return sum(
        isinstance(node, ast.ImportFrom) and node.module in names for one in files for node in ast.walk(one.tree)
    )


def _share(part: Sequence[object], total: int) -> str:
    return f"{100 * len(part) / total:.1f} %"


def _lines(files: Sequence[File]) -> int:
    return sum(one.lines for one in files)
