import asyncio
import hashlib
import hmac
import json
import time
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from toezicht.adapters.abonnementen.webhook import AdresGeweigerdError, GecontroleerdeAdressen, toegestaan_adres
from toezicht.entrypoints.webhook import WebhookProcess

from tests.builders.diensten import Aanroeper
from tests.builders.toezicht import TRACE, bericht, een_anomalie
from tests.integration.toezicht.abonnementen.conftest import Klok, Ontvanger, abonneer, proces, uitgaand
from tests.integration.toezicht.conftest import Ontvang, met_edge

pytestmark = pytest.mark.integratie


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


@pytest.mark.parametrize(
    "host", [f"{'a' * 64}.example.nl", "a..example.nl", f"{'a.' * 200}nl", "xn--\u00e9.example.nl"]
)
async def test_a_name_that_can_be_none_is_a_refused_address_at_delivery_too(host: str) -> None:
    with pytest.raises(AdresGeweigerdError):
        await toegestaan_adres(f"https://{host}/haak", uitgaand(http_loopback=False))


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
