"""Clients of the real APIs that write down what they were told: contracts with prices, and declaraties."""

import asyncio
import datetime as dt
import hashlib
import itertools
import random
import string
import uuid
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
from devstack.environment import Devstack

from tests.builders.berichten import Declaratie, Regel, toewijzing
from tests.builders.inkoop import Inkoop, een_prijs
from tests.builders.personen import some_bsns

from .dossier import Indiening, Lijn
from .feiten import Fact, Operation, Outcome

GEMEENTE, PERCEEL, PRODUCT, TARIEF = "0307", "WMO-FOUTEN", "02A03", 1250
GEMEENTEN = ("0307", "0308", "0313", "0327")
# A month may be declared once per aanbieder and gemeente (TR318), not more than five years back.
EERSTE_MAAND, MAANDEN = dt.date(2022, 1, 1), 57
CONTRACTANTEN = [f"4243{number:04d}" for number in range(4)]
DECLARANTEN = [f"4244{number:04d}" for number in range(6)]
CLIENTEN = some_bsns(4, seed=21)
ONBEKENDE_TOEWIJZING = 999_999
# How long a client goes on offering the same write before it gives up; longer than any recovery.
GEDULD_SECONDEN = 60.0
_HTTP_SECONDEN = 10.0
_PRIJZEN_PER_OVEREENKOMST = 25


@dataclass
class Geschiedenis:
    """What clients offered and were told during the whole run, per kind of write, in order of sending within a key."""

    prijzen: list[Operation] = field(default_factory=list)
    overeenkomsten: list[Operation] = field(default_factory=list)
    bestanden: list[Operation] = field(default_factory=list)
    regels: list[Operation] = field(default_factory=list)
    indieningen: list[Indiening] = field(default_factory=list)
    open: set[str] = field(default_factory=set)
    ingediend: dict[str, int] = field(default_factory=dict)
    toegekend: dict[str, int] = field(default_factory=dict)
    onderweg: int = 0
    opnieuw: int = 0
    verkeerd: list[str] = field(default_factory=list)
    nummers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    producten: Iterator[int] = field(default_factory=itertools.count)
    maanden: dict[str, Iterator[int]] = field(default_factory=lambda: {agb: itertools.count() for agb in DECLARANTEN})

    @property
    def bevestigd(self) -> int:
        """How many writes were acknowledged."""
        return len(self.prijzen) + len(self.bestanden)


def _product(number: int) -> str:
    """A product of its own, since an aanbieder has one price for a product, gemeente and day."""
    signs = string.digits + string.ascii_uppercase
    return "02" + "".join(signs[number // 36**place % 36] for place in (2, 1, 0))


class Verkeer:
    """Load on the running product; `begin` starts writers of a kind, `stop` lets them finish what they are at."""

    def __init__(self, stack: Devstack, rng: random.Random, geschiedenis: Geschiedenis) -> None:
        self._stack = stack
        self._rng = rng
        self._stop = asyncio.Event()
        self._writers: list[asyncio.Task[None]] = []
        self.geschiedenis = geschiedenis
        limits = httpx.Limits(max_keepalive_connections=0)
        self._clients = {
            dienst: httpx.AsyncClient(base_url=stack.api_url(dienst), timeout=_HTTP_SECONDEN, limits=limits)
            for dienst in ("contracting", "declaraties")
        }
        self._inkoop = Inkoop(client=self._clients["contracting"], als=self._als)

    def _als(self, rol: str, *, agb: list[str] | None = None, gemeenten: list[str] | None = None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._stack.token(rol, agb=agb or [], gemeenten=gemeenten or [])}"}

    async def bereid_voor(self) -> None:
        """Admitted aanbieders; for those that declare a price, and a valid toewijzing per client."""
        await self._inkoop.perceel(PERCEEL, GEMEENTEN)
        for agb in (*CONTRACTANTEN, *DECLARANTEN):
            await self._inkoop.toegelaten(agb, PERCEEL)
        for agb in DECLARANTEN:
            await self._inkoop.overeenkomst(agb, PERCEEL, GEMEENTEN, [een_prijs(PRODUCT, TARIEF)])
        await self._wacht_op_regio()
        for plaats, agb in enumerate(DECLARANTEN):
            for client, bsn in enumerate(CLIENTEN):
                for gemeente in GEMEENTEN:
                    await self._wijs_toe(agb, gemeente, bsn, 1000 * (plaats + 1) + client)

    async def _wacht_op_regio(self) -> None:
        """The region reaches declaraties as events; a 301 is refused until then."""
        for gemeente in GEMEENTEN:
            first = toewijzing(agb=DECLARANTEN[0], gemeente=gemeente, bsn=CLIENTEN[0], nummer=1000, kenmerk="T1000")
            wie = self._als("zorgadministratie", gemeenten=[gemeente])
            async with asyncio.timeout(GEDULD_SECONDEN):
                while (await self._bericht(first, wie)).status_code != 202:  # noqa: ASYNC110 -- in another process
                    await asyncio.sleep(0.2)

    async def _wijs_toe(self, agb: str, gemeente: str, bsn: str, nummer: int) -> None:
        wie = self._als("zorgadministratie", gemeenten=[gemeente])
        bericht = toewijzing(agb=agb, gemeente=gemeente, bsn=bsn, nummer=nummer, kenmerk=f"T{nummer}")
        assert (await self._bericht(bericht, wie)).status_code == 202
        grond = {"gemeente": gemeente, "wet": "wmo", "soort": "beschikking", "datum": "2019-12-01"}
        client = self._clients["declaraties"]
        answer = await client.post("/v1/grondslagen", json={**grond, "toewijzingNummer": nummer}, headers=wie)
        assert answer.status_code == 201, answer.text

    async def _bericht(self, data: bytes, wie: dict[str, str]) -> httpx.Response:
        headers = {**wie, "Content-Type": "application/xml"}
        return await self._clients["declaraties"].post("/v1/berichten", content=data, headers=headers)

    def begin_contracten(self, *, pauze: float) -> None:
        """Writers that each conclude agreements with many prices and then add prices one by one."""
        self._begin(CONTRACTANTEN, lambda agb: self._contracteer(agb, pauze))

    def begin_declaraties(self, *, pauze: float) -> None:
        """Writers that each send one 323 after another for their own aanbieder."""
        self._begin(DECLARANTEN, lambda agb: self._declareer(agb, pauze))

    def _begin(self, codes: list[str], werk: Callable[[str], Awaitable[None]]) -> None:
        async def loop(agb: str) -> None:
            while not self._stop.is_set():
                await werk(agb)

        self._writers += [asyncio.create_task(loop(agb)) for agb in codes]

    async def stop(self) -> None:
        """No new writes; those under way are finished first."""
        self._stop.set()
        await asyncio.gather(*self._writers)
        self._writers = []
        self._stop.clear()

    async def sluit(self) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def _contracteer(self, agb: str, pauze: float) -> None:
        producten = [_product(next(self.geschiedenis.producten)) for _ in range(_PRIJZEN_PER_OVEREENKOMST)]
        prijzen = [een_prijs(code, 100 + number) for number, code in enumerate(producten)]
        body = {
            "agbCode": agb,
            "perceelCode": PERCEEL,
            "gemeenten": [GEMEENTE],
            "ingangsdatum": "2015-01-01",
            "prijzen": prijzen,
        }
        made = await self._tot_het_lukt(
            "contracting", "/v1/overeenkomsten", json=body, wie=self._als("contractmanager"), goed=201
        )
        if made is None:
            return
        overeenkomst = str(made["id"])
        self.geschiedenis.overeenkomsten.append(_bevestigd(agb, overeenkomst, GEMEENTE))
        self._prijzen(overeenkomst, [(one["productcode"], one["tariefCent"], Outcome.BEVESTIGD) for one in prijzen])
        for extra, code in enumerate(producten[:3]):
            tarief = 100 + _PRIJZEN_PER_OVEREENKOMST + extra
            path = f"/v1/overeenkomsten/{overeenkomst}/prijzen"
            new = await self._tot_het_lukt(
                "contracting", path, json=een_prijs(code, tarief), wie=self._als("inkoper"), goed=201
            )
            self._prijzen(overeenkomst, [(code, tarief, Outcome.ONBEKEND if new is None else Outcome.BEVESTIGD)])
        await asyncio.sleep(pauze * self._rng.random() * 2)

    def _prijzen(self, overeenkomst: str, tarieven: list[tuple[str, int, Outcome]]) -> None:
        """The tariff names the price: within an agreement no two are equal."""
        self.geschiedenis.prijzen += [
            Operation(fact=Fact(key=overeenkomst, name=str(tarief), content=code), outcome=outcome)
            for code, tarief, outcome in tarieven
        ]

    async def _declareer(self, agb: str, pauze: float) -> None:
        declaratie = self._een_declaratie(agb)
        wie = self._als("aanbieder", agb=[agb])
        headers = {"Content-Type": "application/xml"}
        inhoud = declaratie.xml()
        made = await self._tot_het_lukt(
            "declaraties", "/v1/berichten", content=inhoud, wie={**wie, **headers}, goed=202
        )
        self.geschiedenis.indieningen.append(_indiening(declaratie, inhoud, made and str(made["id"])))
        if made is not None:
            self._onthoud(agb, str(made["id"]), declaratie)
        await asyncio.sleep(pauze * self._rng.random() * 2)

    def _een_declaratie(self, agb: str) -> Declaratie:
        """A month that this aanbieder did not declare yet; the last line has no toewijzing and is refused (9338)."""
        number = next(self.geschiedenis.maanden[agb])
        years, month = divmod(number // len(GEMEENTEN), 12)
        assert number < MAANDEN * len(GEMEENTEN), "more declaraties than there are months to declare"
        file = next(self.geschiedenis.nummers)
        base = 1000 * (DECLARANTEN.index(agb) + 1)
        regels = [
            Regel(bsn=bsn, toewijzing=base + client, referentie=f"F{file}R{client}", uren=1 + (file + client) % 2)
            for client, bsn in enumerate(CLIENTEN)
        ]
        bad = Regel(bsn=CLIENTEN[0], toewijzing=ONBEKENDE_TOEWIJZING, referentie=f"F{file}RX", uren=3)
        return Declaratie(
            agb=agb,
            gemeente=GEMEENTEN[number % len(GEMEENTEN)],
            nummer=f"F{file}",
            maand=EERSTE_MAAND.replace(year=EERSTE_MAAND.year + years, month=month + 1),
            regels=[*regels, bad],
            dagtekening=dt.date(2026, 11, 1),
        )

    def _onthoud(self, agb: str, bestand: str, declaratie: Declaratie) -> None:
        good = [regel for regel in declaratie.regels if regel.toewijzing != ONBEKENDE_TOEWIJZING]
        known = self.geschiedenis
        known.ingediend[bestand] = sum(regel.bedrag for regel in declaratie.regels)
        known.toegekend[bestand] = sum(regel.bedrag for regel in good)
        known.bestanden.append(_bevestigd(agb, bestand, f"{known.ingediend[bestand]} {known.toegekend[bestand]}"))
        # In the order of the message: lines of one client stand together.
        clients = list(dict.fromkeys(regel.bsn for regel in declaratie.regels))
        ordered = sorted(declaratie.regels, key=lambda regel: clients.index(regel.bsn))
        known.regels += [
            _bevestigd(bestand, str(place), f"{regel.toewijzing} {regel.bedrag} {'goed' if regel in good else '9338'}")
            for place, regel in enumerate(ordered)
        ]

    async def _tot_het_lukt(self, dienst: str, path: str, *, wie: dict[str, str], goed: int, **body: Any) -> Any:
        """Offer the same write under the same key until it is acknowledged; None when patience runs out."""
        headers = {**wie, "Idempotency-Key": uuid.uuid4().hex}
        deadline = asyncio.get_running_loop().time() + GEDULD_SECONDEN
        self.geschiedenis.onderweg += 1
        try:
            while asyncio.get_running_loop().time() < deadline:
                answer = await self._bied_aan(dienst, path, headers, body)
                if answer is not None and answer.status_code == goed:
                    return answer.json()
                self.geschiedenis.opnieuw += 1
                await asyncio.sleep(0.1)
            return None
        finally:
            self.geschiedenis.onderweg -= 1

    async def _bied_aan(
        self, dienst: str, path: str, headers: dict[str, str], body: dict[str, Any]
    ) -> httpx.Response | None:
        poging = f"{dienst} {uuid.uuid4().hex}"
        self.geschiedenis.open.add(poging)
        try:
            answer = await self._clients[dienst].post(path, headers=headers, **body)
        except httpx.TransportError:
            return None
        finally:
            self.geschiedenis.open.discard(poging)
        # Away may be said as 503 and nothing else.
        if answer.status_code not in {201, 202, 503}:
            self.geschiedenis.verkeerd.append(f"{path}: {answer.status_code} {answer.text[:300]}")
        return answer


def _indiening(declaratie: Declaratie, inhoud: bytes, kenmerk: str | None) -> Indiening:
    lijnen = [
        Lijn(
            referentie=regel.referentie,
            bsn=regel.bsn,
            toewijzing=regel.toewijzing,
            volume=regel.uren,
            cent=regel.bedrag,
            code="9338" if regel.toewijzing == ONBEKENDE_TOEWIJZING else "",
        )
        for regel in declaratie.regels
    ]
    return Indiening(
        sha256=hashlib.sha256(inhoud).digest(),
        agb=declaratie.agb,
        gemeente=declaratie.gemeente,
        nummer=declaratie.nummer,
        maand=f"{declaratie.maand:%Y-%m}",
        lijnen=lijnen,
        uitkomst=Outcome.ONBEKEND if kenmerk is None else Outcome.BEVESTIGD,
        id=kenmerk,
    )


def _bevestigd(key: str, name: str, content: str) -> Operation:
    return Operation(fact=Fact(key=key, name=name, content=content), outcome=Outcome.BEVESTIGD)
