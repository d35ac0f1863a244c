"""Processes and engines fall over at random moments under load; afterwards nothing is lost, doubled or out of order."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import psycopg
import pytest
from devstack.environment import Devstack
from devstack.kafka import Kafka
from devstack.postgres import Postgres
from devstack.processes import ServiceProcess, wait_until_ready

from .conftest import Uitslag
from .stores import rows
from .verkeer import Geschiedenis, Verkeer
from .waarneming import Oordeel, pending, unjudged, unmarked, unsent, until_quiet

pytestmark = [pytest.mark.fouten, pytest.mark.timeout(480)]
KILLS = 20
BROKER_STOPS, BROKER_KILLS = 3, 3
RUST_SECONDEN = 150.0
# The share of kills that must find work in progress.
DEEL_RAAK = 0.9


@pytest.fixture(scope="session")
def geschiedenis() -> Geschiedenis:
    """One for all faults: every judgement is about everything since the beginning."""
    return Geschiedenis()


@pytest.fixture
async def verkeer(stapel: Devstack, rng: random.Random, geschiedenis: Geschiedenis) -> AsyncIterator[Verkeer]:
    clients = Verkeer(stapel, rng, geschiedenis)
    if not geschiedenis.bevestigd:
        await clients.bereid_voor()
    yield clients
    await clients.sluit()


@asynccontextmanager
async def judged(stack: Devstack, verkeer: Verkeer, row: Uitslag) -> AsyncIterator[None]:
    """The block makes faults; then the clients finish, everything comes to rest, and the checker speaks."""
    before = verkeer.geschiedenis.bevestigd
    try:
        yield
    finally:
        await verkeer.stop()
    row.rust = await until_quiet(stack, verkeer.geschiedenis, RUST_SECONDEN)
    findings = await Oordeel(stack, verkeer.geschiedenis).bevindingen()
    row.verloren = sum(one.kind == "verloren" for one in findings)
    row.dubbel = sum(one.kind == "dubbel" for one in findings)
    row.anders = len(findings) - row.verloren - row.dubbel
    row.bevindingen = [str(one) for one in findings[:50]]
    assert verkeer.geschiedenis.verkeerd == []
    assert row.bevindingen == []
    assert verkeer.geschiedenis.bevestigd > before, "there was no load"


async def moved(count: Callable[[], int], since: int, seconds: float = 60) -> None:
    """Wait until the count is another one than it was: the process is at work."""
    async with asyncio.timeout(seconds):
        while await asyncio.to_thread(count) == since:  # noqa: ASYNC110 -- lives in another process
            await asyncio.sleep(0.01)


async def kill_often(
    process: ServiceProcess,
    row: Uitslag,
    rng: random.Random,
    *,
    done: Callable[[], int],
    left: Callable[[], set[Any]],
    pile: int = 1,
) -> None:
    """Kill at random moments while there is work: `done` counts what was finished, `left` is what is not yet.

    A quick process is only caught at work when a `pile` lies there.

    A kill hits when something that was unfinished before it still is so after it.
    """
    for _ in range(KILLS):
        await moved(done, await asyncio.to_thread(done))
        await asyncio.sleep(rng.random() * 0.3)
        unfinished = await something(left, pile)
        process.kill()
        row.aantal += 1
        row.raak += not unfinished.isdisjoint(await asyncio.to_thread(left))
        # While it is away work piles up.
        await asyncio.sleep(0.2 + rng.random() * 0.6)
        before = await asyncio.to_thread(done)
        began = time.monotonic()
        process.launch()
        await moved(done, before)
        row.langste_herstel = max(row.langste_herstel, time.monotonic() - began)
    wait_until_ready([process])


async def something(left: Callable[[], set[Any]], pile: int, seconds: float = 20) -> set[Any]:
    """Wait for work in progress."""
    async with asyncio.timeout(seconds):
        while len(found := await asyncio.to_thread(left)) < pile:  # noqa: ASYNC110 -- lives in another process
            await asyncio.sleep(0.001)
    return found


def sent(stack: Devstack, dienst: str) -> int:
    return int(rows(stack, dienst, "SELECT count(*) FROM gebeurtenis")[0][0])


def marked(stack: Devstack, dienst: str) -> int:
    return int(rows(stack, dienst, "SELECT count(*) FROM inbox")[0][0])


def judged_files(stack: Devstack) -> int:
    return int(rows(stack, "declaraties", "SELECT count(*) FROM antwoord")[0][0])


async def test_relay_killed(stapel: Devstack, verkeer: Verkeer, uitslag: Uitslag, rng: random.Random) -> None:
    async with judged(stapel, verkeer, uitslag):
        verkeer.begin_contracten(pauze=0.05)
        relay = stapel.process("contracting", "relay")
        await kill_often(
            relay,
            uitslag,
            rng,
            done=partial(sent, stapel, "contracting"),
            left=partial(unsent, stapel, "contracting"),
            pile=20,
        )
    assert uitslag.raak >= DEEL_RAAK * KILLS


async def test_consumer_killed(stapel: Devstack, verkeer: Verkeer, uitslag: Uitslag, rng: random.Random) -> None:
    async with judged(stapel, verkeer, uitslag):
        verkeer.begin_contracten(pauze=4)
        consumer = stapel.process("declaraties", "consumer")
        await kill_often(
            consumer,
            uitslag,
            rng,
            done=partial(marked, stapel, "declaraties"),
            left=partial(unmarked, stapel, "declaraties"),
        )
    assert uitslag.raak >= DEEL_RAAK * KILLS


async def test_worker_killed(stapel: Devstack, verkeer: Verkeer, uitslag: Uitslag, rng: random.Random) -> None:
    async with judged(stapel, verkeer, uitslag):
        verkeer.begin_declaraties(pauze=1)
        worker = stapel.process("declaraties", "worker")
        await kill_often(worker, uitslag, rng, done=partial(judged_files, stapel), left=partial(unjudged, stapel))
    assert uitslag.raak >= DEEL_RAAK * KILLS


async def progress(verkeer: Verkeer, seconds: float = 60) -> None:
    """Wait until a client is told again that its write is stored."""
    before = verkeer.geschiedenis.bevestigd
    async with asyncio.timeout(seconds):
        while verkeer.geschiedenis.bevestigd == before:  # noqa: ASYNC110 -- other tasks change it
            await asyncio.sleep(0.05)


async def test_postgres_killed(stapel: Devstack, verkeer: Verkeer, uitslag: Uitslag, rng: random.Random) -> None:
    assert isinstance(stapel.postgres, Postgres)
    async with judged(stapel, verkeer, uitslag):
        verkeer.begin_contracten(pauze=1)
        verkeer.begin_declaraties(pauze=2)
        for _ in range(KILLS):
            await asyncio.sleep(0.3 + rng.random())
            uitslag.raak += verkeer.geschiedenis.onderweg > 0 or bool(await asyncio.to_thread(pending, stapel))
            await asyncio.to_thread(stapel.postgres.kill)
            uitslag.aantal += 1
            began = time.monotonic()
            await asyncio.to_thread(stapel.postgres.start)
            await progress(verkeer)
            uitslag.langste_herstel = max(uitslag.langste_herstel, time.monotonic() - began)
    assert uitslag.raak >= DEEL_RAAK * KILLS


async def _broker_falls(
    stack: Devstack, verkeer: Verkeer, row: Uitslag, times: int, fall: Callable[[], Awaitable[None]]
) -> None:
    assert isinstance(stack.kafka, Kafka)
    verkeer.begin_contracten(pauze=1)
    verkeer.begin_declaraties(pauze=2)
    for _ in range(times):
        await progress(verkeer)
        row.raak += bool(await asyncio.to_thread(pending, stack))
        await fall()
        row.aantal += 1
        # Without a broker the services go on taking writes.
        await progress(verkeer)
        before = await asyncio.to_thread(sent, stack, "contracting")
        began = time.monotonic()
        await asyncio.to_thread(stack.kafka.start)
        await moved(lambda: sent(stack, "contracting"), before)
        row.langste_herstel = max(row.langste_herstel, time.monotonic() - began)


async def test_broker_stopped(stapel: Devstack, verkeer: Verkeer, uitslag: Uitslag) -> None:
    async with judged(stapel, verkeer, uitslag):
        await _broker_falls(stapel, verkeer, uitslag, BROKER_STOPS, lambda: asyncio.to_thread(stapel.kafka.stop))


async def test_broker_killed(stapel: Devstack, verkeer: Verkeer, uitslag: Uitslag, rng: random.Random) -> None:
    async def fall() -> None:
        assert isinstance(stapel.kafka, Kafka)
        await asyncio.sleep(rng.random())
        await asyncio.to_thread(stapel.kafka.kill)

    async with judged(stapel, verkeer, uitslag):
        await _broker_falls(stapel, verkeer, uitslag, BROKER_KILLS, fall)


async def test_after_all_this_every_process_still_runs_and_is_ready(stapel: Devstack) -> None:
    assert [str(process) for process in stapel.processes if not process.ready()] == []
    with psycopg.connect(stapel.postgres.url("declaraties")) as connection:
        apart = connection.execute("SELECT count(*) FROM bestand WHERE status = 'apart-gezet'").fetchone()
    assert apart == (0,)
