import asyncio
import contextlib
import itertools
import json
import socket
from collections.abc import AsyncIterator, Sequence
from typing import Any

import httpx
import pytest
import uvicorn
from toezicht.adapters.signalen.anomalieen import SqlAnomalieen
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.entrypoints.api.edge import Stroombeleid

from tests.builders.diensten import Aanroeper
from tests.builders.toezicht import bericht, een_anomalie
from tests.integration.toezicht.conftest import Ontvang, met_edge

pytestmark = pytest.mark.integratie


@pytest.fixture
async def server(dienst: Aanroeper) -> AsyncIterator[str]:
    """The application on a real port: an in-process transport cannot stream."""
    luisteraar = socket.socket()
    luisteraar.bind(("127.0.0.1", 0))
    config = uvicorn.Config(dienst.app, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
    running = uvicorn.Server(config)
    taak = asyncio.create_task(running.serve(sockets=[luisteraar]))
    yield f"http://127.0.0.1:{luisteraar.getsockname()[1]}/v1/anomalieen/stroom"
    running.should_exit = True
    await taak


@contextlib.asynccontextmanager
async def volg(url: str, headers: dict[str, str], **vraag: Any) -> AsyncIterator[AsyncIterator[str]]:
    async with httpx.AsyncClient(timeout=10) as client, client.stream("GET", url, headers=headers, params=vraag) as een:
        assert (een.status_code, een.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        yield een.aiter_lines()


async def gebeurtenissen(regels: AsyncIterator[str], aantal: int) -> list[tuple[int, int]]:
    """Position and bedragCent of the next events."""
    found: list[tuple[int, int]] = []
    async for regel in regels:
        if regel.startswith("data: "):
            inhoud = json.loads(regel.removeprefix("data: "))
            found.append((inhoud["positie"], inhoud["anomalie"]["bedragCent"]))
        if len(found) == aantal:
            return found
    return found


async def meld(ontvang: Ontvang, *bedragen: int) -> None:
    for bedrag in bedragen:
        await ontvang(bericht("AnomalieGesignaleerd", een_anomalie(bedrag_cent=bedrag)))


async def test_a_listener_hears_what_comes_in_at_once(
    server: str, dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvang: Ontvang
) -> None:
    met_edge(dienst, stroombeleid=Stroombeleid(seconden=30, hartslag=20))
    async with volg(server, rechtmatigheid) as regels:
        await meld(ontvang, 1)
        await asyncio.wait_for(gebeurtenissen(regels, 1), 5)
        # The stream now sleeps for twenty seconds, unless it is woken.
        await asyncio.sleep(0.3)
        await meld(ontvang, 2)
        assert [bedrag for _, bedrag in await asyncio.wait_for(gebeurtenissen(regels, 1), 5)] == [2]


async def test_what_comes_in_while_a_stream_looks_is_heard_at_once(
    server: str,
    dienst: Aanroeper,
    rechtmatigheid: dict[str, str],
    ontvang: Ontvang,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    met_edge(dienst, stroombeleid=Stroombeleid(seconden=30, hartslag=20))
    kijk, keren = SqlAnomalieen.list, itertools.count(1)

    async def kijk_te_vroeg(self: SqlAnomalieen, na: int, **vraag: Any) -> Sequence[Anomaliebericht]:
        gevonden = await kijk(self, na, **vraag)
        # The first look opens the line, the second is woken by that.
        if next(keren) == 2:
            await meld(ontvang, 7)
            await asyncio.sleep(0.3)
        return gevonden

    monkeypatch.setattr(SqlAnomalieen, "list", kijk_te_vroeg)
    async with volg(server, rechtmatigheid) as regels:
        assert [bedrag for _, bedrag in await asyncio.wait_for(gebeurtenissen(regels, 1), 5)] == [7]


async def test_a_client_goes_on_after_its_last_event(
    server: str, rechtmatigheid: dict[str, str], ontvang: Ontvang
) -> None:
    await meld(ontvang, 1, 2, 3, 4)
    async with volg(server, rechtmatigheid) as regels:
        eerste = await asyncio.wait_for(gebeurtenissen(regels, 2), 5)
    laatste = str(eerste[-1][0])
    async with volg(server, {**rechtmatigheid, "Last-Event-ID": laatste}) as regels:
        rest = await asyncio.wait_for(gebeurtenissen(regels, 2), 5)
    assert [bedrag for _, bedrag in [*eerste, *rest]] == [1, 2, 3, 4]


async def test_a_new_client_may_choose_where_to_begin(
    server: str, rechtmatigheid: dict[str, str], ontvang: Ontvang
) -> None:
    await meld(ontvang, 1, 2)
    async with volg(server, rechtmatigheid) as regels:
        ((positie, _), _) = await asyncio.wait_for(gebeurtenissen(regels, 2), 5)
    async with volg(server, rechtmatigheid, vanaf=positie) as regels:
        assert [bedrag for _, bedrag in await asyncio.wait_for(gebeurtenissen(regels, 1), 5)] == [2]


async def test_silence_has_a_heartbeat_and_a_connection_an_end(
    server: str, dienst: Aanroeper, rechtmatigheid: dict[str, str]
) -> None:
    met_edge(dienst, stroombeleid=Stroombeleid(seconden=0.6, hartslag=0.2))
    async with volg(server, rechtmatigheid) as regels:
        alles = [regel async for regel in regels if regel]
    assert alles[0] == "retry: 2000"
    assert alles.count(": hartslag") >= 2


async def test_kwaliteit_hears_nothing_of_rechtmatigheid(server: str, dienst: Aanroeper, ontvang: Ontvang) -> None:
    met_edge(dienst, stroombeleid=Stroombeleid(seconden=0.5, hartslag=0.2))
    await meld(ontvang, 1)
    async with volg(server, dienst.als("toezichthouder-kwaliteit")) as regels:
        assert await gebeurtenissen(regels, 1) == []


@pytest.mark.parametrize("plaats", ["abc", "-1", "9" * 30, "²"])
async def test_a_strange_position_is_refused(server: str, rechtmatigheid: dict[str, str], plaats: str) -> None:
    async with httpx.AsyncClient() as client:
        antwoord = await client.get(server, headers=rechtmatigheid, params={"vanaf": plaats})
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:ongeldige-cursor")


async def test_without_a_token_nobody_listens(server: str) -> None:
    async with httpx.AsyncClient() as client:
        assert (await client.get(server)).status_code == 401


async def test_a_page_gives_the_place_to_go_on(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvang: Ontvang
) -> None:
    await meld(ontvang, 1, 2, 3)
    gezien, cursor = [], None
    for _ in range(3):
        vraag = {"limiet": 2, **({"na": cursor} if cursor else {})}
        blad = (await dienst.client.get("/v1/anomalieen", headers=rechtmatigheid, params=vraag)).json()
        gezien += [one["anomalie"]["bedragCent"] for one in blad["resultaten"]]
        cursor = blad["volgende"]
    assert gezien == [1, 2, 3]
