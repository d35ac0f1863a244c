"""Writes docs/verlopen.md from the lifecycles in the domains; `--controleer` only compares (exit 1 when stale)."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from risb_recht.verloop import Verloop

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "verlopen.md"
INTRO = """# Verlopen

Gemaakt uit de domeinen met `make docs`; niet met de hand wijzigen.

In welke status welke stap kan, en waar die heen leidt. Wat hier niet staat, wordt geweigerd met `stap-niet-mogelijk`.
"""


def lifecycles() -> Iterator[tuple[str, Verloop[Any, Any]]]:
    """Every lifecycle at the top of a module of a domain, with its service; each once."""
    seen: set[int] = set()
    for path in sorted(ROOT.glob("services/*/src/*/domain/**/*.py")):
        source = path.relative_to(ROOT / "services").with_suffix("").parts[2:]
        module = importlib.import_module(".".join(source).removesuffix(".__init__"))
        for value in vars(module).values():
            if isinstance(value, Verloop) and id(value) not in seen:
                seen.add(id(value))
                yield source[0], value


def document() -> str:
    """The whole page as Markdown."""
    parts = [
        f"## {service}: {one.wat}\n\n```mermaid\n{one.diagram()}\n```\n"
        for service, one in sorted(lifecycles(), key=lambda pair: (pair[0], pair[1].wat))
    ]
    return "\n".join([INTRO, *parts])


if __name__ == "__main__":
    text = document()
    if "--controleer" in sys.argv:
        fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        sys.exit(0 if fresh else "docs/verlopen.md is oud: make docs")
    TARGET.write_text(text, encoding="utf-8")
