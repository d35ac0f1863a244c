"""What every API of the product does at its edge: problems, headers, traces, writes exactly once, missed events."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any

import httpx
import pytest
from chassis.db import SqlUnitOfWork
from devstack.issuer import Issuer
from fastapi import APIRouter, Depends, Response
from pydantic import Field
from risb_api.api import ApiModel, ServiceApi
from risb_api.edge import Edge
from risb_api.identity import Iedereen, Rol, Toegang, TokenVerifier, Wie
from risb_api.resources.feed import feed_router
from risb_api.routes import Router
from risb_api.writes import IfMatch, SchrijfDep, SchrijfEenmaligDep, check_version
from risb_kern.clock import SystemClock
from risb_kern.errors import refused
from risb_kern.privacy import Privacy
from sqlalchemy import text

from .conftest import SOURCE, Proef, until
from .test_delivery import AanbiederGeregistreerd, an_agb, log_has

pytestmark = pytest.mark.integratie
router = Router("proef")
COUNTED: list[str] = []
Inkoper = Annotated[Wie, Depends(Toegang(Rol.INKOPER))]


class Ding(ApiModel):
    agb_code: str = Field(pattern=r"^\d{8}$")
    aantal: int = Field(ge=1, le=9)
    naam: str = Field(min_length=2, max_length=5)
    dag: dt.date


class Klaar(ApiModel):
    aantal: int


async def _store(uow: SqlUnitOfWork, ding: Ding) -> Klaar:
    insert = (
        "INSERT INTO effect VALUES (:agb, 1) ON CONFLICT (agb_code) DO UPDATE SET aantal = effect.aantal + 1"
        " RETURNING aantal"
    )
    count = (await uow.session.execute(text(insert), {"agb": ding.agb_code})).scalar_one()
    return Klaar(aantal=count)


@router.post("/dingen")
async def maken(ding: Ding, wie: Inkoper, schrijf: SchrijfDep) -> Response:
    return await schrijf.doe(wie, lambda uow: _store(uow, ding))


@router.post("/wegingen")
async def wegen(ding: Ding, wie: Inkoper, schrijf: SchrijfDep, maat: int = 1) -> Response:
    async def weigh(uow: SqlUnitOfWork) -> Klaar:
        await _store(uow, ding)
        return Klaar(aantal=maat)

    return await schrijf.doe(wie, weigh)


@router.post("/betalingen")
async def betalen(ding: Ding, wie: Inkoper, schrijf: SchrijfEenmaligDep) -> Response:
    return await schrijf.doe(wie, lambda uow: _store(uow, ding))


@router.post("/tellingen")
async def tellen(ding: Ding, wie: Inkoper, schrijf: SchrijfDep) -> Response:
    async def work(uow: SqlUnitOfWork) -> Klaar:
        schrijf.after_commit(partial(COUNTED.append, ding.naam))
        klaar = await _store(uow, ding)
        if ding.naam == "stuk":
            raise refused("stuk", "Dit gaat niet door.")
        return klaar

    return await schrijf.doe(wie, work)


@router.put("/dingen/{ding_id}")
async def wijzigen(ding_id: int, _: Inkoper, versie: IfMatch) -> Klaar:
    check_version(versie, ding_id)
    return Klaar(aantal=ding_id)


@router.get("/stuk")
async def stuk(_: Iedereen) -> Klaar:
    raise RuntimeError("geheim detail van binnen")


def _no_uow() -> SqlUnitOfWork:
    raise AssertionError("this application does not start")


@pytest.fixture
async def client(proef: Proef, tmp_path: Any) -> AsyncIterator[httpx.AsyncClient]:
    issuer = Issuer(tmp_path, port=1)
    jwks = {"keys": [issuer._key.as_dict(private=False)]}
    keys = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=jwks)))
    verifier = TokenVerifier(issuer.url, "risb", issuer.jwks_url, keys)
    api = ServiceApi("proef", titel="Proef", omschrijving="Proef.")
    app = api.serve(
        router,
        feed_router(SOURCE),
        edge=Edge(uow=proef.uow, clock=SystemClock(), verifier=verifier, privacy=Privacy(bytes(32))),
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://proef/v1") as session:
        session.headers["Authorization"] = f"Bearer {issuer.maak_token(['inkoper', 'operations'])}"
        yield session


def a_ding(**changes: Any) -> dict[str, Any]:
    return {"agbCode": an_agb(), "aantal": 3, "naam": "proef", "dag": "2026-01-02", **changes}


async def test_five_faults_come_back_at_once_in_plain_dutch(client: httpx.AsyncClient) -> None:
    bad = {"agbCode": "x", "aantal": 99, "naam": "a", "dag": "2026-02-30", "extra": True}
    answer = await client.post("/dingen", json=bad)
    problem = answer.json()
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["detail"] == "5 gegevens kloppen niet. Verbeter dit en stuur het opnieuw."
    assert {one["veld"]: one["melding"] for one in problem["fouten"]} == {
        "agbCode": "De waarde heeft niet de juiste vorm. Kijk in de beschrijving van de API hoe het moet.",
        "aantal": "Dit mag hoogstens 9 zijn.",
        "naam": "De tekst is te kort (minimaal 2).",
        "dag": "Dit is geen geldige datum of tijd.",
        "extra": "Dit veld kennen wij niet; laat het weg.",
    }


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/bestaat-niet", 404),
        ("GET", "/dingen", 405),
        ("POST", "/dingen/", 404),
        ("TRACE", "/dingen", 405),
        ("GET", "/stuk", 500),
        ("POST", "/dingen", 400),
    ],
)
async def test_every_error_is_a_problem_with_the_headers_of_every_answer(
    client: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await client.request(method, path, headers={"content-type": "application/json"}, content=b"{")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"status", "title", "detail"} <= answer.json().keys()
    assert "geheim" not in answer.text
    assert answer.headers["api-version"] == "1.0.0"
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "max-age" in answer.headers["strict-transport-security"]
    assert "server" not in answer.headers


async def test_another_content_type_is_415_and_no_token_is_401(client: httpx.AsyncClient) -> None:
    assert (await client.post("/dingen", content="a=1", headers={"content-type": "text/plain"})).status_code == 415
    answer = await client.post("/dingen", json=a_ding(), headers={"authorization": "Bearer x"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_body_without_end_is_413_and_not_read_to_its_end(client: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 50_000_000:
            sent += 65_536
            yield b" " * 65_536

    answer = await client.post("/dingen", content=endless(), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")
    assert "te groot" in answer.json()["detail"]
    assert sent < 5_000_000


async def test_the_trace_of_the_caller_comes_back(client: httpx.AsyncClient) -> None:
    answer = await client.get("/bestaat-niet", headers={"traceparent": f"00-{'ab' * 16}-{'12' * 8}-01"})
    assert answer.headers["traceparent"].split("-")[1] == "ab" * 16
    assert answer.json()["correlatieId"] == "ab" * 16


async def test_a_repeated_key_has_one_effect_also_when_a_hundred_arrive_together(client: httpx.AsyncClient) -> None:
    body, headers = a_ding(), {"Idempotency-Key": "een-sleutel"}
    answers = await asyncio.gather(*(client.post("/dingen", json=body, headers=headers) for _ in range(100)))
    assert {(answer.status_code, answer.text) for answer in answers} == {(201, '{"aantal":1}')}
    other = await client.post("/dingen", json=a_ding(), headers=headers)
    assert (other.status_code, other.json()["type"]) == (409, "urn:risb:probleem:sleutel-hergebruikt")


async def test_a_key_belongs_to_the_whole_address_the_query_too(client: httpx.AsyncClient) -> None:
    body, key = a_ding(), {"Idempotency-Key": "met-vraag"}
    answers = [
        await client.post(path, json=body, headers=key)
        for path in ("/wegingen?maat=2", "/wegingen?maat=2", "/wegingen?maat=3", "/wegingen")
    ]
    assert [one.status_code for one in answers] == [201, 201, 409, 409]
    assert [one.json().get("aantal") for one in answers] == [2, 2, None, None]
    assert {one.json()["type"] for one in answers[2:]} == {"urn:risb:probleem:sleutel-hergebruikt"}


async def test_an_answer_that_is_kept_opens_only_under_its_own_key(client: httpx.AsyncClient, proef: Proef) -> None:
    bodies = {"eerste sleutel": a_ding(), "tweede sleutel": a_ding()}
    for key, body in bodies.items():
        await client.post("/dingen", json=body, headers={"Idempotency-Key": key})
    async with proef.uow() as uow:
        first, second = (await uow.session.execute(text("SELECT * FROM idempotentie ORDER BY tijd"))).all()
        assert "sleutel" not in first.sleutel + second.sleutel
        moved = "UPDATE idempotentie SET antwoord = :antwoord WHERE sleutel = :sleutel"
        await uow.session.execute(text(moved), {"antwoord": first.antwoord, "sleutel": second.sleutel})
        await uow.commit()
    kept = [
        (await client.post("/dingen", json=body, headers={"Idempotency-Key": key})).status_code
        for key, body in bodies.items()
    ]
    assert kept == [201, 500]


async def test_what_follows_a_write_is_done_once_for_a_repeated_key_and_not_when_the_write_fails(
    client: httpx.AsyncClient,
) -> None:
    COUNTED.clear()
    body, headers = a_ding(), {"Idempotency-Key": "geteld"}
    for _ in range(3):
        assert (await client.post("/tellingen", json=body, headers=headers)).status_code == 201
    assert COUNTED == ["proef"]
    assert (await client.post("/tellingen", json=a_ding(naam="stuk"))).status_code == 400
    assert COUNTED == ["proef"]


async def test_what_costs_money_needs_a_key(client: httpx.AsyncClient) -> None:
    assert (await client.post("/betalingen", json=a_ding())).status_code == 400
    assert (await client.post("/betalingen", json=a_ding(), headers={"Idempotency-Key": "k"})).status_code == 201


async def test_a_change_needs_the_version_that_was_seen(client: httpx.AsyncClient) -> None:
    assert (await client.put("/dingen/7")).status_code == 400
    assert (await client.put("/dingen/7", headers={"If-Match": '"6"'})).status_code == 409
    assert (await client.put("/dingen/7", headers={"If-Match": "W/x"})).status_code == 400
    assert (await client.put("/dingen/0")).status_code == 200
    assert (await client.put("/dingen/7", headers={"If-Match": '"7"'})).status_code == 200


async def test_missed_events_come_page_by_page(client: httpx.AsyncClient, proef: Proef) -> None:
    codes = [an_agb() for _ in range(5)]
    await proef.emit(*(AanbiederGeregistreerd(agb_code=code) for code in codes))
    assert (await client.get("/gebeurtenissen")).json()["resultaten"] == []
    async with proef.running():
        await until(lambda: log_has(proef, 5))
    first = (await client.get("/gebeurtenissen", params={"limiet": 3})).json()
    rest = (await client.get("/gebeurtenissen", params={"na": first["volgende"]})).json()
    found = [*first["resultaten"], *rest["resultaten"]]
    assert [one["data"]["agb_code"] for one in found] == codes
    assert {one["type"] for one in found} == {"nl.contracten.aanbieder-geregistreerd.v1"}
    assert (await client.get("/gebeurtenissen", params={"na": rest["volgende"]})).json()["resultaten"] == []
    assert (await client.get("/gebeurtenissen", params={"na": "!!"})).status_code == 400


async def test_the_document_is_public_and_the_page_of_the_api_has_no_scripts(client: httpx.AsyncClient) -> None:
    answer = await client.get("/openapi.json", headers={"authorization": ""})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "/dingen" in answer.json()["paths"]
    page = await client.get("/docs", headers={"authorization": ""})
    assert "/v1/dingen" in page.text
    assert "<script" not in page.text


def test_a_route_without_a_permission_does_not_start() -> None:
    open_router = APIRouter()
    open_router.add_api_route("/open", lambda: None)
    with pytest.raises(RuntimeError, match="/open"):
        ServiceApi("proef", titel="P", omschrijving="P").serve(
            open_router,
            edge=Edge(
                uow=_no_uow, clock=SystemClock(), verifier=TokenVerifier("i", "a", "u"), privacy=Privacy(bytes(32))
            ),
        )
