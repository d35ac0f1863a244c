"""Every route of every service: who asks comes before what they bring, and no body costs more than its route takes."""

import asyncio
import itertools
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pytest
from devstack.issuer import Issuer
from fastapi import FastAPI

from tests.builders.diensten import DIENSTEN, ROLLEN, Route, app_for, routes_of, settings_for, verifier_of
from tests.builders.lichamen import Aanbod, gevuld

A = TypeVar("A", bound=Aanbod)
MEGABYTE = 1_000_000
GROOT = 36 * MEGABYTE
STUK = 65_536
# What the route may read, and what it may hold at the same time; every other route: a usual body.
GROTE_DEUREN = {
    ("declaraties", "POST /v1/declaraties"): (12 * MEGABYTE, 45 * MEGABYTE),
    ("declaraties", "POST /v1/berichten"): (38 * MEGABYTE, 12 * MEGABYTE),
    ("declaraties", "POST /v1/enveloppen"): (39 * MEGABYTE, 12 * MEGABYTE),
    ("declaraties", "POST /v1/zendingen"): (38 * MEGABYTE, 12 * MEGABYTE),
}
GEWOON = (MEGABYTE, 6 * MEGABYTE)
VREEMD = ("", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "application/json;charset=utf-16")
# How it begins, and what is said of it when it was read.
SOORT_VAN = {
    "/v1/zendingen": ("application/zip", b"PK\x03\x04", 400),
    "/v1/berichten": ("application/xml", b"<a>", 415),
    "/v1/enveloppen": ("text/xml", b"<a>", 400),
    "/v1/declaraties": ("application/json", b'{"a":1}', 400),
}
SOORTEN = ("application/json", "application/xml", "application/zip", "multipart/form-data; boundary=x")


class Dienst:
    """The routes of one service, with nothing behind them."""

    def __init__(self, naam: str, folder: Path) -> None:
        self.naam = naam
        self.issuer = Issuer(folder, port=1)
        url = "postgresql://niet@127.0.0.1:1/hier"
        self.app: FastAPI = app_for(naam, settings_for(naam, url, folder, self.issuer))
        self.app.state.edge = replace(self.app.state.edge, verifier=verifier_of(self.issuer))

    def routes(self) -> Iterator[Route]:
        yield from (one for one in routes_of(self.app) if not one.pad.endswith(("/openapi.json", "/docs", "/stroom")))

    def token(self, *rollen: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.issuer.maak_token(rollen)}"}

    def aanbod(self, route: Route, koppen: dict[str, str], *, gemeld: bool = True) -> Aanbod:
        kop = {"content-type": "application/json", "idempotency-key": "k", "if-match": '"1"', **koppen}
        return Aanbod(methode=route.methode, pad=gevuld(route.pad), koppen=kop, grootte=GROOT, gemeld=gemeld)


@pytest.fixture(params=DIENSTEN)
def dienst(request: pytest.FixtureRequest, tmp_path: Path) -> Dienst:
    return Dienst(request.param, tmp_path)


async def test_without_a_token_not_a_byte_is_read_on_any_route(dienst: Dienst) -> None:
    for number, route in enumerate(one for one in dienst.routes() if not one.openbaar):
        soort = SOORTEN[number % len(SOORTEN)]
        for bad, gemeld in (({}, True), ({"authorization": "Bearer x.y.z"}, False)):
            found = await dienst.aanbod(route, {**bad, "content-type": soort}, gemeld=gemeld).doe(dienst.app)
            assert (found.status, found.gelezen) == (401, 0), (route.methode, route.pad, soort)
            assert found.antwoordkoppen["content-type"] == "application/problem+json"


async def test_without_the_role_not_a_byte_is_read_on_any_route(dienst: Dienst) -> None:
    seen = 0
    for route in dienst.routes():
        wrong = sorted(set(ROLLEN) - route.rollen) if route.rollen and not route.openbaar else []
        if wrong:
            found = await dienst.aanbod(route, dienst.token(*wrong)).doe(dienst.app)
            assert (found.status, found.gelezen) == (403, 0), (route.methode, route.pad)
            seen += 1
    assert seen > 5


@pytest.mark.parametrize("gemeld", [True, False], ids=["announced", "without end"])
async def test_a_body_that_is_too_large_costs_no_more_than_its_route_takes(dienst: Dienst, gemeld: bool) -> None:
    measured = 0
    tracemalloc.start()
    for route in dienst.routes():
        if route.methode in {"GET", "DELETE"}:
            continue
        largest, memory = GROTE_DEUREN.get((dienst.naam, f"{route.methode} {route.pad}"), GEWOON)
        koppen = dienst.token(*(route.rollen or ROLLEN))
        for soort in SOORTEN[:3] if (largest, memory) != GEWOON else SOORTEN[:1]:
            aanbod = dienst.aanbod(route, {**koppen, "content-type": soort}, gemeld=gemeld)
            before, _ = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()
            await aanbod.doe(dienst.app)
            peak = tracemalloc.get_traced_memory()[1] - before
            naam = f"{route.methode} {route.pad} {soort}"
            assert 400 <= aanbod.status < 500 or aanbod.status == 503, f"{naam}: {aanbod.status} {aanbod.antwoord!r}"
            assert aanbod.gelezen <= largest + 2 * STUK, naam
            assert not gemeld or aanbod.gelezen == 0 or largest > MEGABYTE, naam
            assert peak < memory, f"{naam}: {peak / MEGABYTE:.1f} MB"
            measured += 1
    tracemalloc.stop()
    assert measured > 5


async def test_a_body_that_is_too_large_is_told_so_in_dutch(dienst: Dienst) -> None:
    for route in dienst.routes():
        if route.methode == "POST" and (dienst.naam, f"POST {route.pad}") not in GROTE_DEUREN:
            found = await dienst.aanbod(route, dienst.token(*(route.rollen or ROLLEN))).doe(dienst.app)
            if found.status == 413:
                assert found.antwoordkoppen["content-type"] == "application/problem+json"
                assert found.probleem["title"] == "Het bericht is te groot"
                return
    pytest.fail("no route takes JSON")


async def test_another_content_type_is_refused_before_a_byte_is_read_on_any_route(dienst: Dienst) -> None:
    seen = 0
    for route in dienst.routes():
        if route.methode == "GET" or route.openbaar:
            continue
        for number, soort in enumerate(VREEMD):
            koppen = {**dienst.token(*(route.rollen or ROLLEN)), "content-type": soort}
            found = await dienst.aanbod(route, koppen, gemeld=number % 2 == 0).doe(dienst.app)
            assert (found.status, found.gelezen) == (415, 0), (route.methode, route.pad, soort)
            assert len(found.probleem["detail"]) > 20
            seen += 1
    assert seen > 5


@dataclass(slots=True, kw_only=True)
class Traag(Aanbod):
    """A sender who stops after its first parts until it is told to go on."""

    verder: asyncio.Event = field(default_factory=asyncio.Event)

    async def _receive(self) -> dict[str, object]:
        if self.gelezen > MEGABYTE + STUK:
            await self.verder.wait()
        return await Aanbod._receive(self)


@pytest.mark.parametrize("pad", ["/v1/zendingen", "/v1/berichten", "/v1/enveloppen", "/v1/declaraties"])
async def test_a_slow_caller_has_its_share_and_keeps_nobody_else_out(tmp_path: Path, pad: str) -> None:
    dienst = Dienst("declaraties", tmp_path)
    soort, begin, _ = SOORT_VAN[pad]

    def groot(sub: str, klas: type[A], *, gemeld: bool = True) -> A:
        token = dienst.issuer.maak_token(("aanbieder",), claims={"sub": sub})
        koppen = {"authorization": f"Bearer {token}", "content-type": soort, "idempotency-key": "k"}
        grootte = 11 * MEGABYTE
        return klas(methode="POST", pad=pad, koppen=koppen, grootte=grootte, begin=begin, gemeld=gemeld)

    slow = [groot("traag", Traag, gemeld=number % 2 == 0) for number in range(12)]
    inside = [asyncio.create_task(one.doe(dienst.app)) for one in slow]
    for done in itertools.islice(asyncio.as_completed(inside, timeout=20), 10):
        await done
    refused = [one for one in slow if one.status]
    assert {one.status for one in refused} == {429}
    assert {one.gelezen for one in refused if one.gemeld} == {0}
    assert all(one.gelezen <= MEGABYTE + 2 * STUK for one in refused)
    assert refused[0].antwoordkoppen["retry-after"] == "5"
    assert refused[0].antwoordkoppen["content-type"] == "application/problem+json"
    another = await asyncio.wait_for(groot("ander", Aanbod).doe(dienst.app), 20)
    assert another.status == SOORT_VAN[pad][2], another.antwoord
    for gemeld in (True, False):
        usual = replace(groot("traag", Aanbod), grootte=20, gemeld=gemeld)
        assert (await usual.doe(dienst.app)).status == another.status
    for one in slow:
        one.verder.set()
    assert {(await task).status for task in inside} == {another.status, 429}
    assert (await groot("traag", Aanbod).doe(dienst.app)).status == another.status
