"""A database that hangs, is locked or is full: everybody hears within two seconds that they have to come back."""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import httpx
import psycopg
import pytest
from chassis.bounds.database import API, Pulse
from chassis.db import SqlUnitOfWork, engine_for
from devstack.issuer import Issuer
from devstack.postgres import Postgres
from fastapi import Depends, FastAPI, Response
from risb_api.api import ApiModel, ServiceApi
from risb_api.edge import Edge
from risb_api.identity import Iedereen, Rol, Toegang, Wie
from risb_api.routes import Router
from risb_api.writes import SchrijfDep
from risb_kern.clock import SystemClock
from risb_kern.privacy import Privacy
from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker

from tests.builders.diensten import verifier_of

from .conftest import make_tables, until

pytestmark = pytest.mark.integratie
WITHIN = 2.0
Inkoper = Annotated[Wie, Depends(Toegang(Rol.INKOPER))]


class Klaar(ApiModel):
    aantal: int


@pytest.fixture(scope="module")
def cluster(engine_dir: Path) -> Iterator[Postgres]:
    with Postgres(engine_dir / "hangend", duurzaam=False) as one:
        yield one


@pytest.fixture
def url(cluster: Postgres) -> Iterator[str]:
    cluster.databases.create_role("hang")
    made = cluster.create_database("hang", owner="hang")
    make_tables(made)
    yield made
    cluster.databases.drop("hang")


def app_on(url: str, folder: Path) -> tuple[FastAPI, dict[str, str]]:
    """A read, a write and a long statement on one table."""
    router = Router("proef")
    sessions = async_sessionmaker(engine_for(url, API), expire_on_commit=False)
    issuer = Issuer(folder, port=1)

    @router.get("/dingen")
    async def lezen(_: Iedereen) -> Klaar:
        async with SqlUnitOfWork(sessions, SystemClock()) as uow:
            return Klaar(aantal=(await uow.session.execute(text("SELECT count(*) FROM effect"))).scalar_one())

    @router.post("/dingen")
    async def schrijven(wie: Inkoper, schrijf: SchrijfDep) -> Response:
        async def work(uow: SqlUnitOfWork) -> Klaar:
            await uow.session.execute(text("INSERT INTO effect VALUES ('x', 1) ON CONFLICT DO NOTHING"))
            return Klaar(aantal=1)

        return await schrijf.doe(wie, work)

    @router.get("/lang")
    async def lang(_: Iedereen) -> Klaar:
        async with SqlUnitOfWork(sessions, SystemClock()) as uow:
            await uow.session.execute(text("SELECT pg_sleep(3)"))
            return Klaar(aantal=3)

    api = ServiceApi("proef", titel="Proef", omschrijving="Proef.")
    uow = lambda: SqlUnitOfWork(sessions, SystemClock())  # noqa: E731 -- as a service wires it
    app = api.serve(
        router, edge=Edge(uow=uow, clock=SystemClock(), verifier=verifier_of(issuer), privacy=Privacy(bytes(32)))
    )
    return app, {"Authorization": f"Bearer {issuer.maak_token(['inkoper'])}"}


@pytest.fixture
async def client(url: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app, headers = app_on(url, tmp_path)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://proef/v1", headers=headers, timeout=60) as one:
        yield one


def pids_of(cluster: Postgres) -> list[int]:
    """The postmaster and everything that it started."""
    head = int((cluster.directory / "data/postmaster.pid").read_text().split()[0])
    found = [head]
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if parent == head:
                found.append(int(entry.name))
    return found


@contextmanager
def hanging(cluster: Postgres) -> Iterator[None]:
    """Everything of the cluster stands still: connections open, nothing answers."""
    pids = pids_of(cluster)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


async def timed(client: httpx.AsyncClient, method: str, path: str) -> tuple[httpx.Response, float]:
    begin = time.monotonic()
    answer = await client.request(method, path, headers={"content-type": "application/json"})
    return answer, time.monotonic() - begin


async def test_a_database_that_hangs_is_503_within_two_seconds_and_works_again_by_itself(
    client: httpx.AsyncClient, cluster: Postgres
) -> None:
    warm = await asyncio.gather(*(client.get("/dingen") for _ in range(5)))
    assert {one.status_code for one in warm} == {200}
    with hanging(cluster):
        for method, path in (("GET", "/dingen"), ("POST", "/dingen"), ("GET", "/dingen"), ("GET", "/dingen")):
            answer, seconds = await timed(client, method, path)
            assert answer.status_code == 503, answer.text
            assert answer.headers["retry-after"].isdigit()
            assert answer.headers["content-type"] == "application/problem+json"
            assert seconds < WITHIN + 0.5

    async def works() -> bool:
        return (await client.post("/dingen")).status_code == 201

    await until(works)


async def test_a_hundred_and_fifty_at_once_hear_it_too_and_nobody_gets_a_500(
    client: httpx.AsyncClient, cluster: Postgres
) -> None:
    assert (await client.get("/dingen")).status_code == 200
    with hanging(cluster):
        found = await asyncio.gather(*(timed(client, "GET", "/dingen") for _ in range(150)))
    assert Counter(answer.status_code for answer, _ in found) == {503: 150}
    assert max(seconds for _, seconds in found) < 2 * WITHIN


async def test_a_table_that_somebody_holds_is_503_and_not_a_wait(client: httpx.AsyncClient, url: str) -> None:
    async with await psycopg.AsyncConnection.connect(url) as holder:
        await holder.execute("LOCK TABLE effect IN ACCESS EXCLUSIVE MODE")
        found = await asyncio.gather(*(timed(client, "POST", "/dingen") for _ in range(150)))
        assert Counter(answer.status_code for answer, _ in found) == {503: 150}
        assert max(seconds for _, seconds in found) < 2 * WITHIN
    assert (await client.post("/dingen")).status_code == 201


async def test_a_hundred_and_fifty_at_once_on_a_database_that_works_are_all_served(client: httpx.AsyncClient) -> None:
    found = await asyncio.gather(*(client.post("/dingen") for _ in range(150)))
    assert Counter(answer.status_code for answer in found) == {201: 150}


async def test_a_statement_that_takes_long_on_a_database_that_lives_is_let_be(client: httpx.AsyncClient) -> None:
    assert (await client.get("/lang")).status_code == 200


async def test_a_database_that_is_not_there_is_503(tmp_path: Path) -> None:
    app, headers = app_on("postgresql://niemand@127.0.0.1:1/nergens", tmp_path)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://proef/v1", headers=headers
    ) as one:
        answer, seconds = await timed(one, "GET", "/dingen")
    assert answer.status_code == 503
    assert seconds < WITHIN


async def test_the_pulse_tells_a_database_that_hangs_from_one_that_answers(url: str, cluster: Postgres) -> None:
    pulse = Pulse(url)
    assert await pulse.is_alive()
    assert pulse.is_fresh
    with hanging(cluster):
        begin = time.monotonic()
        assert not any(await asyncio.gather(*(pulse.is_alive() for _ in range(50))))
        assert pulse.hangs
        assert time.monotonic() - begin < WITHIN
    assert await pulse.is_alive()
    await pulse.close()
