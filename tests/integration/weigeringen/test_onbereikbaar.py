"""Why no route gives some of the refusals: each reason of `NIET_OVER_EEN_ROUTE`, proven."""

import ast
import datetime as dt
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from risb_recht.codes import EERSTE_DAG
from risb_recht.parameters import Parameter
from subsidies.domain.regelingen.regeling import PROGRAMMALIJNEN

from tests.builders.diensten import DIENSTEN
from tests.integration.weigeringen.bron import BRON, bomen

pytestmark = pytest.mark.integratie
# Of the release: a decision, a receipt or a term is never earlier.
EERSTE_RELEASE = dt.date(2026, 1, 1)


def parameters() -> Iterator[Parameter[Any]]:
    """Every parameter that the law package or the domain of a service knows."""
    for naam in ("risb_recht", *(f"{dienst}.domain" for dienst in DIENSTEN)):
        for module in pkgutil.walk_packages(importlib.import_module(naam).__path__, f"{naam}."):
            inhoud = vars(importlib.import_module(module.name))
            yield from (waarde for waarde in inhoud.values() if isinstance(waarde, Parameter))


def test_every_parameter_holds_on_each_day_that_somebody_can_name() -> None:
    gevonden = list(parameters())
    assert PROGRAMMALIJNEN in gevonden
    assert all(one.tot is None and one.waarden[0].van < EERSTE_RELEASE for one in gevonden)
    # The only one that is asked for a day that a caller chooses.
    assert PROGRAMMALIJNEN.waarden[0].van <= EERSTE_DAG


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_no_service_keeps_a_document_that_is_read_by_name(dienst: str) -> None:
    assert not [path for path in (BRON / dienst / "src").rglob("*.py") if "op_naam" in path.read_text()]


def test_the_door_reads_no_more_of_a_message_than_what_it_is() -> None:
    lezen = "declaraties.adapters.standaard.xml.lezen"
    namen, deur = set(), BRON / "declaraties/src/declaraties/adapters/post"
    for path, tree in bomen("declaraties").items():
        for node in ast.walk(tree) if path.is_relative_to(deur) else ():
            if isinstance(node, ast.ImportFrom) and node.module == lezen:
                namen |= {one.name for one in node.names}
    assert namen == {"check_kind", "herken"}
