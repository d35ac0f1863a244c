import asyncio
import datetime as dt
import hashlib
import hmac
import json
import socket
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
from toezicht.domain.abonnementen.bezorging import Bezorgbeleid
from toezicht.entrypoints.webhook import WACHTEND, WebhookProcess

from tests.builders.diensten import Aanroeper
from tests.builders.toezicht import TRACE, bericht, een_anomalie
from tests.integration.toezicht.conftest import Ontvang, met_edge

pytestmark = pytest.mark.integratie


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


def proces(dienst: Aanroeper, engine: AsyncEngine, klok: Klok, **anders: Any) -> WebhookProcess:
    sessions = async_sessionmaker(engine, expire_on_commit=False)
    beleid = Bezorgbeleid(pogingen=3, eerste_wachttijd=5, claim=dt.timedelta(seconds=30))
    bezorger = HttpBezorger(uitgaand(**anders), Privacy(dienst.settings.key))
    return WebhookProcess(lambda: SqlUow(sessions, dienst.settings.clock), bezorger, beleid, klok.nu)


@pytest.fixture
def webhook(dienst: Aanroeper, engine: AsyncEngine, klok: Klok) -> WebhookProcess:
    return proces(dienst, engine, klok)


async def abonneer(dienst: Aanroeper, headers: dict[str, str], url: str, status: int = 201, **invoer: Any) -> Any:
    met_edge(dienst, adressen=GecontroleerdeAdressen(uitgaand()))
    antwoord = await dienst.client.post("/v1/abonnementen", json={"url": url, **invoer}, headers=headers)
    assert antwoord.status_code == status, antwoord.text
    return antwoord.json()


async def bezorgingen(dienst: Aanroeper, headers: dict[str, str], abonnement: Any) -> list[dict[str, Any]]:
    pad = f"/v1/abonnementen/{abonnement['id']}/bezorgingen"
    found: list[dict[str, Any]] = (await dienst.client.get(pad, headers=headers)).json()["resultaten"]
    return found


async def test_a_subscriber_gets_a_signed_event_that_it_can_check(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvanger: Ontvanger, ontvang: Ontvang, webhook: WebhookProcess
) -> None:
    abonnement = await abonneer(dienst, rechtmatigheid, ontvanger.url)
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))
    await webhook.round()
    ((koppen, body),) = ontvanger.ontvangen
    delen = dict(one.split("=", 1) for one in koppen["risb-handtekening"].split(","))
    verwacht = hmac.new(abonnement["geheim"].encode(), f"{delen['t']}.".encode() + body, hashlib.sha256)
    assert hmac.compare_digest(delen["v1"], verwacht.hexdigest())
    assert abs(int(delen["t"]) - time.time()) < 30
    event = json.loads(body)
    assert (event["specversion"], event["correlatieid"]) == ("1.0", TRACE)
    assert koppen["traceparent"].split("-")[1] == TRACE
    assert (event["data"]["regel"], event["data"]["agbCode"]) == ("T18", "42420001")
    (poging,) = await bezorgingen(dienst, rechtmatigheid, abonnement)
    assert (poging["gelukt"], poging["httpStatus"], poging["status"]) == (True, 204, "bezorgd")
    assert await webhook.round() == []


async def test_failures_are_tried_again_with_growing_pauses_and_then_given_up(
    dienst: Aanroeper,
    rechtmatigheid: dict[str, str],
    ontvanger: Ontvanger,
    ontvang: Ontvang,
    webhook: WebhookProcess,
    klok: Klok,
) -> None:
    ontvanger.antwoorden = [500, 503, 429]
    abonnement = await abonneer(dienst, rechtmatigheid, ontvanger.url)
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))
    aantallen = []
    for seconden in (0, 4.9, 0.2, 9.9, 0.2, 3600):
        klok.verder(seconden)
        aantallen.append(len(await webhook.round()))
    assert aantallen == [1, 0, 1, 0, 1, 0]
    pogingen = await bezorgingen(dienst, rechtmatigheid, abonnement)
    assert [(one["nummer"], one["httpStatus"], one["status"]) for one in pogingen] == [
        (3, 429, "mislukt"),
        (2, 503, "mislukt"),
        (1, 500, "mislukt"),
    ]


async def test_a_receiver_that_recovers_gets_the_same_event(
    dienst: Aanroeper,
    rechtmatigheid: dict[str, str],
    ontvanger: Ontvanger,
    ontvang: Ontvang,
    webhook: WebhookProcess,
    klok: Klok,
) -> None:
    ontvanger.antwoorden = [500]
    await abonneer(dienst, rechtmatigheid, ontvanger.url)
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))
    await webhook.round()
    klok.verder(6)
    await webhook.round()
    kenmerken = [json.loads(body)["id"] for _, body in ontvanger.ontvangen]
    assert len(kenmerken) == 2
    assert len(set(kenmerken)) == 1


async def test_a_redirect_is_not_followed(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvanger: Ontvanger, ontvang: Ontvang, webhook: WebhookProcess
) -> None:
    ontvanger.antwoorden = [307]
    abonnement = await abonneer(dienst, rechtmatigheid, ontvanger.url)
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))
    await webhook.round()
    (poging,) = await bezorgingen(dienst, rechtmatigheid, abonnement)
    assert (poging["gelukt"], poging["httpStatus"], poging["fout"]) == (False, 307, "omleiding niet gevolgd")
    assert len(ontvanger.ontvangen) == 1


async def test_a_slow_receiver_is_left_in_time(
    dienst: Aanroeper,
    rechtmatigheid: dict[str, str],
    ontvanger: Ontvanger,
    ontvang: Ontvang,
    engine: AsyncEngine,
    klok: Klok,
) -> None:
    ontvanger.vertraging = 1.0
    abonnement = await abonneer(dienst, rechtmatigheid, ontvanger.url)
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))
    await proces(dienst, engine, klok, timeout=0.2).round()
    (poging,) = await bezorgingen(dienst, rechtmatigheid, abonnement)
    assert (poging["gelukt"], poging["fout"]) == (False, "geen antwoord op tijd")


async def test_two_workers_deliver_each_event_once(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvanger: Ontvanger, ontvang: Ontvang, webhook: WebhookProcess
) -> None:
    await abonneer(dienst, rechtmatigheid, ontvanger.url)
    for bedrag in range(30):
        await ontvang(bericht("AnomalieGesignaleerd", een_anomalie(bedrag_cent=bedrag)))
    while any(await asyncio.gather(webhook.round(), webhook.round())):
        pass
    bedragen = sorted(json.loads(body)["data"]["bedragCent"] for _, body in ontvanger.ontvangen)
    assert bedragen == list(range(30))


async def test_only_wanted_rules_are_delivered_and_nothing_after_the_end(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvanger: Ontvanger, ontvang: Ontvang, webhook: WebhookProcess
) -> None:
    abonnement = await abonneer(dienst, rechtmatigheid, ontvanger.url, regels=["T2"])
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie(regel="T2")))
    einde = await dienst.client.delete(f"/v1/abonnementen/{abonnement['id']}", headers=rechtmatigheid)
    assert einde.status_code == 200
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie(regel="T2", bedrag_cent=7)))
    assert await webhook.round() == []
    await abonneer(dienst, rechtmatigheid, ontvanger.url, regels=["T2"])
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie(bedrag_cent=8)))
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie(regel="T2", bedrag_cent=9)))
    await webhook.round()
    assert [json.loads(body)["data"]["bedragCent"] for _, body in ontvanger.ontvangen] == [9]


async def test_a_name_that_turns_inward_after_registration_is_not_called(
    dienst: Aanroeper,
    rechtmatigheid: dict[str, str],
    ontvanger: Ontvanger,
    ontvang: Ontvang,
    engine: AsyncEngine,
    klok: Klok,
) -> None:
    abonnement = await abonneer(dienst, rechtmatigheid, ontvanger.url)

    async def naar_binnen(_: str, __: int) -> list[str]:
        return ["93.184.216.34", "169.254.169.254"]

    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))
    await proces(dienst, engine, klok, resolve=naar_binnen).round()
    (poging,) = await bezorgingen(dienst, rechtmatigheid, abonnement)
    assert (poging["gelukt"], poging["fout"]) == (False, "adres geweigerd: niet openbaar bereikbaar")
    assert ontvanger.ontvangen == []


@pytest.mark.parametrize(
    "adressen", [["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::1"], ["::ffff:10.0.0.1"], ["fe80::1%eth0"], []]
)
async def test_a_name_with_any_address_inside_is_refused_at_registration(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], adressen: list[str]
) -> None:
    async def opzoeken(_: str, __: int) -> list[str]:
        return adressen

    met_edge(dienst, adressen=GecontroleerdeAdressen(uitgaand(http_loopback=False, resolve=opzoeken)))
    invoer = {"url": "https://toezicht.example.nl/haak"}
    antwoord = await dienst.client.post("/v1/abonnementen", json=invoer, headers=rechtmatigheid)
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:adres-niet-toegestaan")


async def test_the_secret_is_shown_once_and_kept_encrypted(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvanger: Ontvanger, engine: AsyncEngine
) -> None:
    abonnement = await abonneer(dienst, {**rechtmatigheid, "Idempotency-Key": "een"}, ontvanger.url)
    (getoond,) = (await dienst.client.get("/v1/abonnementen", headers=rechtmatigheid)).json()["resultaten"]
    assert "geheim" not in getoond
    async with engine.connect() as verbinding:
        kolommen = (await verbinding.exec_driver_sql("SELECT geheim FROM abonnement")).one()
        antwoorden = (await verbinding.exec_driver_sql("SELECT antwoord FROM idempotentie")).all()
    assert abonnement["geheim"].encode() not in bytes(kolommen[0])
    assert antwoorden == []


async def test_a_subscription_of_another_is_not_found(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], tweede: dict[str, str], ontvanger: Ontvanger
) -> None:
    abonnement = await abonneer(dienst, rechtmatigheid, ontvanger.url)
    pad = f"/v1/abonnementen/{abonnement['id']}"
    antwoorden = [
        await dienst.client.delete(pad, headers=tweede),
        await dienst.client.get(f"{pad}/bezorgingen", headers=tweede),
    ]
    assert [one.status_code for one in antwoorden] == [404, 404]
    assert (await dienst.client.get("/v1/abonnementen", headers=tweede)).json()["resultaten"] == []


async def test_nobody_subscribes_to_kinds_beyond_the_role(dienst: Aanroeper, ontvanger: Ontvanger) -> None:
    kwaliteit = dienst.als("toezichthouder-kwaliteit")
    fout = await abonneer(dienst, kwaliteit, ontvanger.url, 403, soorten=["rechtmatigheid"])
    assert fout["type"] == "urn:risb:probleem:soort-niet-toegestaan"
    onbekend = await abonneer(dienst, kwaliteit, ontvanger.url, 400, regels=["T999"])
    assert onbekend["type"] == "urn:risb:probleem:onbekende-regel"


def hangend() -> socket.socket:
    """A subscriber that accepts connections and then says nothing."""
    deaf = socket.create_server(("127.0.0.1", 0), backlog=200)
    return deaf


async def test_a_subscriber_that_hangs_delays_nobody_else(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvanger: Ontvanger, ontvang: Ontvang, engine: AsyncEngine
) -> None:
    klok = Klok()
    process = proces(dienst, engine, klok, timeout=5.0)
    with hangend() as deaf:
        await abonneer(dienst, rechtmatigheid, f"http://127.0.0.1:{deaf.getsockname()[1]}")
        await abonneer(dienst, rechtmatigheid, ontvanger.url)
        for _ in range(40):
            await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))
        stop = asyncio.Event()
        begin = time.monotonic()
        running = asyncio.create_task(process.run(stop, dienst.settings.database_url.get_secret_value()))
        async with asyncio.timeout(60):
            while len(ontvanger.ontvangen) < 40:  # noqa: ASYNC110 -- the subscriber is in another thread
                await asyncio.sleep(0.02)
        seconds = time.monotonic() - begin
        stop.set()
        await running
    assert seconds < 5.0


async def test_a_subscriber_that_keeps_failing_is_left_alone_and_then_asked_with_one_delivery(
    dienst: Aanroeper,
    rechtmatigheid: dict[str, str],
    ontvanger: Ontvanger,
    ontvang: Ontvang,
    webhook: WebhookProcess,
    klok: Klok,
) -> None:
    ontvanger.antwoorden = [500] * 9
    await abonneer(dienst, rechtmatigheid, ontvanger.url)
    for _ in range(12):
        await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))
    assert len(await webhook.round()) == 8
    (abonnement,) = (await dienst.client.get("/v1/abonnementen", headers=rechtmatigheid)).json()["resultaten"]
    assert abonnement["storingen"] == 8
    assert abonnement["rustTot"] is not None
    assert await webhook.round() == []
    klok.verder(3700)
    assert len(await webhook.round()) == 1
    assert await webhook.round() == []
    klok.verder(3700)
    (gelukt,) = await webhook.round()
    assert gelukt.gelukt
    (abonnement,) = (await dienst.client.get("/v1/abonnementen", headers=rechtmatigheid)).json()["resultaten"]
    assert (abonnement["storingen"], abonnement["rustTot"]) == (0, None)
    assert len(await webhook.round()) == 8


async def test_what_was_given_up_is_seen_and_can_be_asked_for_again(
    dienst: Aanroeper,
    rechtmatigheid: dict[str, str],
    ontvanger: Ontvanger,
    ontvang: Ontvang,
    webhook: WebhookProcess,
    klok: Klok,
) -> None:
    ontvanger.antwoorden = [500] * 3
    abonnement = await abonneer(dienst, rechtmatigheid, ontvanger.url)
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))
    for _ in range(3):
        await webhook.round()
        klok.verder(3600)
    pad = f"/v1/abonnementen/{abonnement['id']}/bezorgingen"

    async def met(status: str) -> list[dict[str, Any]]:
        found = await dienst.client.get(pad, params={"status": status}, headers=rechtmatigheid)
        resultaten: list[dict[str, Any]] = found.json()["resultaten"]
        return resultaten

    opgegeven = await met("mislukt")
    assert len(opgegeven) == 3
    assert await met("wacht") == []
    weer = f"{pad}/{opgegeven[0]['bezorgingId']}/_herhalen"
    antwoord = await dienst.client.post(weer, headers=rechtmatigheid)
    assert (antwoord.status_code, antwoord.json()["status"]) == (202, "wacht")
    again = await dienst.client.post(weer, headers=rechtmatigheid)
    assert (again.status_code, again.json()["type"]) == (409, "urn:risb:probleem:niet-opgegeven")
    (poging,) = await webhook.round()
    assert (poging.gelukt, poging.nummer) == (True, 4)
    assert len({json.loads(body)["id"] for _, body in ontvanger.ontvangen}) == 1
    assert len(await met("bezorgd")) == 4
    assert (await dienst.client.post(weer, headers=rechtmatigheid)).status_code == 409


async def test_metrics_name_only_subscriptions_that_run(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvanger: Ontvanger, ontvang: Ontvang, webhook: WebhookProcess
) -> None:
    een = await abonneer(dienst, rechtmatigheid, ontvanger.url)
    twee = await abonneer(dienst, rechtmatigheid, ontvanger.url)
    await ontvang(bericht("AnomalieGesignaleerd", een_anomalie()))

    def named() -> dict[str, float]:
        return {one.labels["abonnement"]: one.value for family in WACHTEND.collect() for one in family.samples}

    await webhook.count()
    assert named() == {een["id"]: 1, twee["id"]: 1}
    await dienst.client.delete(f"/v1/abonnementen/{een['id']}", headers=rechtmatigheid)
    await webhook.count()
    assert named() == {twee["id"]: 1}
