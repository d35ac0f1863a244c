"""Registry mode against a registry that is not ours: Confluent's protocol as another product speaks it."""

import asyncio
import datetime as dt
import io
import json
import uuid
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import fastavro
import httpx
import pytest
from chassis.db import SqlUnitOfWork
from chassis.events.wire import Envelope
from risb_kern.events.wire import OutboxRow
from risb_schemas import (
    EventSchema,
    IncompatibleSchemaError,
    data_folder,
    decode,
    encode,
    from_json,
    load_catalog,
    to_json,
)
from risb_schemas.registry import ConfluentRegistry
from structlog.testing import capture_logs

from tests.builders.gebeurtenissen import koppen, ondertekend
from tests.integration.chassis.conftest import Proef, until

from .conftest import Deur, put_schema

pytestmark = [pytest.mark.register, pytest.mark.integratie]
CATALOG = load_catalog()
EXAMPLES = sorted((data_folder() / "voorbeelden").glob("*/*/*.json"))
KEY = "AanbiederGeregistreerd.v1"
SCHEMA = CATALOG.newest[KEY]
TOPIC = CATALOG.topic_of[KEY].name
EXTRA = {"name": "nieuw", "type": ["null", "string"], "default": None, "doc": "Later toegevoegd."}
REQUIRED = {"name": "verplicht", "type": "string", "doc": "Zonder standaardwaarde."}


def with_field(schema: EventSchema, field: Mapping[str, Any]) -> dict[str, Any]:
    return {**schema.raw, "fields": [*schema.raw["fields"], field]}


def subject_of(schema: EventSchema, topic: str) -> str:
    return f"{topic}-{schema.namespace}.{schema.name}"


def a_record(naam: str = "Proef") -> dict[str, Any]:
    return {
        "agb_code": f"{uuid.uuid4().int % 10**8:08d}",
        "kvk_nummer": "12345678",
        "naam": naam,
        "capaciteit_uren_per_maand": 1,
        "datum": dt.date(2026, 1, 2),
    }


def a_row(schema: EventSchema, record: Mapping[str, Any], topic: str) -> OutboxRow:
    return OutboxRow(
        id=uuid.uuid4(),
        topic=topic,
        sleutel=b"een",
        type=schema.type,
        inhoud=encode(schema, record),
        tijd=dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
        traceparent=f"00-{'ab' * 16}-{'12' * 8}-01",
    )


def rows_named(topic: str, *names: str) -> list[OutboxRow]:
    return [a_row(SCHEMA, a_record(name), topic) for name in names]


async def emit(proef: Proef, *rows: OutboxRow) -> None:
    async with proef.uow() as uow:
        for row in rows:
            uow.emit_row(row)
        await uow.commit()


async def sent(proef: Proef, count: int) -> bool:
    return len(await proef.rows("SELECT 1 FROM gebeurtenis")) == count


async def names_on(proef: Proef, topic: str, count: int) -> list[str]:
    # In a thread, because the door to the registry works in this loop.
    records = await proef.read(topic, count)
    found = [await asyncio.to_thread(decode, CATALOG, one.value, proef.registry) for one in records]
    return [one.record["naam"] for one in found]


def catcher(found: dict[uuid.UUID, Mapping[str, Any]]) -> Any:
    async def keep(_: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        found[envelope.id] = data

    return keep


def logged(logs: list[Any], event: str) -> int:
    return len([one for one in logs if one["event"] == event])


@pytest.mark.parametrize("schema", CATALOG.revisions, ids=lambda schema: f"{schema.key}.{schema.revision}")
def test_every_schema_is_accepted_twice_with_one_id_and_comes_back_the_same(
    register: httpx.Client, register_url: str, schema: EventSchema
) -> None:
    subject = subject_of(schema, CATALOG.topic_of[schema.key].name)
    numbers = {ConfluentRegistry(register_url).schema_id(subject, schema.raw) for _ in range(2)}
    assert len(numbers) == 1
    assert json.loads(ConfluentRegistry(register_url).schema(numbers.pop())) == schema.raw
    level = {"compatibility": CATALOG.topic_of[schema.key].compatibility}
    assert register.put(f"/config/{subject}", json=level).status_code == httpx.codes.OK
    assert put_schema(register, subject, with_field(schema, REQUIRED)).status_code == httpx.codes.CONFLICT


async def test_every_published_example_goes_out_and_comes_in_through_the_registry(proef: Proef) -> None:
    rows, documents = [], {}
    for path in EXAMPLES:
        schema, document = CATALOG.newest[path.parent.name], json.loads(path.read_text(encoding="utf-8"))
        row = a_row(schema, from_json(schema.raw, document), CATALOG.topic_of[schema.key].name)
        rows.append(row)
        documents[row.id] = document
    found: dict[uuid.UUID, Mapping[str, Any]] = {}
    # One relay each, since every producer signs for itself.
    for producent in sorted({CATALOG.topics[row.topic].producers[0] for row in rows}):
        own = [row for row in rows if producent in CATALOG.topics[row.topic].producers]
        before = len(await proef.rows("SELECT 1 FROM gebeurtenis"))
        await emit(proef, *own)
        async with proef.running(producent=producent):
            await until(partial(sent, proef, before + len(own)), 60)
    async with proef.running(dict.fromkeys(CATALOG.newest, catcher(found))):
        await until(lambda: arrived(found, documents), 60)
    assert {number: to_json(record) for number, record in found.items() if number in documents} == documents
    first_bytes = set()
    for topic in {row.topic for row in rows}:
        wanted = {str(row.id).encode() for row in rows if row.topic == topic}
        for record in await proef.read(topic, len(wanted)):
            if dict(record.headers)["ce_id"] in wanted:
                first_bytes.add(record.value[:1])
    assert first_bytes == {b"\x00"}


async def arrived(found: Mapping[uuid.UUID, Any], wanted: Mapping[uuid.UUID, Any]) -> bool:
    return wanted.keys() <= found.keys()


async def test_a_revision_that_only_the_registry_knows_is_read(proef: Proef, register: httpx.Client) -> None:
    newer = with_field(SCHEMA, EXTRA)
    put_schema(register, subject_of(SCHEMA, TOPIC), SCHEMA.raw).raise_for_status()
    number = put_schema(register, subject_of(SCHEMA, TOPIC), newer).raise_for_status().json()["id"]
    record, found = a_record(), dict[uuid.UUID, Mapping[str, Any]]()
    row = a_row(SCHEMA, record, TOPIC)
    value = b"\x00" + number.to_bytes(4, "big") + body_of(newer, {**record, "nieuw": "later"})
    async with proef.running({KEY: catcher(found)}):
        await proef.produce(TOPIC, (b"een", value, ondertekend(TOPIC, b"een", value, koppen(row))))
        await until(lambda: arrived(found, {row.id: 1}))
    assert found[row.id] == record


def body_of(raw: Any, record: Mapping[str, Any]) -> bytes:

    body = io.BytesIO()
    fastavro.schemaless_writer(body, fastavro.parse_schema(raw), record)
    return body.getvalue()


async def test_a_refused_schema_sends_nothing_keeps_the_row_and_goes_on_when_it_is_accepted(
    proef: Proef, register: httpx.Client, topic: str
) -> None:
    subject = subject_of(SCHEMA, topic)
    put_schema(register, subject, with_field(SCHEMA, REQUIRED)).raise_for_status()
    await emit(proef, *rows_named(topic, "a", "b"))
    stop, relay = asyncio.Event(), proef.relay()
    with capture_logs() as logs:
        running = asyncio.create_task(relay.run(stop))
        await until(lambda: condition(logged(logs, "relay_refused") >= 2))
        assert not running.done()
        assert not relay.active
        assert len(await proef.rows("SELECT 1 FROM outbox")) == 2
        forget(register, subject)
        await until(lambda: sent(proef, 2))
        stop.set()
        await running
    refusals = [one for one in logs if one["event"] == "relay_refused"]
    assert [one["again_in_seconds"] for one in refusals[:2]] == [2.0, 4.0]
    assert all(one["log_level"] == "error" and subject in one["error"] for one in refusals)
    assert await names_on(proef, topic, 2) == ["a", "b"]


def forget(register: httpx.Client, subject: str) -> None:
    register.delete(f"/subjects/{subject}").raise_for_status()


async def condition(value: object) -> bool:
    return bool(value)


def test_our_client_names_a_refusal(register: httpx.Client, register_url: str, topic: str) -> None:
    put_schema(register, f"{topic}-x", with_field(SCHEMA, REQUIRED)).raise_for_status()
    with pytest.raises(IncompatibleSchemaError, match=f"{topic}-x"):
        ConfluentRegistry(register_url).schema_id(f"{topic}-x", SCHEMA.raw)


async def test_what_was_committed_before_a_refused_event_does_go(
    proef: Proef, register: httpx.Client, topic: str
) -> None:
    other = CATALOG.newest["AanbiederToegelaten.v1"]
    put_schema(register, subject_of(other, topic), with_field(other, REQUIRED)).raise_for_status()
    document = json.loads(next(path for path in EXAMPLES if path.parent.name == other.key).read_text(encoding="utf-8"))
    await emit(
        proef, *rows_named(topic, "a"), a_row(other, from_json(other.raw, document), topic), *rows_named(topic, "b")
    )
    with capture_logs() as logs:
        async with proef.running():
            await until(lambda: condition(logged(logs, "relay_refused") >= 2))
    assert await names_on(proef, topic, 1) == ["a"]
    assert len(await proef.rows("SELECT 1 FROM outbox")) == 2


async def test_a_registry_away_at_the_start_is_waited_for_and_the_order_stays(
    proef: Proef, deur: Deur, topic: str
) -> None:
    await deur.shut()
    names = [str(number) for number in range(30)]
    await emit(proef, *rows_named(topic, *names))
    with capture_logs() as logs:
        async with proef.running():
            await until(lambda: condition(logged(logs, "relay_interrupted") >= 2))
            assert await sent(proef, 0)
            await deur.open()
            await until(lambda: sent(proef, 30))
    assert "RegistryUnavailableError" in next(one["error"] for one in logs if one["event"] == "relay_interrupted")
    assert await names_on(proef, topic, 30) == names


async def test_known_schemas_go_on_without_the_registry_and_a_new_one_waits_for_it(
    proef: Proef, deur: Deur, topic: str
) -> None:
    other = CATALOG.newest["AanbiederToegelaten.v1"]
    document = json.loads(next(path for path in EXAMPLES if path.parent.name == other.key).read_text(encoding="utf-8"))
    found: dict[uuid.UUID, Mapping[str, Any]] = {}
    first, second = a_row(SCHEMA, a_record(), TOPIC), a_row(SCHEMA, a_record(), TOPIC)
    third = a_row(other, from_json(other.raw, document), CATALOG.topic_of[other.key].name)
    async with proef.running({KEY: catcher(found), other.key: catcher(found)}):
        await emit(proef, first)
        await until(lambda: arrived(found, {first.id: 1}))
        await deur.shut()
        await emit(proef, second)
        await until(lambda: arrived(found, {second.id: 1}))
        await emit(proef, third, *(last := rows_named(topic, "later")))
        with capture_logs() as logs:
            await until(lambda: condition(logged(logs, "relay_interrupted")))
        assert await sent(proef, 2)
        await deur.open()
        await until(lambda: sent(proef, 3 + len(last)))
        await until(lambda: arrived(found, {third.id: 1}))


async def test_a_consumer_waits_for_the_registry_and_puts_nothing_aside(proef: Proef, deur: Deur) -> None:
    found: dict[uuid.UUID, Mapping[str, Any]] = {}
    row = a_row(SCHEMA, a_record(), TOPIC)
    await emit(proef, row)
    async with proef.running():
        await until(lambda: sent(proef, 1))
    proef.registry = ConfluentRegistry(deur.url)
    await deur.shut()
    with capture_logs() as logs:
        async with proef.running({KEY: catcher(found)}):
            await until(lambda: condition(logged(logs, "event_retry")))
            assert row.id not in found
            await deur.open()
            await until(lambda: arrived(found, {row.id: 1}))
    assert logged(logs, "dead_letter") == 0


async def test_both_encodings_on_one_topic_are_read_in_order(proef: Proef, topic: str) -> None:
    with_registry, proef.registry = proef.registry, None
    await emit(proef, *rows_named(topic, "a", "b"))
    async with proef.running():
        await until(lambda: sent(proef, 2))
    proef.registry = with_registry
    await emit(proef, *rows_named(topic, "c", "d"))
    async with proef.running():
        await until(lambda: sent(proef, 4))
    assert [record.value[:1] for record in await proef.read(topic, 4)] == [b"\xc3", b"\xc3", b"\x00", b"\x00"]
    assert await names_on(proef, topic, 4) == ["a", "b", "c", "d"]


async def test_a_consumer_handles_both_encodings_of_one_topic(proef: Proef) -> None:
    with_registry, proef.registry = proef.registry, None
    plain, framed = a_row(SCHEMA, a_record(), TOPIC), a_row(SCHEMA, a_record(), TOPIC)
    await emit(proef, plain)
    async with proef.running():
        await until(lambda: sent(proef, 1))
    proef.registry = with_registry
    found: dict[uuid.UUID, Mapping[str, Any]] = {}
    await emit(proef, framed)
    async with proef.running({KEY: catcher(found)}):
        await until(lambda: arrived(found, {plain.id: 1, framed.id: 1}))


def test_an_id_that_the_registry_does_not_know_is_a_lookup_error(register_url: str) -> None:
    with pytest.raises(LookupError):
        ConfluentRegistry(register_url).schema(987_654)


def test_no_example_was_left_out() -> None:
    assert {Path(path).parent.name for path in EXAMPLES} == set(CATALOG.newest)
