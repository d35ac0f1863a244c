"""Callers that begin and do not go on, against the real server and the real management port."""

import asyncio
import contextlib
import resource
import socket
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any

import pytest
from chassis.bounds.http import PatientProtocol
from chassis.bounds.management import ManagementServer
from chassis.observability import VERZOEKEN
from chassis.process import serve
from devstack.issuer import Issuer
from fastapi import Depends
from risb_api.api import ApiModel, ServiceApi
from risb_api.edge import Edge
from risb_api.identity import Rol, Toegang, Wie
from risb_api.routes import Router
from risb_kern.clock import SystemClock
from risb_kern.privacy import Privacy

from tests.builders.diensten import verifier_of

pytestmark = pytest.mark.integratie
QUICK = 0.5


class Ding(ApiModel):
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    port: int
    token: str

    async def talk(self, *parts: bytes, pause: float = 0, seconds: float = 10) -> bytes:
        """Send the parts with pauses between, and give what came until the server closed or was silent that long."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        found = bytearray()

        async def listen() -> None:
            while data := await reader.read(65536):
                found.extend(data)

        listening = asyncio.create_task(listen())
        with contextlib.suppress(TimeoutError, ConnectionError):
            for part in parts:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(pause)
            await asyncio.wait_for(listening, seconds)
        listening.cancel()
        writer.close()
        return bytes(found)


def no_uow() -> Any:
    raise AssertionError("nothing is stored here")


@pytest.fixture
async def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Server]:
    monkeypatch.setattr(PatientProtocol, "head_seconds", QUICK)
    router = Router("proef")

    @router.post("/dingen")
    async def maken(ding: Ding, _: Annotated[Wie, Depends(Toegang(Rol.INKOPER))]) -> Ding:
        await asyncio.sleep(2 * QUICK)
        return ding

    issuer = Issuer(tmp_path, port=1)
    api = ServiceApi("proef", titel="Proef", omschrijving="Proef.")
    app = api.serve(
        router, edge=Edge(uow=no_uow, clock=SystemClock(), verifier=verifier_of(issuer), privacy=Privacy(bytes(32)))
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    stop, bound = asyncio.Event(), asyncio.Event()
    settings: Any = SimpleNamespace(api_host="127.0.0.1", api_port=port)
    running = asyncio.create_task(serve(app, settings, stop, bound))
    await asyncio.wait_for(bound.wait(), 10)
    yield Server(port=port, token=issuer.maak_token("inkoper"))
    stop.set()
    await running


def head(server: Server, length: int, *, token: bool = True) -> bytes:
    lines = ["POST /v1/dingen HTTP/1.1", "Host: proef", "Content-Type: application/json", f"Content-Length: {length}"]
    lines += [f"Authorization: Bearer {server.token}"] if token else []
    return "\r\n".join([*lines, "", ""]).encode()


@pytest.mark.parametrize(
    "parts",
    [
        (b"",),
        (b"POST /v1/dingen HTT",),
        (b"GET /v1/docs HTTP/1.1\r\n", b"Host: proef\r\n", *(b"X-A: b\r\n" for _ in range(40))),
    ],
    ids=["says nothing", "stops in the first line", "drips headers"],
)
async def test_whoever_does_not_finish_a_head_is_sent_away(server: Server, parts: tuple[bytes, ...]) -> None:
    async with asyncio.timeout(20 * QUICK):
        assert await server.talk(*parts, pause=QUICK / 4) == b""


async def test_a_second_request_on_a_connection_has_to_finish_its_head_too(server: Server) -> None:
    first = b"GET /v1/openapi.json HTTP/1.1\r\nHost: proef\r\n\r\n"
    async with asyncio.timeout(20 * QUICK):
        found = await server.talk(first, b"GET /v1/op", *(b"x" for _ in range(20)), pause=QUICK / 3)
    assert found.count(b"HTTP/1.1 200") == 1


async def test_an_answer_that_takes_longer_than_a_head_may_is_not_cut_off(server: Server) -> None:
    body = b'{"naam":"x"}'
    assert b"HTTP/1.1 200" in await server.talk(head(server, len(body)) + body, seconds=4 * QUICK)


async def test_a_large_body_without_a_token_is_refused_and_costs_no_memory(server: Server) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = 36_000_000
    piece = b" " * 64_000
    found = await asyncio.gather(
        *(
            server.talk(head(server, size, token=False), *(piece for _ in range(size // len(piece))), seconds=3)
            for _ in range(4)
        )
    )
    assert all(one.startswith(b"HTTP/1.1 401") for one in found)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000


def series() -> set[tuple[str, str]]:
    """The method and the route of every series that this process counts under."""
    return {(one.labels["methode"], one.labels["route"]) for family in VERZOEKEN.collect() for one in family.samples}


async def test_an_invented_method_is_counted_under_one_name(server: Server) -> None:
    before = series()
    for number in range(5):
        await server.talk(f"VERZIN{number} /v1/docs HTTP/1.1\r\nHost: proef\r\n\r\n".encode(), seconds=QUICK)
        await server.talk(f"GET /v1/verzonnen/{number} HTTP/1.1\r\nHost: proef\r\n\r\n".encode(), seconds=QUICK)
    after = series()
    assert {method for method, _ in after} - {method for method, _ in before} <= {"GET", "overig"}
    assert "overig" in {method for method, _ in after}
    assert {route for _, route in after} - {route for _, route in before} <= {"/docs", "/v1/docs", "onbekend"}


@pytest.fixture
def management() -> Iterator[ManagementServer]:
    one = ManagementServer("127.0.0.1", 0, lambda: {"database": False, "poort": True})
    one.start()
    yield one
    one.stop()


def status_of(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.parametrize("said", [b"", b"GET /met", b"GET /metrics HTTP/1.1\r\nX: "], ids=["nothing", "half", "head"])
def test_idle_connections_make_the_management_port_deaf_for_nobody(management: ManagementServer, said: bytes) -> None:
    with contextlib.ExitStack() as idle:
        for _ in range(20):
            one = idle.enter_context(socket.create_connection(("127.0.0.1", management.port), timeout=5))
            one.sendall(said)
        for _ in range(3):
            found = {path: status_of(management.port, path) for path in ("/levend", "/metrics", "/gereed", "/elders")}
            assert found == {"/levend": 200, "/metrics": 200, "/gereed": 503, "/elders": 404}


def test_the_management_port_sends_an_idle_connection_away(
    management: ManagementServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.bounds.management._Handler.timeout", QUICK)
    with socket.create_connection(("127.0.0.1", management.port), timeout=10) as one:
        assert one.recv(1) == b""


def test_who_asks_the_management_port_now_is_answered_however_many_came_before(management: ManagementServer) -> None:
    with contextlib.ExitStack() as idle:
        for _ in range(80):
            idle.enter_context(socket.create_connection(("127.0.0.1", management.port), timeout=5)).sendall(b"GET /met")
        assert [status_of(management.port, "/levend") for _ in range(3)] == [200] * 3


def test_the_management_port_sends_away_who_drips_though_each_wait_is_short(
    management: ManagementServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.bounds.management._DEADLINE_SECONDS", QUICK)
    with socket.create_connection(("127.0.0.1", management.port), timeout=QUICK / 5) as one:
        one.sendall(b"GET /levend HTTP/1.1\r\nX: ")
        for _ in range(50):
            with contextlib.suppress(TimeoutError, ConnectionError):
                one.sendall(b"x")
                assert one.recv(1) == b""
                return
        pytest.fail("still there")


def test_the_management_port_stops_though_somebody_holds_a_connection(management: ManagementServer) -> None:
    with socket.create_connection(("127.0.0.1", management.port), timeout=5):
        assert status_of(management.port, "/levend") == 200
