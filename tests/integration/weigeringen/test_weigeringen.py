"""What is refused changes nothing; which refusals that was measured of, and which are left, stands beside this file.

`gelopen.txt` holds the refusals that a run of the tests walked with the database looked at before and after; see
tests/builders/weigeringen.py. `nog_niet.json` holds those that no measured run walked yet: that list may only get
shorter, and a new refusal in the code fails here until a test provokes it. After a run of tests/integration:
`python -m tests.integration.weigeringen.bijwerken`.
"""

import ast
import importlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from chassis.db import SqlUnitOfWork
from chassis.events.consumer import Consumer, Handler
from chassis.events.wire import Envelope
from risb_kern.errors import conflict
from risb_schemas import from_json, load_catalog

from tests.builders.diensten import DIENSTEN, EXAMPLES, aanroeper
from tests.builders.gebeurtenissen import gebeurtenis
from tests.builders.weigeringen import database, verschil
from tests.conftest import DatabaseUrl

pytestmark = pytest.mark.integratie
BRON = Path(__file__).parents[3] / "services"
GELOPEN = Path(__file__).with_name("gelopen.txt")
# What a refused event may leave: the mark that it was refused and the place behind it, so that it is not tried again.
TECHNISCH = {"inbox", "leespositie"}
# How many were left when they were counted last; lower it with the list, never raise it.
HOOGSTENS = 14
NOG_NIET: Mapping[str, Sequence[str]] = json.loads(Path(__file__).with_name("nog_niet.json").read_text())


def weigeringen(dienst: str) -> Iterator[str]:
    """The stable names of the refusals that stand in the code of a service."""
    for path in sorted((BRON / dienst / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _slug(node)


def _slug(call: ast.Call) -> Iterator[str]:
    naam = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    plaats = {"refused": 0, "conflict": 0, "DomainError": 1}.get(naam)
    if naam == "not_found":
        yield "niet-gevonden"
    elif plaats is not None and len(call.args) > plaats and isinstance(call.args[plaats], ast.Constant):
        yield str(call.args[plaats].value)  # type: ignore[attr-defined]


def gelopen() -> set[tuple[str, str]]:
    return {(regel.split()[0], regel.split()[1]) for regel in GELOPEN.read_text().splitlines()}


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_every_refusal_in_the_code_is_walked_or_stands_on_the_list(dienst: str) -> None:
    bekend = {slug for van, slug in gelopen() if van == dienst}
    zonder = set(weigeringen(dienst)) - bekend - set(NOG_NIET[dienst])
    assert not zonder, f"Laat een test onder tests/integration deze weigeringen uitlokken: {sorted(zonder)}"


def test_the_shared_refusals_are_walked_in_some_service() -> None:
    bekend = {slug for _, slug in gelopen()}
    assert not set(weigeringen("chassis")) - bekend - set(NOG_NIET["chassis"])


@pytest.mark.parametrize("dienst", [*DIENSTEN, "chassis"])
def test_nothing_is_said_to_be_left_that_is_walked_or_gone(dienst: str) -> None:
    bekend = {slug for van, slug in gelopen() if dienst in {van, "chassis"}}
    assert not set(NOG_NIET[dienst]) & bekend
    assert not set(NOG_NIET[dienst]) - set(weigeringen(dienst))


def test_the_list_of_what_is_left_gets_no_longer() -> None:
    assert sum(map(len, NOG_NIET.values())) <= HOOGSTENS


def gevallen() -> list[tuple[str, str, str]]:
    """Every handler of every service on every published example."""
    gevonden = []
    for dienst in DIENSTEN:
        for naam in importlib.import_module(f"{dienst}.entrypoints.consumer").HANDLERS:
            map_ = EXAMPLES / load_catalog().newest[naam].service / naam
            gevonden += [(dienst, naam, path.stem) for path in sorted(map_.glob("*.json"))]
    return gevonden


def refusing(handler: Handler[Any]) -> Handler[Any]:
    """A handler that does its work, and then finds a reason to say no."""

    async def handle(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        await handler(uow, data, envelope)
        await uow.session.flush()
        raise conflict("proef", "Toch niet.")

    return handle


def record(naam: str, voorbeeld: str) -> "ConsumerRecord[bytes, bytes]":
    schema = load_catalog().newest[naam]
    data = json.loads((EXAMPLES / schema.service / naam / f"{voorbeeld}.json").read_text())
    return gebeurtenis(naam, from_json(schema.raw, data))


@pytest.mark.parametrize("dienst", DIENSTEN)
async def test_an_event_that_is_refused_leaves_its_mark_and_nothing_else(
    database_url: DatabaseUrl, tmp_path: Path, dienst: str
) -> None:
    async with aanroeper(dienst, database_url(dienst), tmp_path) as wie:
        handlers, uow = importlib.import_module(f"{dienst}.bootstrap").build_handlers(wie.settings)
        weigert = {naam: refusing(one) for naam, one in handlers.items()}
        consumer = Consumer(dienst, weigert, uow, trust=wie.settings.trust(), registry=None)
        for van, naam, voorbeeld in gevallen():
            if van != dienst:
                continue
            async with uow() as lezer:
                voor = await database(lezer.session)
            assert await consumer.handle(record(naam, voorbeeld)) == "geweigerd"
            async with uow() as lezer:
                na = await database(lezer.session)
            assert {"inbox"} <= set(verschil(voor, na)) <= TECHNISCH, (naam, voorbeeld)
