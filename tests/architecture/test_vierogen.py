"""Every act of a person has its row in docs/vierogen.md: who may not do it and from which amount, or why one will do."""

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from risb_recht.bedrag import euro
from risb_recht.vierogen import Vierogen

from tests.architecture.test_handelingen import acts

ROOT = Path(__file__).parents[2]
SERVICES = ("contracting", "declaraties", "subsidies", "toezicht")
WRITES = {"post", "put", "patch", "delete"}


@cache
def rules(service: str) -> dict[str, set[str]]:
    """Per decision who may not take it, as the document says it; from every `vierogen.py` of the domain."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "services" / service / "src" / service / "domain").rglob("vierogen.py")):
        parts = path.relative_to(ROOT / "services" / service / "src").with_suffix("").parts
        values = list(vars(importlib.import_module(".".join(parts))).values())
        values += [one for value in values if isinstance(value, dict) for one in value.values()]
        for rule in values:
            if isinstance(rule, Vierogen):
                found[rule.besluit] = {_row(act, vanaf.waarden[-1].waarde) for act, vanaf in rule.niet.items()}
    return found


def _row(act: str, cent: int) -> str:
    return f"`{act}` (vanaf {euro(cent)})" if cent else f"`{act}`"


def table(service: str, head: str) -> dict[str, str]:
    """The rows of one table of the document: act and what stands beside it."""
    text = (ROOT / "docs/vierogen.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {service}\n")[2].partition("\n## ")[0]
    rows = section.partition(f"| handeling | {head} |\n")[2].partition("\n\n")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", rows, re.MULTILINE))


def routes(service: str) -> Iterator[ast.AsyncFunctionDef]:
    """Every route that writes."""
    for path in (ROOT / "services" / service / "src" / service / "entrypoints" / "api").rglob("*.py"):
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(one, ast.AsyncFunctionDef):
                verbs = {ast.unparse(deco).partition("(")[0] for deco in one.decorator_list}
                if verbs & {f"router.{verb}" for verb in WRITES}:
                    yield one


def acts_of_persons(service: str) -> set[str]:
    """The use cases that a route which writes calls or passes on."""
    known = {name for name, _ in acts(service)}
    called = {
        node.attr
        for route in routes(service)
        for node in ast.walk(route)
        if isinstance(node, ast.Attribute) and node.attr in known
    }
    return called - {"betaalvragen"}


@pytest.mark.parametrize("service", SERVICES)
def test_who_may_not_stands_in_the_document_as_in_the_rules(service: str) -> None:
    assert len(rules(service)) >= 3
    written = {act: set(cell.split(", ")) for act, cell in table(service, "wie niet").items()}
    assert written == {act: niet or {"alleen niet op het eigene"} for act, niet in rules(service).items()}


@pytest.mark.parametrize("service", SERVICES)
def test_every_act_of_a_person_has_a_rule_or_a_reason_why_one_person_will_do(service: str) -> None:
    alone = table(service, "waarom een persoon genoeg is")
    assert len(acts_of_persons(service)) > 5
    assert not set(alone) & set(rules(service))
    assert acts_of_persons(service) == set(alone) | set(rules(service))


@pytest.mark.parametrize("service", SERVICES)
def test_every_rule_is_carried_out_by_the_act_that_it_names(service: str) -> None:
    domain = ROOT / "services" / service / "src" / service
    sources = [path.read_text(encoding="utf-8") for path in domain.rglob("*.py") if path.name != "vierogen.py"]
    names = {
        name
        for path in domain.rglob("vierogen.py")
        for name in re.findall(r"^([A-Z_]+)(?:: [^=]+)? = ", path.read_text(encoding="utf-8"), re.MULTILINE)
        if not name.startswith("_") and not name.endswith("_VANAF")
    }
    assert names
    assert not [one for one in names if not any(re.search(rf"\b{one}(\[.+\])?\.toets\(", text) for text in sources)]


@pytest.mark.parametrize("service", SERVICES)
def test_whose_a_matter_is_stands_in_one_place(service: str) -> None:
    source = ROOT / "services" / service / "src" / service
    naming = [path for floor in ("application", "domain") for path in (source / floor).rglob("*.py")]
    marks = [path.name for path in naming if re.search(r"van ?= ?\{|f\"agb:\{one", path.read_text(encoding="utf-8"))]
    assert set(marks) <= {"belang.py"}
    assert (source / "application" / "belang.py").is_file()


@pytest.mark.parametrize("service", SERVICES)
def test_two_logins_of_one_organisation_count_as_one_at_every_gate(service: str) -> None:
    """Whoever decides is passed with the marks of the whole organisation, never as the token names them."""
    gates = {
        path.name: text
        for path in sorted((ROOT / "services" / service / "src" / service / "application").rglob("*.py"))
        if re.search(r"^from .*\.domain\..*vierogen import", text := path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(gates) >= 3
    assert not [name for name, text in gates.items() if "met_organisatie(uow, handeling)" not in text]
