"""How the production code is built: sizes, types, words beside the code, doubles."""

import ast
import re
from collections import Counter
from collections.abc import Sequence

from tools.huis.bomen import File, Function, length, spread

_SUPPRESSED = {"noqa": re.compile(r"#\s*noqa"), "type: ignore": re.compile(r"#\s*type:\s*ignore")}
_WORTH_SHARING = 5


def sizes(files: Sequence[File]) -> dict[str, str]:
    """Files and functions."""
    lengths = [length(node, one.text.splitlines()) for one in files for node in one.functions]
    return {
        "bestanden / regels": f"{len(files)} / {sum(one.lines for one in files)}",
        "bestand mediaan / p90 / max": spread([one.lines for one in files]),
        "functie mediaan / p90 / max": spread(lengths),
    }


def types(files: Sequence[File]) -> dict[str, str]:
    """What mypy is told."""
    functions = [node for one in files for node in one.functions]
    arguments = [argument for node in functions for argument in _arguments(node)]
    typed = sum(argument.annotation is not None for argument in arguments)
    returns = sum(node.returns is not None for node in functions)
    loose = sum(_anys(one) for one in files)
    return {
        "argumenten / uitkomsten met type": f"{_percent(typed, len(arguments))} / {_percent(returns, len(functions))}",
        "Any": str(loose),
    }


def words(files: Sequence[File]) -> dict[str, str]:
    """Comments, docstrings, and what was told to be silent."""
    lines = sum(one.lines for one in files)
    found = {name: sum(len(rule.findall(one.text)) for one in files) for name, rule in _SUPPRESSED.items()}
    return {
        "commentaarregels": _percent(sum(one.comments for one in files), lines),
        "docstringregels": _percent(sum(one.docstrings for one in files), lines),
        "noqa / type: ignore": " / ".join(str(number) for number in found.values()),
    }


def doubles(files: Sequence[File]) -> dict[str, str]:
    """Pairs of functions with the same body, to the letter and in form alone (names and values aside)."""
    letter: Counter[str] = Counter()
    form: Counter[str] = Counter()
    for one in files:
        for node in one.functions:
            if length(node, one.text.splitlines()) >= _WORTH_SHARING:
                body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
                letter["\n".join(ast.unparse(part) for part in body)] += 1
                form["\n".join(_form(part) for part in body)] += 1
    return {"dubbele functies, letterlijk / in vorm": f"{_pairs(letter)} / {_pairs(form)}"}


def commits(files: Sequence[File]) -> dict[str, str]:
    """Files that commit."""
    return {"bestanden met commit()": str(sum(".commit(" in one.text for one in files))}


def _arguments(node: Function) -> list[ast.arg]:
    given = node.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return [argument for argument in every if argument is not None and argument.arg not in {"self", "cls"}]


def _anys(file: File) -> int:
    return sum(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(file.tree))


def _form(node: ast.AST) -> str:
    text = re.sub(r"(id|arg|attr|name)='[^']*'", r"\1", ast.dump(node))
    return re.sub(r"value=('[^']*'|\"[^\"]*\"|[0-9.]+)", "value", text)


def _pairs(counted: Counter[str]) -> int:
    return sum(number * (number - 1) // 2 for number in counted.values())


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"
