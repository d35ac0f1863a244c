"""Every published example of the events that subsidies takes becomes one use case, at the moment of the event."""

import json
import uuid
from typing import Any

import pytest
from chassis.events.wire import Envelope
from risb_schemas import data_folder, from_json, load_catalog
from subsidies.entrypoints.consumer import HANDLERS

from tests.builders.subsidies import AGB, KVK, NU, bewaard, gepubliceerd
from tests.fakes.subsidies.uow import FakeUow

EXAMPLES = [
    (event, path) for event in HANDLERS for path in sorted((data_folder() / "voorbeelden").glob(f"*/{event}/*.json"))
]


def envelope(event: str) -> Envelope:
    schema = load_catalog().newest[event]
    return Envelope(id=uuid.uuid4(), source="urn:nld:oin:0:systeem:x", type=schema.type, time=NU, trace_id="cd" * 16)


def record(event: str, **changes: Any) -> Any:
    path = next(path for name, path in EXAMPLES if name == event and path.stem == "volledig")
    return from_json(load_catalog().newest[event].raw, {**json.loads(path.read_text(encoding="utf-8")), **changes})


@pytest.mark.parametrize(("event", "path"), EXAMPLES, ids=lambda value: getattr(value, "stem", value))
async def test_a_published_example_is_taken_and_a_second_time_changes_nothing(event: str, path: Any) -> None:
    uow = FakeUow()
    data = from_json(load_catalog().newest[event].raw, json.loads(path.read_text(encoding="utf-8")))
    await HANDLERS[event](uow, data, envelope(event))
    zorg = uow.zorgcontracten
    before = (dict(zorg.aanbieders), dict(zorg.contracten), dict(zorg.einden))
    assert any(before)
    await HANDLERS[event](uow, data, envelope(event))
    assert (zorg.aanbieders, zorg.contracten, zorg.einden) == before


async def test_a_finding_bears_the_moment_of_the_event() -> None:
    uow = FakeUow()
    one = await bewaard(uow, await gepubliceerd(uow))
    for event in ("AanbiederGeregistreerd.v1", "OvereenkomstGesloten.v1"):
        await HANDLERS[event](uow, record(event, agb_code=AGB), envelope(event))
    assert await uow.zorgcontracten.find_kvk(AGB) == KVK
    (punt,) = await uow.aandachtspunten.list(one.id)
    assert (punt.ontstaan_op, punt.signaal.feit_datum) == (NU, NU.date())


async def test_an_early_end_reaches_the_contract() -> None:
    uow = FakeUow()
    for event in HANDLERS:
        await HANDLERS[event](uow, record(event, agb_code=AGB), envelope(event))
    (contract,) = await uow.zorgcontracten.list(KVK)
    assert contract.tot == record("OvereenkomstBeeindigingIngetrokken.v1")["einddatum"]


async def test_an_end_that_was_withdrawn_stays_so_when_it_is_told_again() -> None:
    uow = FakeUow()
    for event in ("AanbiederGeregistreerd.v1", "OvereenkomstGesloten.v1", "OvereenkomstBeeindigd.v1"):
        await HANDLERS[event](uow, record(event, agb_code=AGB), envelope(event))
    for event in ("OvereenkomstBeeindigingIngetrokken.v1", "OvereenkomstBeeindigd.v1"):
        await HANDLERS[event](uow, record(event, agb_code=AGB), envelope(event))
    (contract,) = await uow.zorgcontracten.list(KVK)
    assert contract.tot != record("OvereenkomstBeeindigd.v1")["einddatum"]
