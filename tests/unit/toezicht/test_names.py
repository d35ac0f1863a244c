"""A name server of one subscriber that does not answer keeps nobody else waiting."""

import asyncio
import socket
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from toezicht.adapters.abonnementen.names import Names
from toezicht.adapters.abonnementen.webhook import AdresGeweigerdError, Uitgaand, toegestaan_adres


class Server:
    """Names of `traag.nl` hang until the test ends."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.end = threading.Event()

    def lookup(self, host: str, poort: int) -> Sequence[Any]:
        self.asked.append(host)
        if host.endswith("traag.nl"):
            self.end.wait(30)
        if host == "niets.nl":
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", poort))]


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.end.set()


async def test_names_that_hang_do_not_keep_others_waiting(server: Server) -> None:
    names = Names(server.lookup, seconds=0.05)
    slow = [names.resolve(f"{n}.traag.nl", 443) for n in range(200)]
    assert {type(one) for one in await asyncio.gather(*slow, return_exceptions=True)} == {TimeoutError}
    assert len(server.asked) == 4
    assert await names.resolve("goed.nl", 443) == ["93.184.216.34"]
    # The threads that all other work shares are free.
    assert await asyncio.wait_for(asyncio.to_thread(lambda: 1), 5) == 1


async def test_a_name_is_looked_up_once_at_a_time_and_again_later(server: Server) -> None:
    names = Names(server.lookup, seconds=0.05)
    await asyncio.gather(*(names.resolve("traag.nl", 443) for _ in range(10)), return_exceptions=True)
    assert server.asked == ["traag.nl"]
    assert await names.resolve("goed.nl", 443) == await names.resolve("GOED.nl.", 443)
    assert server.asked == ["traag.nl", "goed.nl", "goed.nl"]


async def test_a_name_that_does_not_exist_and_one_that_hangs_are_told_apart(server: Server) -> None:
    uitgaand = Uitgaand(
        bron="urn:proef", http_loopback=False, timeout=1, resolve=Names(server.lookup, seconds=0.05).resolve
    )
    with pytest.raises(AdresGeweigerdError, match="bestaat niet"):
        await toegestaan_adres("https://niets.nl/x", uitgaand)
    with pytest.raises(AdresGeweigerdError, match="niet op tijd"):
        await toegestaan_adres("https://traag.nl/x", uitgaand)
