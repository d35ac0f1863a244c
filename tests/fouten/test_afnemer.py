"""A subscriber of toezicht that hangs: nobody else notices, and its own deliveries are not lost."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from devstack.environment import Devstack

from tests.builders.diensten import Aanroeper, app_for, settings_for

from .conftest import Uitslag

pytestmark = [pytest.mark.fouten, pytest.mark.timeout(600)]
AANTAL = 60
ZONDER_HINDER_SECONDEN = 20.0


class Ontvanger:
    """A subscriber that answers; `stil` makes it accept and say nothing from then on."""

    def __init__(self) -> None:
        self.ontvangen: set[str] = set()
        self.spreekt = threading.Event()
        self.spreekt.set()
        ontvanger = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                ontvanger.spreekt.wait()
                ontvanger.ontvangen.add(self.headers["Risb-Bezorging"])
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.spreekt.set()
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def ontvangers() -> Iterator[tuple[Ontvanger, Ontvanger]]:
    two = Ontvanger(), Ontvanger()
    yield two
    for one in two:
        one.stop()


@asynccontextmanager
async def toezicht(stack: Devstack, folder: Path) -> AsyncIterator[Aanroeper]:
    """Somebody who supervises, and the handlers of the service on its real database."""
    settings = settings_for("toezicht", stack.database_url("toezicht"), folder, stack.issuer)
    async with httpx.AsyncClient(base_url=stack.api_url("toezicht"), timeout=30) as client:
        app = app_for("toezicht", settings)
        yield Aanroeper(dienst="toezicht", app=app, client=client, issuer=stack.issuer, settings=settings)


async def until(met: Any, seconds: float) -> float:
    began = time.monotonic()
    async with asyncio.timeout(seconds):
        while not met():  # noqa: ASYNC110 -- lives in another thread
            await asyncio.sleep(0.05)
    return time.monotonic() - began


async def test_a_subscriber_hangs(
    stapel: Devstack, tmp_path: Path, uitslag: Uitslag, ontvangers: tuple[Ontvanger, Ontvanger]
) -> None:
    goed, hangend = ontvangers
    async with toezicht(stapel, tmp_path) as dienst:
        wie = dienst.als("toezichthouder-rechtmatigheid")
        made = [await dienst.client.post("/v1/abonnementen", json={"url": one.url}, headers=wie) for one in ontvangers]
        assert [one.status_code for one in made] == [201, 201]
        hangend.spreekt.clear()
        for bedrag in range(AANTAL):
            await dienst.ontvang("AnomalieGesignaleerd.v1", {"bedrag_cent": bedrag})
        uitslag.aantal, uitslag.raak = 1, 1
        uitslag.langste_herstel = await until(lambda: len(goed.ontvangen) == AANTAL, 120)
        assert uitslag.langste_herstel < ZONDER_HINDER_SECONDEN
        hangend.spreekt.set()
        # Claims and rests end by themselves; what comes again has the same id.
        uitslag.rust = await until(lambda: len(hangend.ontvangen) == AANTAL, 420)
        for one in made:
            await dienst.client.delete(f"/v1/abonnementen/{one.json()['id']}", headers=wie)
