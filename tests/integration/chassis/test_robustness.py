"""What goes wrong around relay and consumer: lost connections, rebalances, refused and unreadable messages."""

import asyncio
import contextlib
import datetime as dt
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from typing import Any

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from chassis.db import SqlUnitOfWork, outbox_row
from chassis.events.consumer import MAX_DEAD_IN_A_ROW, TooManyDeadLettersError
from chassis.events.relay import Relay
from chassis.events.wire import Envelope
from chassis.observability import OUTBOX_OUDSTE, OUTBOX_RIJEN
from risb_kern.events.wire import OutboxRow
from sqlalchemy import text
from structlog.testing import capture_logs

from tests.builders.gebeurtenissen import koppen, ondertekend, record_van, zegel

from .conftest import DIENST, Proef, until
from .test_delivery import KEY, TOPIC, AanbiederGeregistreerd, an_agb, count_effect, effects, log_has

pytestmark = pytest.mark.integratie
EARLIER = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


def a_row(agb_code: str) -> OutboxRow:
    return outbox_row(AanbiederGeregistreerd(agb_code=agb_code), EARLIER, "ab" * 16)


async def emit_rows(proef: Proef, *rows: OutboxRow) -> None:
    async with proef.uow() as uow:
        for row in rows:
            uow.emit_row(row)
        await uow.commit()


async def keys_on_topic(proef: Proef) -> Counter[str]:
    reader = AIOKafkaConsumer(TOPIC, bootstrap_servers=proef.bootstrap, auto_offset_reset="earliest")
    await reader.start()
    try:
        total = sum((await reader.end_offsets(reader.assignment())).values())
    finally:
        await reader.stop()
    return Counter(record.key.decode() for record in await proef.read(TOPIC, total))


async def has_effects(proef: Proef, keys: set[str]) -> bool:
    return keys <= (await effects(proef)).keys()


async def test_an_event_too_large_stops_the_row_behind_it_and_repeats_nothing(proef: Proef) -> None:
    before, after = an_agb(), an_agb()
    large = a_row("42420001")._replace(inhoud=b"x" * 2_100_000)
    await emit_rows(proef, a_row(before), large, a_row(after))
    stop, relay = asyncio.Event(), proef.relay()
    with capture_logs() as logs:
        running = asyncio.create_task(relay.run(stop))
        await until(lambda: refused(logs, 2))
        assert not ready(relay)
        assert await log_has(proef, 1)
        async with proef.uow() as uow:
            await uow.session.execute(text("DELETE FROM outbox WHERE id = :id"), {"id": large.id})
            await uow.commit()
        await until(lambda: log_has(proef, 2))
        assert ready(relay)
        stop.set()
        await running
    assert {log["event_id"] for log in logs if log["event"] == "event_not_sent"} == {str(large.id)}
    found = await keys_on_topic(proef)
    assert (found[before], found[after]) == (1, 1)


def ready(relay: Relay) -> bool:
    return relay.active


async def refused(logs: list[Any], count: int) -> bool:
    return len([one for one in logs if one["event"] == "relay_refused"]) >= count


async def test_the_age_of_the_outbox_is_told_while_kafka_is_away(proef: Proef) -> None:
    await emit_rows(proef, a_row(an_agb()))
    OUTBOX_RIJEN.labels("afgesloten").set(0)
    stop, relay = asyncio.Event(), Relay("afgesloten", proef.url, "127.0.0.1:1", zegel("contracting"), None)
    running = asyncio.create_task(relay.run(stop))

    async def told() -> bool:
        return bool(OUTBOX_RIJEN.labels("afgesloten")._value.get() == 1)

    await until(told)
    assert OUTBOX_OUDSTE.labels("afgesloten")._value.get() > 0
    assert not relay.active
    stop.set()
    await running


async def test_a_relay_that_loses_its_database_takes_up_where_it_was(proef: Proef) -> None:
    keys = [an_agb() for _ in range(40)]
    async with proef.running():
        for number, key in enumerate(keys):
            await emit_rows(proef, a_row(key))
            if number % 10 == 5:
                query = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                await proef.rows(query)
        await until(lambda: log_has(proef, 40))
    assert await proef.rows("SELECT 1 FROM outbox") == []
    assert set(keys) <= set(await keys_on_topic(proef))


async def test_connections_that_the_server_closed_at_rest_are_replaced_before_anybody_notices(proef: Proef) -> None:
    async with asyncio.TaskGroup() as together:
        first = [together.create_task(proef.rows("SELECT pg_backend_pid() FROM pg_sleep(0.1)")) for _ in range(4)]
    pids = [task.result()[0][0] for task in first]
    assert len(set(pids)) > 1
    with psycopg.connect(proef.url, autocommit=True) as other:
        for pid in pids:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    async with asyncio.TaskGroup() as together:
        again = [together.create_task(proef.rows("SELECT pg_backend_pid()")) for _ in range(4)]
    assert not {task.result()[0][0] for task in again} & set(pids)


async def test_a_consumer_whose_connection_dies_in_the_effect_does_it_once(proef: Proef) -> None:
    wanted, attempts = an_agb(), 0

    async def dying(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        nonlocal attempts
        await count_effect(uow, data, envelope)
        if data["agb_code"] == wanted:
            attempts += 1
            if attempts == 1:
                await uow.session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    row = a_row(wanted)
    async with proef.running({KEY: dying}):
        await proef.produce(TOPIC, (row.sleutel, row.inhoud, koppen(row)))
        await until(lambda: has_effects(proef, {wanted}))
    assert attempts == 2
    assert (await effects(proef))[wanted] == 1


async def test_headers_of_others_and_a_message_of_the_largest_size_go_aside_without_holding_up(proef: Proef) -> None:
    good = an_agb()
    row, head = a_row(good), koppen(a_row(an_agb()))
    strange: list[Any] = [*head, ("ander\x00e", None), ("binair", b"\x00\x01\xff"), ("ce_id", None)]
    async with proef.running({KEY: count_effect}):
        await proef.produce(
            TOPIC,
            (b"k", row.inhoud, strange),
            (b"k", b"{" * 1_048_000, ondertekend(TOPIC, b"k", b"{" * 1_048_000, head)),
        )
        await proef.produce(TOPIC, (row.sleutel, row.inhoud, koppen(row)))
        await until(lambda: has_effects(proef, {good}))
        await until(lambda: no_letters_waiting(proef))
    letters = await proef.rows("SELECT kop->>'reden' AS reden FROM gebeurtenis WHERE topic = 'contracting-dlq'")
    assert {letter.reden for letter in letters} >= {"geen-cloudevent", "onbekende-codering"}


async def no_letters_waiting(proef: Proef) -> bool:
    row = (await proef.rows("SELECT count(*) AS n FROM gebeurtenis WHERE topic = 'contracting-dlq'"))[0]
    return row.n >= 2 and not await proef.rows("SELECT 1 FROM outbox")


async def test_a_rebalance_in_the_middle_of_an_event_loses_nothing_and_ends_nothing(proef: Proef) -> None:
    keys = {an_agb() for _ in range(24)}
    entered, go_on = asyncio.Event(), asyncio.Event()

    async def slow(uow: SqlUnitOfWork, data: Mapping[str, Any], envelope: Envelope) -> None:
        if data["agb_code"] in keys:
            entered.set()
            await go_on.wait()
        await count_effect(uow, data, envelope)

    rows = [a_row(key) for key in keys]
    with capture_logs() as logs:
        async with proef.running({KEY: slow}):
            await proef.produce(TOPIC, *((row.sleutel, row.inhoud, koppen(row)) for row in rows))
            await asyncio.wait_for(entered.wait(), 20)
            async with consumer_beside(proef):
                try:
                    await until(lambda: two_members(proef))
                finally:
                    go_on.set()
                await until(lambda: has_effects(proef, keys))
    found = await effects(proef)
    assert {found[key] for key in keys} == {1}
    assert "consumer_interrupted" not in {log["event"] for log in logs}


async def two_members(proef: Proef) -> bool:
    admin = AIOKafkaAdminClient(bootstrap_servers=proef.bootstrap)
    await admin.start()
    try:
        _, _, state, _, _, members, *_ = (await admin.describe_consumer_groups([DIENST]))[0].groups[0]
        return bool(state == "Stable" and len(members) == 2)
    finally:
        await admin.close()


@contextlib.asynccontextmanager
async def consumer_beside(proef: Proef) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(proef.consumer({KEY: count_effect}).run(stop, proef.bootstrap))
    try:
        yield
    finally:
        stop.set()
        await task


async def test_a_partition_that_was_taken_away_is_left_alone(proef: Proef) -> None:
    client = AIOKafkaConsumer(TOPIC, bootstrap_servers=proef.bootstrap, group_id="kwijt", enable_auto_commit=False)
    await client.start()
    try:
        consumer, lost = proef.consumer({KEY: count_effect}), TopicPartition(TOPIC, 99)
        await consumer._measure(client)
        consumer._pause(client, lost, 1, RuntimeError("too late"))
        assert consumer._resume_at == {}
        with capture_logs() as logs:
            await consumer._commit(client, {lost: 1})
            client._coordinator.generation += 7
            await consumer._commit(client, {TopicPartition(TOPIC, 0): 0})
        assert [log["error"] for log in logs] == ["IllegalStateError", "CommitFailedError"]
    finally:
        await client.stop()


async def test_a_consumer_and_a_relay_without_a_broker_stop_when_told(proef: Proef) -> None:
    stop = asyncio.Event()
    relay = Relay(DIENST, proef.url, "127.0.0.1:1", zegel("contracting"), None)
    tasks = [relay.run(stop), proef.consumer({KEY: count_effect}).run(stop, "127.0.0.1:1")]
    with capture_logs() as logs:
        running = asyncio.gather(*tasks)
        await until(lambda: both_interrupted(logs))
        stop.set()
        await asyncio.wait_for(running, 10)


async def both_interrupted(logs: list[Any]) -> bool:
    return {"relay_interrupted", "consumer_interrupted"} <= {log["event"] for log in logs}


async def test_so_many_dead_letters_in_a_row_that_the_deployment_is_wrong_end_the_process(proef: Proef) -> None:
    consumer = proef.consumer({KEY: count_effect})
    for offset in range(MAX_DEAD_IN_A_ROW):
        assert await consumer.handle(a_record(offset)) == "dode_letter"
    with pytest.raises(TooManyDeadLettersError, match=r"501 unusable messages of our own.*mend the schemas"):
        await consumer.handle(a_record(MAX_DEAD_IN_A_ROW))
    async with proef.uow() as uow:
        count = await uow.session.execute(text("SELECT count(*) FROM outbox"))
        assert count.scalar_one() == MAX_DEAD_IN_A_ROW + 1


def a_record(offset: int) -> Any:
    key, value = uuid.uuid4().bytes, b"\xc3\x01" + b"\x07" * 8
    return record_van(TOPIC, key, value, ondertekend(TOPIC, key, value, koppen(a_row(an_agb()))), offset=offset)
