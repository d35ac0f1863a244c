"""What is refused changes nothing; of which refusals that was measured stands beside this file.

`gelopen.txt` holds the refusals that a run of the tests walked with the database looked at before and after; see
tests/builders/weigeringen.py. Every refusal in the code stands there, or below with the reason why no route gives it;
a new one fails here until a test provokes it. After a run of tests/integration:
`python -m tests.integration.weigeringen.bijwerken`.
"""

import importlib
import json
from collections.abc import Mapping
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
from tests.integration.weigeringen.bron import weigeringen

pytestmark = pytest.mark.integratie
GELOPEN = Path(__file__).with_name("gelopen.txt")
# What a refused event may leave: the mark that it was refused and the place behind it, so that it is not tried again.
TECHNISCH = {"inbox", "leespositie"}
# Of what no route gives: why. test_onbereikbaar.py proves it.
NIET_OVER_EEN_ROUTE = {
    "datum-buiten-bereik": "level 1: the worker keeps it as the outcome of the message",
    "niet-volgens-xsd": "level 1: the worker keeps it as the outcome of the message",
    "waarde-onleesbaar": "level 1: the worker keeps it as the outcome of the message",
    "referentienummer-niet-uniek": "answered with IB016 in a Fo01, which is looked at as any refusal",
    "te-veel-tegelijk": "only beside other requests of the caller, before a byte of this one is read",
    "even-niet-beschikbaar": "503: only beside many other requests, before a byte of this one is read",
    "lezers-op-naam": "no service keeps a kind of document that is read by name",
    "parameter-ontbreekt": "every parameter holds on each day that somebody can name",
}


def gelopen() -> set[tuple[str, str]]:
    return {(regel.split()[0], regel.split()[1]) for regel in GELOPEN.read_text().splitlines()}


@pytest.mark.parametrize("dienst", [*DIENSTEN, "chassis"])
def test_every_refusal_in_the_code_is_walked(dienst: str) -> None:
    """A shared one in some service."""
    bekend = {slug for van, slug in gelopen() if dienst in {van, "chassis"}}
    zonder = weigeringen(dienst) - bekend - NIET_OVER_EEN_ROUTE.keys()
    assert not zonder, f"Laat een test onder tests/integration deze weigeringen uitlokken: {sorted(zonder)}"


def test_nothing_is_said_to_be_out_of_reach_that_is_walked_or_gone() -> None:
    assert not NIET_OVER_EEN_ROUTE.keys() & {slug for _, slug in gelopen()}
    assert NIET_OVER_EEN_ROUTE.keys() <= frozenset().union(*map(weigeringen, ("chassis", *DIENSTEN)))


def test_nothing_is_said_to_be_walked_that_the_code_no_longer_says() -> None:
    weg = [(van, slug) for van, slug in gelopen() if slug not in weigeringen(van) | weigeringen("chassis")]
    assert not weg


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
