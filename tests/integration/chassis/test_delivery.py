"""Outbox, relay, inbox, retries, dead letters and redrive, on the real broker and the real database."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer
from chassis.db import SqlUnitOfWork, outbox_row
from chassis.events.redrive import redrive
from chassis.events.wire import Envelope, read_envelope
from risb_kern.errors import DomainError, Kind
from risb_kern.events import Event
from risb_kern.trace import tracing
from risb_schemas import decode, load_catalog
from sqlalchemy import text

from tests.builders.gebeurtenissen import koppen, ondertekend

from .conftest import DIENST, DLQ, SOURCE, Proef, until

pytestmark = pytest.mark.integratie
TOPIC = "contracting-aanbieders"
KEY = "AanbiederGeregistreerd.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AanbiederGeregistreerd(Event):
    agb_code: str
    kvk_nummer: str = "12345678"
    naam: str = "Proef"
    capaciteit_uren_per_maand: int = 1
    datum: dt.date = dt.date(2026, 1, 2)


def an_agb() -> str:
    return f"{uuid.uuid4().int % 10**8:08d}"


async def count_effect(uow: SqlUnitOfWork, data: Mapping[str, Any], _: Envelope) -> None:
    insert = "INSERT INTO effect VALUES (:agb, 1) ON CONFLICT (agb_code) DO UPDATE SET aantal = effect.aantal + 1"
    await uow.session.execute(text(insert), {"agb": data["agb_code"]})


async def effects(proef: Proef) -> dict[str, int]:
    return {row.agb_code: row.aantal for row in await proef.rows("SELECT agb_code, aantal FROM effect")}


async def test_events_leave_with_the_commit_or_not_at_all(proef: Proef) -> None:
    async with proef.uow() as uow:
        uow.emit(AanbiederGeregistreerd(agb_code=an_agb()))
    assert await proef.rows("SELECT 1 FROM outbox") == []
    await proef.emit(AanbiederGeregistreerd(agb_code=an_agb()))
    assert len(await proef.rows("SELECT 1 FROM outbox")) == 1


async def test_relay_keeps_the_order_per_key_and_moves_rows_to_the_log(proef: Proef) -> None:
    keys = [an_agb() for _ in range(3)]
    await proef.emit(*(AanbiederGeregistreerd(agb_code=keys[n % 3], naam=str(n)) for n in range(60)))
    async with proef.running():
        await until(lambda: log_has(proef, 60))
    seen: dict[str, list[int]] = defaultdict(list)
    for record in await proef.read(TOPIC, 60):
        event = decode(load_catalog(), record.value).record
        if event["agb_code"] in keys:
            seen[event["agb_code"]].append(int(event["naam"]))
    assert seen == {key: list(range(n, 60, 3)) for n, key in enumerate(keys)}
    assert await proef.rows("SELECT 1 FROM outbox") == []


async def log_has(proef: Proef, count: int) -> bool:
    return len(await proef.rows("SELECT 1 FROM gebeurtenis")) == count


async def test_only_one_of_two_relays_is_active(proef: Proef) -> None:
    async with proef.running(), proef.running():
        await proef.emit(*(AanbiederGeregistreerd(agb_code=an_agb()) for _ in range(20)))
        await until(lambda: log_has(proef, 20))
    assert len({row.id for row in await proef.rows("SELECT id FROM gebeurtenis")}) == 20


def test_headers_are_cloudevents_and_keep_the_trace() -> None:
    with tracing("ab" * 16):
        row = outbox_row(AanbiederGeregistreerd(agb_code="42420001"), dt.datetime.now(dt.UTC), "ab" * 16)
    envelope = read_envelope(koppen(row))
    assert (envelope.source, envelope.type, envelope.trace_id) == (
        SOURCE,
        "nl.contracten.aanbieder-geregistreerd.v1",
        "ab" * 16,
    )


async def test_an_event_delivered_three_times_has_one_effect(proef: Proef) -> None:
    rows = [outbox_row(AanbiederGeregistreerd(agb_code=an_agb()), dt.datetime.now(dt.UTC), "cd" * 16) for _ in range(5)]
    records = [(row.sleutel, row.inhoud, koppen(row)) for row in rows * 3]
    async with proef.running({KEY: count_effect}):
        await proef.produce(TOPIC, *records)
        await until(lambda: _has_effects(proef, {row.sleutel.decode() for row in rows if row.sleutel}))
    found = await effects(proef)
    assert all(found[row.sleutel.decode()] == 1 for row in rows if row.sleutel)


async def _has_effects(proef: Proef, keys: set[str]) -> bool:
    return keys <= (await effects(proef)).keys()


async def test_poison_goes_aside_once_with_its_reason_while_good_events_flow(proef: Proef) -> None:
    good = [outbox_row(AanbiederGeregistreerd(agb_code=an_agb()), dt.datetime.now(dt.UTC), "ef" * 16) for _ in range(6)]
    head = koppen(good[0])
    other = [(name, b"0.3" if name == "ce_specversion" else value) for name, value in head]
    unreadable = {
        "leeg": None,
        "onbekende-codering": b"{}",
        "onbekend-schema": b"\xc3\x01" + b"\x07" * 8 + b"x",
        "beschadigd": (good[0].inhoud or b"")[:14],
        "geen-register": b"\x00\x00\x00\x00\x09x",
    }
    poison = {
        **{reason: (b"k", value, ondertekend(TOPIC, b"k", value, head)) for reason, value in unreadable.items()},
        "geen-cloudevent": (b"k", good[0].inhoud, other),
    }
    records = []
    for row, bad in zip(good, poison.values(), strict=True):
        records += [bad, (row.sleutel, row.inhoud, koppen(row))]
    before = {record.offset for record in await _all(proef, DLQ)}
    async with proef.running({KEY: count_effect}):
        await proef.produce(TOPIC, *records)
        await until(lambda: _has_effects(proef, {row.sleutel.decode() for row in good if row.sleutel}))
        await until(lambda: _dead(proef, len(before) + len(poison)))
    letters = [record for record in await _all(proef, DLQ) if record.offset not in before]
    assert sorted(dict(letter.headers)["reden"].decode() for letter in letters) == sorted(poison)
    assert {letter.value for letter in letters} == {bad[1] for bad in poison.values()}


async def _dead(proef: Proef, count: int) -> bool:
    return len(await _all(proef, DLQ)) >= count


async def _all(proef: Proef, topic: str) -> list[Any]:
    reader = AIOKafkaConsumer(topic, bootstrap_servers=proef.bootstrap, auto_offset_reset="earliest")
    await reader.start()
    ends = await reader.end_offsets(reader.assignment())
    found: list[Any] = []
    while sum(ends.values()) > len(found):
        for records in (await reader.getmany(timeout_ms=200)).values():
            found += records
    await reader.stop()
    return found


async def test_a_refused_event_is_marked_and_has_no_effect(proef: Proef) -> None:
    async def refuse(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        await count_effect(uow, data, envelope)
        raise DomainError(Kind.CONFLICT, "mag-niet", "Dit mag niet.")

    row = outbox_row(AanbiederGeregistreerd(agb_code=an_agb()), dt.datetime.now(dt.UTC), "12" * 16)
    async with proef.running({KEY: refuse}):
        await proef.produce(TOPIC, (row.sleutel, row.inhoud, koppen(row)))
        await until(lambda: _marked(proef, row.id))
    assert row.sleutel is not None
    assert row.sleutel.decode() not in await effects(proef)


async def _marked(proef: Proef, event_id: uuid.UUID) -> bool:
    return any(
        found.id == event_id for found in await proef.rows("SELECT id FROM inbox WHERE uitkomst LIKE 'geweigerd%'")
    )


async def test_an_unexpected_error_is_tried_again_until_it_works(proef: Proef) -> None:
    attempts = 0

    async def shaky(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        nonlocal attempts
        if data["agb_code"] == wanted:
            attempts += 1
            if attempts < 3:
                raise RuntimeError("the neighbour is away")
        await count_effect(uow, data, envelope)

    wanted = an_agb()
    row = outbox_row(AanbiederGeregistreerd(agb_code=wanted), dt.datetime.now(dt.UTC), "34" * 16)
    async with proef.running({KEY: shaky}):
        await proef.produce(TOPIC, (row.sleutel, row.inhoud, koppen(row)))
        await until(lambda: _has_effects(proef, {wanted}))
    assert attempts == 3
    assert (await effects(proef))[wanted] == 1


async def test_redrive_handles_what_can_be_read_by_now_and_keeps_the_rest_aside(proef: Proef) -> None:
    row = outbox_row(AanbiederGeregistreerd(agb_code=an_agb()), dt.datetime.now(dt.UTC), "56" * 16)
    place = [("topic", TOPIC.encode()), ("reden", b"onbekend-schema"), ("partitie", b"0"), ("offset", b"1")]
    first = [(f"oorspronkelijk_{name}", value) for name, value in koppen(row)]
    await proef.produce(DLQ, (row.sleutel, row.inhoud, [*first, *place]), (b"k", b"nonsense", [*first, *place]))
    outcomes = await redrive(DIENST, proef.consumer({KEY: count_effect}), proef.bootstrap)
    assert outcomes["verwerkt"] == 1
    assert outcomes["dode_letter"] >= 1
    assert row.sleutel is not None
    assert (await effects(proef))[row.sleutel.decode()] == 1
    again = await redrive(DIENST, proef.consumer({KEY: count_effect}), proef.bootstrap)
    assert again["verwerkt"] == 0
