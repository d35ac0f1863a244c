"""Canary numbers go through the whole running chain, wrong ones and errors included; afterwards none is found anywhere.

The encrypted places hold them all, and encrypted they match nothing: so no hit is allowed in any store.
"""

import asyncio
import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import psycopg
import pytest
from devstack.environment import Devstack
from devstack.kafka import Kafka
from devstack.postgres import Postgres

from tests.builders.aanvraag import een_aanvraag, een_regeling
from tests.builders.berichten import Declaratie, Regel, toewijzing
from tests.builders.inkoop import Inkoop, een_prijs
from tests.builders.personen import some_bsns

from .scanner import Leak, Scanner
from .stores import Chunk, read_addresses, read_databases, read_files, read_topics

pytestmark = [pytest.mark.integratie, pytest.mark.e2e, pytest.mark.timeout(300)]
CANARIES = some_bsns(240, seed=412)
# Most are clients of an aanbieder; the rest live in errors, searches, addresses and applications.
CLIENTEN, FOUTEN, ZOEKEN, AANVRAGERS = CANARIES[:150], CANARIES[150:190], CANARIES[190:210], CANARIES[210:]
AGB, GEMEENTE, PERCEEL = "42459001", "0307", "WMO-PRIVACY"
XML = {"Content-Type": "application/xml"}


class Keten:
    """Everybody who handles persons, on the real APIs of the running product."""

    def __init__(self, stack: Devstack) -> None:
        self._stack = stack
        self._clients = {
            dienst: httpx.AsyncClient(base_url=stack.api_url(dienst), timeout=30) for dienst in stack.services
        }
        self.declaraties = self._clients["declaraties"]
        self.subsidies = self._clients["subsidies"]
        self.aanbieder, self.gemeente = (
            self.als("aanbieder", agb=[AGB]),
            self.als("zorgadministratie", gemeenten=[GEMEENTE]),
        )

    def als(self, rol: str, *, agb: list[str] | None = None, gemeenten: list[str] | None = None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._stack.token(rol, agb=agb or [], gemeenten=gemeenten or [])}"}

    async def sluit(self) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def contract(self) -> None:
        inkoop = Inkoop(client=self._clients["contracting"], als=self.als)
        await inkoop.perceel(PERCEEL, [GEMEENTE])
        await inkoop.toegelaten(AGB, PERCEEL)
        await inkoop.overeenkomst(AGB, PERCEEL, [GEMEENTE], [een_prijs("02A03", 1250)])

    async def bericht(self, data: bytes, wie: dict[str, str], *expected: int) -> httpx.Response:
        answer = await self.declaraties.post("/v1/berichten", content=data, headers={**wie, **XML})
        assert answer.status_code in expected, answer.text
        return answer

    async def wijs_toe(self, bsn: str, nummer: int) -> None:
        message = toewijzing(agb=AGB, gemeente=GEMEENTE, bsn=bsn, nummer=nummer, kenmerk=f"P{nummer}")
        async with asyncio.timeout(60):
            while (await self.bericht(message, self.gemeente, 202, 400)).status_code == 400:  # noqa: ASYNC110 -- in another process
                await asyncio.sleep(0.3)
        if nummer % 2:
            grond = {
                "gemeente": GEMEENTE,
                "wet": "wmo",
                "soort": "beschikking",
                "datum": "2019-12-01",
                "toewijzingNummer": nummer,
            }
            assert (
                await self.declaraties.post("/v1/grondslagen", json=grond, headers=self.gemeente)
            ).status_code == 201

    async def uitkomst(self, bericht: str) -> dict[str, Any]:
        """Wait until the message came to its end."""
        async with asyncio.timeout(60):
            while True:
                answer = await self.declaraties.get(f"/v1/berichten/{bericht}", headers=self.aanbieder)
                if answer.json()["status"] not in {"ontvangen", "wordt-verwerkt"}:
                    return dict(answer.json())
                await asyncio.sleep(0.2)


def een_323(nummer: str, bsns: list[str]) -> bytes:
    """A line per person; half of the toewijzingen have no ground, so half is refused and stands in the 325."""
    regels = [
        Regel(bsn=bsn, toewijzing=8000 + place, referentie=f"{nummer}-{place}", uren=2)
        for place, bsn in enumerate(bsns)
    ]
    month, day = dt.date(2026, 4, 1), dt.date(2026, 5, 6)
    return Declaratie(agb=AGB, gemeente=GEMEENTE, nummer=nummer, maand=month, dagtekening=day, regels=regels).xml()


async def goede_weg(keten: Keten) -> None:
    await keten.contract()
    for place, bsn in enumerate(CLIENTEN):
        await keten.wijs_toe(bsn, 8000 + place)
    sent = await keten.bericht(een_323("PRIV1", CLIENTEN), keten.aanbieder, 202)
    state = await keten.uitkomst(sent.json()["id"])
    assert state["uitkomst"] == "gedeeltelijk", state
    answer = await keten.declaraties.get(f"/v1/berichten/{state['id']}/antwoord", headers=keten.aanbieder)
    assert CLIENTEN[0] in answer.text, "the 325 tells the aanbieder whom it is about"
    for pad in ("/v1/toewijzingen", f"/v1/declaraties/{state['id']}", f"/v1/declaraties/{state['id']}/prestaties"):
        assert (await keten.declaraties.get(pad, headers=keten.aanbieder)).status_code == 200


async def foute_wegen(keten: Keten) -> None:
    """Everything that can go wrong with a number in it."""
    bsn = iter(FOUTEN)
    good = een_323("PRIV2", ["999900006"])
    for spoil in (
        lambda one: good.replace(b"999900006", f"{one}0".encode()),
        lambda one: good.replace(b"999900006", f"{one[:4]}.{one[4:6]}.{one[6:]}".encode()),
        lambda one: good.replace(b"<b:Bsn>999900006</b:Bsn>", f"<b:Bsn>{one}</b:Bsn><b:Bsn>{one}</b:Bsn>".encode()),
        lambda one: good.replace(b"<b:Bsn>999900006</b:Bsn>", f"<b:Onbekend{one}>x</b:Onbekend{one}>".encode()),
        lambda one: good.replace(b"<b:Bsn>999900006</b:Bsn>", f'<b:Bsn nummer="{one}">999900006</b:Bsn>'.encode()),
        lambda one: good.replace(b"<i:Bedrag>2500", f"<i:Bedrag>{one}".encode()),
        lambda one: good.replace(b"<i:Begindatum>2026-04-01", f"<i:Begindatum>{one}".encode()),
        lambda one: good.replace(b"</b:Bericht>", f"<!-- {one} --><b:X>{one}".encode()),
        lambda one: good.replace(b"?>", f'?><!DOCTYPE a [<!ENTITY b "{one}">]>'.encode(), 1),
        lambda one: good.replace(b"<b:BerichtCode>484", f"<b:BerichtCode>{one}".encode()),
        lambda one: good.replace(b"<b:Ontvanger>0307", f"<b:Ontvanger>{one}".encode()),
        lambda one: good.replace(b"wmo323/schema", f"{one}/schema".encode()),
        lambda one: good[:400] + one.encode(),
        lambda one: one.encode() + b"\xff\xfe",
    ):
        answer = await keten.bericht(spoil(next(bsn)), keten.aanbieder, 202, 400, 403, 415)
        if answer.status_code == 202:
            await keten.uitkomst(answer.json()["id"])
            await keten.declaraties.get(f"/v1/berichten/{answer.json()['id']}/fouten", headers=keten.aanbieder)
    one = next(bsn)
    for body in (
        f'{{"bsn": "{one}"',
        json.dumps({"bsn": int(one)}),
        json.dumps({one: one, "clienten": [{"bsn": f"{one}1"}]}),
    ):
        headers = {**keten.aanbieder, "Content-Type": "application/json"}
        assert (await keten.declaraties.post("/v1/declaraties", content=body, headers=headers)).status_code == 400
    one = next(bsn)
    for address in (
        f"/v1/toewijzingen?bsn={one}",
        f"/v1/toewijzingen/{one}",
        f"/v1/berichten/{one}",
        f"/{one}",
        f"/v1/toewijzingen?na={one}",
    ):
        assert (await keten.declaraties.get(address, headers=keten.aanbieder)).status_code < 500
    headers = {
        "Authorization": f"Bearer {next(bsn)}",
        "traceparent": next(bsn),
        "X-Bsn": next(bsn),
        "User-Agent": next(bsn),
    }
    assert (await keten.declaraties.get("/v1/toewijzingen", headers=headers)).status_code == 401
    await keten.bericht(een_323("PRIV3", [next(bsn)]), keten.als("aanbieder", agb=["42459002"]), 403)


async def zoeken(keten: Keten) -> None:
    for one in ZOEKEN:
        for body in ({"bsn": one}, {"bsn": f"{one}0"}, {"bsn": one, "naam": one}, {"bsn": [one]}, {one: "bsn"}):
            answer = await keten.declaraties.post("/v1/toewijzingen/_zoek", json=body, headers=keten.gemeente)
            assert answer.status_code in {200, 400}
    found = await keten.declaraties.post("/v1/toewijzingen/_zoek", json={"bsn": CLIENTEN[0]}, headers=keten.gemeente)
    assert len(found.json()["resultaten"]) == 1


async def aanvragen(keten: Keten) -> None:
    adviseur, aanvrager = keten.als("subsidieadviseur"), keten.als("aanvrager")
    made = await keten.subsidies.post("/v1/regelingen", json=een_regeling(code="PID-PRIVACY"), headers=adviseur)
    assert made.status_code == 201, made.text
    for number, bsn in enumerate(AANVRAGERS):
        key = {"Idempotency-Key": uuid.uuid4().hex}
        spoiled = {"soort": "rechtspersoon"} if number % 3 == 0 else {"bsn": f"{bsn}1"} if number % 3 == 1 else {}
        body = een_aanvraag(regelingCode="PID-PRIVACY", **{"bsn": bsn, **spoiled})
        answer = await keten.subsidies.post("/v1/aanvragen", json=body, headers={**aanvrager, **key})
        assert answer.status_code == (400 if spoiled else 201), answer.text
        if answer.status_code == 201:
            aanvraag = answer.json()["id"]
            assert (await keten.subsidies.get(f"/v1/aanvragen/{aanvraag}", headers=adviseur)).status_code == 200
            screened = await keten.subsidies.post(f"/v1/aanvragen/{aanvraag}/_screenen", json={}, headers=adviseur)
            assert screened.status_code == 200, screened.text


async def play(stack: Devstack) -> None:
    keten = Keten(stack)
    try:
        await goede_weg(keten)
        await foute_wegen(keten)
        await zoeken(keten)
        await aanvragen(keten)
    finally:
        await keten.sluit()


def stores(stack: Devstack) -> Iterator[Chunk]:
    """Topics, raw logs of the broker, databases, uploads, logs and metrics of every process."""
    assert isinstance(stack.kafka, Kafka)
    assert isinstance(stack.postgres, Postgres)
    yield from read_topics(stack.kafka.bootstrap)
    yield from read_files("kafka", stack.kafka.directory, "*.log")
    yield from read_databases(stack.postgres.url(), stack.services)
    yield from read_files("opslag", stack.directory / "opslag")
    yield from read_files("log", stack.directory / "logs")
    yield "log postgres", stack.postgres.log.read_bytes()
    yield from read_addresses("metrics", [f"{process.management_url}/metrics" for process in stack.processes])


def rest(stack: Devstack) -> bool:
    """Nothing waits in an outbox any more."""
    assert isinstance(stack.postgres, Postgres)
    left = 0
    for dienst in stack.services:
        with psycopg.connect(stack.postgres.url(dienst)) as connection:
            row = connection.execute("SELECT count(*) FROM outbox").fetchone()
            left += row[0] if row else 0
    return left == 0


async def until(check: Callable[[], bool], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(check):  # noqa: ASYNC110 -- lives in another process
            await asyncio.sleep(0.2)


@pytest.fixture(scope="module")
def gespeeld(devstack: Devstack) -> Devstack:
    """The running product after all numbers passed through it."""

    async def go() -> None:
        await play(devstack)
        await until(lambda: rest(devstack))
        await asyncio.sleep(1)

    asyncio.run(go())
    return devstack


def test_no_number_is_found_in_any_store(gespeeld: Devstack) -> None:
    scanner = Scanner(CANARIES)
    leaks: set[Leak] = set()
    size = 0
    for store, data in stores(gespeeld):
        size += len(data)
        leaks |= scanner.scan(store, data)
    assert size > 1_000_000
    places = {f"{leak.store} ({leak.road}): number {CANARIES.index(leak.bsn)}" for leak in leaks}
    assert not places, "\n".join(sorted(places))


def test_the_stores_were_read(gespeeld: Devstack) -> None:
    """What must be there was seen, so that an empty result means something."""
    seen: dict[str, bytes] = {}
    for store, data in stores(gespeeld):
        seen[store] = seen.get(store, b"") + data
    assert AGB.encode() in seen["topic declaraties-prestaties"]
    assert (
        AGB.encode() in seen["database declaraties: public.prestatie"]
        or b"PRIV1-0" in seen["database declaraties: public.prestatie"]
    )
    assert sum(name.startswith("opslag declaraties") for name in seen) >= len(CLIENTEN)
    assert sum(name.startswith("metrics") for name in seen) == len(gespeeld.processes)
    assert sum(name.startswith("log ") for name in seen) >= len(gespeeld.processes)
    assert any(name.startswith("kafka data/declaraties-prestaties") for name in seen)


def test_the_encrypted_places_hold_the_numbers(gespeeld: Devstack) -> None:
    assert isinstance(gespeeld.postgres, Postgres)
    with psycopg.connect(gespeeld.postgres.url("declaraties")) as connection:
        rows = connection.execute("SELECT bsn FROM client").fetchall()
    assert len({bytes(one) for (one,) in rows}) == len(rows) >= len(CLIENTEN)
