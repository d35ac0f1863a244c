"""Processes and engines fall over at random moments under load; afterwards nothing is lost, doubled or out of order."""

import asyncio
import contextlib
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from devstack.environment import Devstack
from devstack.kafka import Kafka
from devstack.postgres import Postgres
from devstack.processes import ServiceProcess, wait_until_ready

from .checker import oordeel
from .conftest import Uitslag, nieuwe_uitslag
from .stores import Topiclezer, lees_dossier, rows
from .verkeer import CLIENTEN, Geschiedenis, Verkeer
from .waarneming import Oordeel, pending, unjudged, unmarked, unsent, until_quiet

pytestmark = [pytest.mark.fouten, pytest.mark.timeout(600)]
KILLS = int(os.environ.get("FOUTEN_KILLS", "20"))
BROKER_STOPS = BROKER_KILLS = int(os.environ.get("FOUTEN_BROKERS", "3"))
HANGS = int(os.environ.get("FOUTEN_HANGEN", "3"))
# Two seconds, and what a starved machine takes.
HANG_ANTWOORD_SECONDEN = 4.0
RUST_SECONDEN = 150.0
# A kill that finds nothing in progress is repeated, up to this many times the kills that must hit.
MEESTE_KEREN = 2


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
    dossier = await lees_dossier(stack, Topiclezer(stack.bootstrap), verkeer.geschiedenis.indieningen)
    dossier.personen = CLIENTEN
    findings += oordeel(dossier)
    row.verloren = sum(one.kind == "verloren" for one in findings)
    row.dubbel = sum(one.kind == "dubbel" for one in findings)
    row.anders = len(findings) - row.verloren - row.dubbel
    row.bevindingen = [str(one) for one in findings[:50]]
    assert verkeer.geschiedenis.verkeerd == []
    assert row.bevindingen == []
    assert verkeer.geschiedenis.bevestigd > before, "there was no load"


async def moved(count: Callable[[], int], since: int, seconds: float = 120) -> None:
    """Wait until the count is another one than it was: the process is at work."""
    async with asyncio.timeout(seconds):
        while await asyncio.to_thread(count) == since:  # noqa: ASYNC110 -- lives in another process
            await asyncio.sleep(0.01)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slachtoffer:
    """A process to kill while it is at work: `done` counts what was finished, `left` is what is not yet.

    A quick process is only caught at work when a `pile` lies there, or when its work has just begun (`fresh`).
    """

    process: ServiceProcess
    done: Callable[[], int]
    left: Callable[[], set[Any]]
    pile: int = 1
    fresh: bool = False


def _nog_niet_genoeg(row: Uitslag) -> bool:
    return row.raak < KILLS and row.aantal < MEESTE_KEREN * KILLS


async def kill_often(victim: Slachtoffer, row: Uitslag, rng: random.Random) -> None:
    """Kill at random moments until KILLS of them hit: something that was unfinished before it still is so after it."""
    while _nog_niet_genoeg(row):
        await moved(victim.done, await asyncio.to_thread(victim.done))
        await asyncio.sleep(rng.random() * 0.3)
        if victim.fresh:
            await nothing(victim.left)
        unfinished = await something(victim.left, victim.pile)
        victim.process.kill()
        row.aantal += 1
        row.raak += not unfinished.isdisjoint(await asyncio.to_thread(victim.left))
        # While it is away work piles up.
        await asyncio.sleep(0.2 + rng.random() * 0.6)
        before = await asyncio.to_thread(victim.done)
        began = time.monotonic()
        victim.process.launch()
        await moved(victim.done, before)
        row.langste_herstel = max(row.langste_herstel, time.monotonic() - began)
    await asyncio.to_thread(wait_until_ready, [victim.process])


async def nothing(left: Callable[[], set[Any]], seconds: float = 120) -> None:
    """Wait until there is no work, so that what comes next has just begun."""
    async with asyncio.timeout(seconds):
        while await asyncio.to_thread(left):  # noqa: ASYNC110 -- lives in another process
            await asyncio.sleep(0.001)


async def something(left: Callable[[], set[Any]], pile: int, seconds: float = 120) -> set[Any]:
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


def slachtoffers(stack: Devstack, verkeer: Verkeer) -> list[Slachtoffer]:
    history = verkeer.geschiedenis
    return [
        Slachtoffer(
            process=stack.process("contracting", "relay"),
            done=partial(sent, stack, "contracting"),
            left=partial(unsent, stack, "contracting"),
            pile=20,
        ),
        Slachtoffer(
            process=stack.process("declaraties", "consumer"),
            done=partial(marked, stack, "declaraties"),
            left=partial(unmarked, stack, "declaraties"),
        ),
        Slachtoffer(
            process=stack.process("declaraties", "worker"),
            done=partial(judged_files, stack),
            left=partial(unjudged, stack),
        ),
        Slachtoffer(
            process=stack.process("declaraties", "relay"),
            done=partial(sent, stack, "declaraties"),
            left=partial(unsent, stack, "declaraties"),
        ),
        Slachtoffer(
            process=stack.process("declaraties", "api"),
            done=lambda: len(history.bestanden),
            left=lambda: {one for one in history.open if one.startswith("declaraties")},
            fresh=True,
        ),
    ]


async def test_processes_killed_side_by_side(
    stapel: Devstack, verkeer: Verkeer, uitslag: Uitslag, rng: random.Random
) -> None:
    """Each of them many times, at moments of its own, while the others fall over too."""
    async with judged(stapel, verkeer, uitslag):
        verkeer.begin_contracten(pauze=3)
        verkeer.begin_declaraties(pauze=1.5)
        found = {f"kill -9 {one.process}": one for one in slachtoffers(stapel, verkeer)}
        table = {name: nieuwe_uitslag(name) for name in found}
        await asyncio.gather(
            *(kill_often(one, table[name], random.Random(f"{rng.random()} {name}")) for name, one in found.items())
        )
    uitslag.aantal, uitslag.raak = (sum(getattr(row, what) for row in table.values()) for what in ("aantal", "raak"))
    assert {name: row.raak for name, row in table.items() if row.raak < KILLS} == {}


async def progress(verkeer: Verkeer, seconds: float = 120) -> None:
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
        while _nog_niet_genoeg(uitslag):
            await asyncio.sleep(0.3 + rng.random())
            uitslag.raak += verkeer.geschiedenis.onderweg > 0 or bool(await asyncio.to_thread(pending, stapel))
            await asyncio.to_thread(stapel.postgres.kill)
            uitslag.aantal += 1
            began = time.monotonic()
            await asyncio.to_thread(stapel.postgres.start)
            await progress(verkeer)
            uitslag.langste_herstel = max(uitslag.langste_herstel, time.monotonic() - began)
    assert uitslag.raak == KILLS


def at_work(stack: Devstack) -> list[int]:
    """Backends of the services that are in the middle of a transaction."""
    query = (
        "SELECT pid FROM pg_stat_activity WHERE datname IN ('declaraties', 'contracting')"
        " AND backend_type = 'client backend' AND xact_start IS NOT NULL AND usename <> 'postgres'"
    )
    return [pid for (pid,) in rows(stack, "postgres", query)]


def ended(stack: Devstack, pid: int, *, by_signal: bool) -> bool:
    """End a backend; False when it had just gone by itself."""
    if not by_signal:
        return rows(stack, "postgres", f"SELECT pg_terminate_backend({pid})") == [(True,)]
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


async def test_postgres_backend_killed(
    stapel: Devstack, verkeer: Verkeer, uitslag: Uitslag, rng: random.Random
) -> None:
    """By turns ended by an administrator, and by a signal after which PostgreSQL throws everybody out."""
    async with judged(stapel, verkeer, uitslag):
        verkeer.begin_contracten(pauze=1)
        verkeer.begin_declaraties(pauze=2)
        while _nog_niet_genoeg(uitslag):
            await asyncio.sleep(rng.random())
            pids = list(await something(lambda: set(at_work(stapel)), 1))
            uitslag.raak += ended(stapel, rng.choice(pids), by_signal=uitslag.aantal % 2 == 1)
            uitslag.aantal += 1
            began = time.monotonic()
            await progress(verkeer)
            uitslag.langste_herstel = max(uitslag.langste_herstel, time.monotonic() - began)
    assert uitslag.raak == KILLS


def family(pid: int) -> list[int]:
    """The process and everything that it started."""
    found = [pid]
    for entry in Path("/proc").iterdir():
        # A process may end while we look at it.
        with contextlib.suppress(OSError, ValueError):
            if entry.name.isdigit() and int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(entry.name))
    return found


@contextlib.contextmanager
def standing_still(postgres: Postgres) -> Iterator[None]:
    """Connections stay open and nothing answers."""
    pids = family(int((postgres.data / "postmaster.pid").read_text().split()[0]))
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(pids):
            os.kill(pid, signal.SIGCONT)


async def told_to_come_back(stack: Devstack) -> float:
    """Every API says 503 to a read of its database; the longest that one took to say so."""
    token = {"Authorization": f"Bearer {stack.token('operations')}"}
    longest = 0.0
    async with httpx.AsyncClient(timeout=30, headers=token) as client:
        for service in stack.services:
            began = time.monotonic()
            answer = await client.get(f"{stack.api_url(service)}/v1/agenda")
            assert (answer.status_code, answer.headers.get("retry-after", "").isdigit()) == (503, True), answer.text
            longest = max(longest, time.monotonic() - began)
    return longest


async def test_postgres_hangs(stapel: Devstack, verkeer: Verkeer, uitslag: Uitslag, rng: random.Random) -> None:
    """Nobody waits for it, no process says that it is ready, and afterwards everything goes on by itself."""
    assert isinstance(stapel.postgres, Postgres)
    apis = [stapel.process(service, "api") for service in stapel.services]
    async with judged(stapel, verkeer, uitslag):
        verkeer.begin_contracten(pauze=1)
        verkeer.begin_declaraties(pauze=2)
        for _ in range(HANGS):
            await progress(verkeer)
            await asyncio.sleep(rng.random())
            uitslag.raak += verkeer.geschiedenis.onderweg > 0 or bool(await asyncio.to_thread(pending, stapel))
            uitslag.aantal += 1
            with standing_still(stapel.postgres):
                assert await told_to_come_back(stapel) < HANG_ANTWOORD_SECONDEN
                async with asyncio.timeout(60):
                    while any([await asyncio.to_thread(one.ready) for one in apis]):  # noqa: ASYNC110 -- elsewhere
                        await asyncio.sleep(0.5)
            began = time.monotonic()
            await progress(verkeer)
            uitslag.langste_herstel = max(uitslag.langste_herstel, time.monotonic() - began)
            await asyncio.to_thread(wait_until_ready, apis)


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
