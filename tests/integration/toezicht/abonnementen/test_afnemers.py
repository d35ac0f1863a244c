"""Each subscriber at its own pace: one that hangs is nobody else's delay, and what was given up is not lost."""

import asyncio
import json
import socket
import time
import uuid
from collections import Counter
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from toezicht.application.abonnementen.ports import Bezorger
from toezicht.domain.abonnementen.bezorging import SAMEN, Bezorgantwoord, Bezorging
from toezicht.entrypoints.webhook import WACHTEND, WebhookProcess
from typing_extensions import override

from tests.builders.diensten import Aanroeper
from tests.builders.toezicht import bericht, een_anomalie
from tests.integration.toezicht.abonnementen.conftest import Klok, Ontvanger, abonneer, proces
from tests.integration.toezicht.conftest import Ontvang

pytestmark = pytest.mark.integratie


def hangend() -> socket.socket:
    """A subscriber that accepts connections and then says nothing."""
    return socket.create_server(("127.0.0.1", 0), backlog=200)


async def test_a_subscriber_that_hangs_delays_nobody_else(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvanger: Ontvanger, ontvang: Ontvang, engine: AsyncEngine
) -> None:
    klok = Klok()
    process = proces(dienst, engine, klok, timeout=5.0)
    with hangend() as deaf:
        await abonneer(dienst, rechtmatigheid, f"http://127.0.0.1:{deaf.getsockname()[1]}")
        await abonneer(dienst, rechtmatigheid, ontvanger.url)
        for bedrag in range(40):
            await ontvang(bericht("AnomalieGesignaleerd", een_anomalie(bedrag_cent=bedrag)))
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


class Wachtend(Bezorger):
    """Delivers at once, but to `stil` not before it is told to; remembers what it was asked."""

    def __init__(self, stil: str) -> None:
        self._stil = stil
        self.verder = asyncio.Event()
        self.onderweg = self.hoogste = 0
        self.gedaan: Counter[uuid.UUID] = Counter()

    @override
    async def deliver(self, bezorging: Bezorging) -> Bezorgantwoord:
        self.onderweg += 1
        self.hoogste = max(self.hoogste, self.onderweg)
        if bezorging.url.startswith(self._stil):
            await self.verder.wait()
        self.onderweg -= 1
        self.gedaan[bezorging.abonnement_id] += 1
        return Bezorgantwoord(http_status=204, fout=None, duur_ms=1)


async def test_many_that_hang_together_hold_up_no_more_than_their_part_and_nobody_else(
    dienst: Aanroeper, rechtmatigheid: dict[str, str], ontvang: Ontvang, engine: AsyncEngine
) -> None:
    bezorger, klok = Wachtend("http://127.0.0.1:9"), Klok()
    process = proces(dienst, engine, klok, bezorger=bezorger)
    for nummer in range(SAMEN // 2 + 3):
        await abonneer(dienst, rechtmatigheid, f"http://127.0.0.1:9/{nummer}")
    goed = [uuid.UUID((await abonneer(dienst, rechtmatigheid, f"http://127.0.0.1:7/{one}"))["id"]) for one in range(2)]
    for bedrag in range(9):
        await ontvang(bericht("AnomalieGesignaleerd", een_anomalie(bedrag_cent=bedrag)))
    stop = asyncio.Event()
    running = asyncio.create_task(process.run(stop, dienst.settings.database_url.get_secret_value()))
    async with asyncio.timeout(60):
        while any(bezorger.gedaan[one] < 9 for one in goed):  # noqa: ASYNC110 -- the process reads the database
            await asyncio.sleep(0.02)
    assert set(bezorger.gedaan) == set(goed)
    assert SAMEN // 2 <= bezorger.hoogste <= SAMEN
    bezorger.verder.set()
    stop.set()
    await running


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
    for bedrag in range(12):
        await ontvang(bericht("AnomalieGesignaleerd", een_anomalie(bedrag_cent=bedrag)))
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
