"""Every act is in the timeline of its case and is told outside, or docs/handelingen.md says why not."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("contracting", "declaraties", "subsidies", "toezicht")
# Free text and whatever leads to a person; docs/adr/0024-tijdlijn.md.
FORBIDDEN = {"adres", "bsn", "email", "grond", "iban", "motivering", "naam", "omschrijving", "onderbouwing"}
FORBIDDEN |= {"opmerking", "reactie", "reden", "tekst", "telefoon", "toelichting", "url", "verwijzing"}
SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CALLS = {"gebeurtenis": "uow.emit(", "tijdlijn": "uow.timeline.add("}


def acts(service: str) -> Iterator[tuple[str, str]]:
    """Name and source of every use case: what takes the unit of work first, in a file of its own name."""
    for path in (ROOT / "services" / service / "src" / service / "application").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for one in ast.parse(source).body:
            if isinstance(one, ast.AsyncFunctionDef) and one.name == path.stem and one.args.args[0].arg == "uow":
                yield one.name, source


@cache
def without(service: str) -> dict[str, set[str]]:
    """What each act that stands in the document does without."""
    text = (ROOT / "docs/handelingen.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {service}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([\w, ]+) \| (.+) \|$", section, re.MULTILINE)
    return {act: set(what.split(", ")) for act, what, reason in rows if reason}


@pytest.mark.parametrize("service", SERVICES)
def test_what_an_act_does_not_tell_stands_in_the_document_and_nothing_else(service: str) -> None:
    silent = {name: {what for what, call in CALLS.items() if call not in source} for name, source in acts(service)}
    assert len(silent) > 10
    assert {name: missing for name, missing in silent.items() if missing} == without(service)


@pytest.mark.parametrize("service", SERVICES)
def test_a_use_case_writes_the_timeline_under_its_own_name(service: str) -> None:
    written = [
        (name, call.args[1].value)
        for name, source in acts(service)
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == "uow.timeline.add"
        and isinstance(call.args[1], ast.Constant)
    ]
    assert len(written) > 5
    assert not [(name, soort) for name, soort in written if soort != name]


def tables_beside_the_timeline() -> Iterator[tuple[str, ast.Dict]]:
    """Every table that a use case writes in full, where it writes the timeline too."""
    for path in sorted(ROOT.glob("services/*/src/*/application/**/*.py")):
        source = path.read_text(encoding="utf-8")
        if "timeline.add(" in source:
            yield from ((path.name, one) for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Dict))


def test_what_may_have_to_be_erased_is_not_written_in_the_timeline() -> None:
    # Keys, and what values come down to: `opdracht.grond` is a ground, `str(motivering.id)` an id.
    named = [
        (file, name)
        for file, table in tables_beside_the_timeline()
        for name in re.findall(r"\w+\b(?![.(])", ast.unparse(table))
    ]
    assert len(named) > 50
    assert not [(file, name) for file, name in named if name in FORBIDDEN]


def test_names_in_the_timeline_are_snake_case() -> None:
    names = [
        (file, key.value)
        for file, table in tables_beside_the_timeline()
        for key in table.keys
        if isinstance(key, ast.Constant)
    ]
    assert len(names) > 20
    assert not [(file, name) for file, name in names if not SNAKE_CASE.fullmatch(str(name))]
