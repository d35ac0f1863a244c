"""A subscriber on this machine, time that passes only when told to, and the process that delivers."""

import datetime as dt
import threading
import time
from collections.abc import AsyncIterator, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from chassis.db import engine_for
from risb_kern.privacy import Privacy
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker
from toezicht.adapters.abonnementen.webhook import GecontroleerdeAdressen, HttpBezorger, Uitgaand
from toezicht.adapters.uow import SqlUow
from toezicht.application.abonnementen.ports import Bezorger
from toezicht.domain.abonnementen.bezorging import Bezorgbeleid
from toezicht.entrypoints.webhook import WebhookProcess

from tests.builders.diensten import Aanroeper
from tests.integration.toezicht.conftest import met_edge


class Server(ThreadingHTTPServer):
    request_queue_size = 100


class Ontvanger:
    """A subscriber on this machine; answers with the next status of `antwoorden`, else 204."""

    def __init__(self) -> None:
        self.ontvangen: list[tuple[dict[str, str], bytes]] = []
        self.antwoorden: list[int] = []
        self.vertraging = 0.0
        ontvanger = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                ontvanger.ontvangen.append(({k.lower(): v for k, v in self.headers.items()}, body))
                time.sleep(ontvanger.vertraging)
                status = ontvanger.antwoorden.pop(0) if ontvanger.antwoorden else 204
                self.send_response(status)
                if status // 100 == 3:
                    self.send_header("Location", f"{ontvanger.url}/elders")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Klok:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.moment = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)

    def nu(self) -> dt.datetime:
        return self.moment

    def verder(self, seconden: float) -> None:
        self.moment += dt.timedelta(seconds=seconden)


@pytest.fixture
def ontvanger() -> Iterator[Ontvanger]:
    een = Ontvanger()
    yield een
    een.stop()


@pytest.fixture
def klok() -> Klok:
    return Klok()


def uitgaand(**anders: Any) -> Uitgaand:
    return Uitgaand(**{"bron": "urn:proef", "http_loopback": True, "timeout": 2.0, **anders})


@pytest.fixture
async def engine(dienst: Aanroeper) -> AsyncIterator[AsyncEngine]:
    een = engine_for(dienst.settings.database_url.get_secret_value())
    yield een
    await een.dispose()


def proces(
    dienst: Aanroeper, engine: AsyncEngine, klok: Klok, *, bezorger: Bezorger | None = None, **anders: Any
) -> WebhookProcess:
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    beleid = Bezorgbeleid(pogingen=3, eerste_wachttijd=5, claim=dt.timedelta(seconds=30))
    bezorger = bezorger or HttpBezorger(uitgaand(**anders), Privacy(dienst.settings.key))
    return WebhookProcess(
        lambda: SqlUow(sessions, dienst.settings.clock, dienst.app.state.edge.privacy), bezorger, beleid, klok.nu
    )


@pytest.fixture
def webhook(dienst: Aanroeper, engine: AsyncEngine, klok: Klok) -> WebhookProcess:
    return proces(dienst, engine, klok)


async def abonneer(dienst: Aanroeper, headers: dict[str, str], url: str, status: int = 201, **invoer: Any) -> Any:
    met_edge(dienst, adressen=GecontroleerdeAdressen(uitgaand()))
    antwoord = await dienst.client.post("/v1/abonnementen", json={"url": url, **invoer}, headers=headers)
    assert antwoord.status_code == status, antwoord.text
    return antwoord.json()
