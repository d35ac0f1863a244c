"""Every route of every service: who asks comes before what they bring, and no body costs more than its route takes."""

import asyncio
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from devstack.issuer import Issuer
from fastapi import FastAPI

from tests.builders.diensten import DIENSTEN, ROLLEN, Route, app_for, routes_of, settings_for, verifier_of
from tests.builders.lichamen import Aanbod, gevuld

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


async def test_when_enough_large_bodies_are_inside_the_next_is_sent_away_and_usual_ones_are_not(tmp_path: Path) -> None:
    dienst = Dienst("declaraties", tmp_path)
    koppen = {**dienst.token("aanbieder"), "content-type": "application/zip"}
    slot = asyncio.Event()

    class Traag(Aanbod):
        async def _receive(self) -> dict[str, object]:
            if self.gelezen > 2 * STUK:
                await slot.wait()
            return await super()._receive()

    def groot() -> Aanbod:
        return Traag(methode="POST", pad="/v1/zendingen", koppen=koppen, grootte=20 * MEGABYTE, begin=b"PK\x03\x04")

    inside = [asyncio.create_task(groot().doe(dienst.app)) for _ in range(8)]
    await asyncio.sleep(0.05)
    full = await groot().doe(dienst.app)
    assert (full.status, full.gelezen) == (503, 0)
    assert full.antwoordkoppen["retry-after"] == "5"
    assert full.antwoordkoppen["content-type"] == "application/problem+json"
    small = Aanbod(methode="POST", pad="/v1/zendingen", koppen=koppen, grootte=20, begin=b"geen zip")
    assert (await small.doe(dienst.app)).status == 400
    slot.set()
    assert {one.status for one in await asyncio.gather(*inside)} == {400}
    assert (await groot().doe(dienst.app)).status == 400
