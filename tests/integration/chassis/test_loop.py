"""Nothing polls where a bell can ring: how fast a ring is heard, and what happens to one that nobody waited for."""

import asyncio
import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import psycopg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from chassis.db import SqlUnitOfWork
from chassis.events.wire import Envelope
from chassis.loop import LONG, Bell, listening, rounds, unless, until_stopped
from structlog.testing import capture_logs

from .conftest import Proef, until
from .test_delivery import KEY, TOPIC, AanbiederGeregistreerd, an_agb

pytestmark = pytest.mark.integratie
SOON = LONG / 3


@pytest.fixture
def url(database_url: Callable[[str], str]) -> str:
    return database_url("proef")


def ring(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("NOTIFY werk")


async def test_a_ring_ends_the_wait(url: str) -> None:
    async with listening(url, "werk") as bell:
        waiting = asyncio.create_task(bell.wait(asyncio.Event(), LONG))
        await asyncio.sleep(0.1)
        await asyncio.to_thread(ring, url)
        await asyncio.wait_for(waiting, SOON)


async def test_a_ring_during_another_question_on_the_connection_is_kept(url: str) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        bell = Bell(connection)
        await bell.listen("werk")
        await asyncio.to_thread(ring, url)
        await connection.execute("SELECT 1")
        await asyncio.wait_for(bell.wait(asyncio.Event(), LONG), SOON)


async def test_one_ring_ends_one_wait(url: str) -> None:
    async with listening(url, "werk") as bell:
        await asyncio.to_thread(ring, url)
        await asyncio.wait_for(bell.wait(asyncio.Event(), LONG), SOON)
        began = time.monotonic()
        await bell.wait(asyncio.Event(), 0.3)
        assert time.monotonic() - began >= 0.3


async def test_a_stop_ends_the_wait(url: str) -> None:
    stop = asyncio.Event()
    async with listening(url, "werk") as bell:
        asyncio.get_running_loop().call_later(0.1, stop.set)
        await asyncio.wait_for(bell.wait(stop, LONG), SOON)


async def test_a_lost_connection_is_noticed_at_once_and_waited_out(url: str) -> None:
    stop, sessions = asyncio.Event(), 0

    async def step() -> float:
        return LONG

    async def session() -> None:
        nonlocal sessions
        sessions += 1
        if sessions == 2:
            stop.set()
        async with listening(url, "werk") as bell:
            await asyncio.to_thread(end_connections, url)
            await rounds(stop, step, bell)

    with capture_logs() as logs:
        await asyncio.wait_for(until_stopped(stop, session, "proef_interrupted"), SOON)
    assert [one["event"] for one in logs] == ["proef_interrupted"]


def end_connections(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


async def test_rounds_go_on_at_once_while_there_is_more_and_rest_when_there_is_not() -> None:
    stop, left = asyncio.Event(), [0.0, 0.0, LONG]

    async def step() -> float:
        if len(left) == 1:
            asyncio.get_running_loop().call_soon(stop.set)
        return left.pop(0)

    await asyncio.wait_for(rounds(stop, step), SOON)
    assert left == []


async def test_work_is_cancelled_when_the_process_has_to_stop() -> None:
    stop, never = asyncio.Event(), asyncio.Event()
    asyncio.get_running_loop().call_later(0.05, stop.set)
    assert await asyncio.wait_for(unless(stop, never.wait()), SOON) is None
    assert await unless(asyncio.Event(), asyncio.sleep(0, "done")) == "done"


async def test_an_event_reaches_its_consumer_about_as_fast_as_the_broker_and_the_database_can(proef: Proef) -> None:
    """Beside it in the same run: the same number of bare records through the broker, and commits of a row."""
    arrived: dict[str, float] = {}

    async def note(_uow: SqlUnitOfWork, data: Mapping[str, Any], _: Envelope) -> None:
        arrived[data["agb_code"]] = time.monotonic()

    ours = []
    async with proef.running({KEY: note}):
        for _ in range(21):
            agb, began = an_agb(), time.monotonic()
            await proef.emit(AanbiederGeregistreerd(agb_code=agb))
            await until(partial(known, agb, arrived))
            ours.append(arrived[agb] - began)
            # Long enough apart for everything to be at rest again.
            await asyncio.sleep(0.3)
    bare = await bare_seconds(proef)
    assert statistics.median(ours) < 8 * statistics.median(bare), f"{statistics.median(ours)} s"


async def known(agb: str, arrived: Mapping[str, float]) -> bool:
    return agb in arrived


async def bare_seconds(proef: Proef) -> list[float]:
    producer = AIOKafkaProducer(bootstrap_servers=proef.bootstrap, acks="all")
    reader = AIOKafkaConsumer(TOPIC, bootstrap_servers=proef.bootstrap)
    await producer.start()
    await reader.start()
    found = []
    for _ in range(21):
        began = time.monotonic()
        await proef.emit(AanbiederGeregistreerd(agb_code=an_agb()))
        await producer.send_and_wait(TOPIC, b"x", key=b"k")
        await reader.getone()
        found.append(time.monotonic() - began)
    await producer.stop()
    await reader.stop()
    return found
