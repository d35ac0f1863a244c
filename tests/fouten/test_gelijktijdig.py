"""Two hundred declaraties at once on a few toewijzingen, with several workers: never above, never double (R-23)."""

import asyncio
import datetime as dt
import hashlib
import os
import random
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import httpx
import pytest
from devstack.environment import Devstack
from devstack.ports import free_port
from devstack.processes import ServiceProcess, wait_until_ready

from tests.builders.berichten import Declaratie, Regel, toewijzing
from tests.builders.inkoop import Inkoop, een_prijs
from tests.builders.personen import some_bsns

from .checker import oordeel
from .conftest import Uitslag
from .dossier import Indiening, Lijn
from .ronde import Herhalend
from .stores import Topiclezer, lees_dossier, rows
from .waarneming import pending

pytestmark = [pytest.mark.fouten, pytest.mark.timeout(300)]
GEMEENTE, PERCEEL, PRODUCT, TARIEF = "0307", "WMO-TEGELIJK", "02A03", 1250
PER_SOORT = int(os.environ.get("FOUTEN_TEGELIJK", "40"))
UREN, PLAFOND = 4, 4 * 20
EXTRA_WORKERS = 2
CLIENT = some_bsns(1, seed=46)[0]
_XML = {"Content-Type": "application/xml"}
_EERSTE = dt.date(2022, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gedrang:
    """Declaraties that may not all be granted; `goed` is how many lines must be, and how many messages must be kept."""

    naam: str
    maak: Callable[[str, int], Declaratie]
    goed: int
    berichten: int = PER_SOORT
    bewerk: Callable[[bytes], bytes] = bytes


def _declaratie(agb: str, nummer: int, maand: int, **regel: str) -> Declaratie:
    jaren, maanden = divmod(maand, 12)
    kenmerk = f"{agb[-2:]}N{nummer}"
    return Declaratie(
        agb=agb,
        gemeente=GEMEENTE,
        nummer=kenmerk,
        maand=_EERSTE.replace(year=_EERSTE.year + jaren, month=maanden + 1),
        regels=[
            Regel(bsn=CLIENT, toewijzing=_nummer(agb), referentie=regel.get("referentie", f"{kenmerk}R"), uren=UREN)
        ],
        dagtekening=dt.date(2026, 11, 1),
    )


def _nummer(agb: str) -> int:
    return int(agb[-2:]) + 500


def _in_een_periode(inhoud: bytes) -> bytes:
    """Every line is about January 2022, whatever the month of the declaratie."""
    periode = rb"<i:Begindatum>2022-01-01</i:Begindatum><i:Einddatum>2022-01-31</i:Einddatum>"
    return re.sub(rb"(<b:ProductPeriode>).*?(</b:ProductPeriode>)", rb"\1" + periode + rb"\2", inhoud)


def _in_een_declaratieperiode(inhoud: bytes) -> bytes:
    """Every declaratie is about October 2026, whatever the month of its line: none is late, in whatever order (TR318)."""
    periode = rb"<i:Begindatum>2026-10-01</i:Begindatum><i:Einddatum>2026-10-31</i:Einddatum>"
    return re.sub(rb"(<b:DeclaratiePeriode>).*?(</b:DeclaratiePeriode>)", rb"\1" + periode + rb"\2", inhoud)


SOORTEN = {
    "42470001": Gedrang(
        naam="plafond",
        maak=lambda agb, i: _declaratie(agb, i, i),
        goed=PLAFOND // UREN,
        bewerk=_in_een_declaratieperiode,
    ),
    "42470002": Gedrang(naam="zelfde declaratienummer", maak=lambda agb, i: _declaratie(agb, 0, i), goed=1),
    "42470003": Gedrang(
        naam="zelfde referentienummer", maak=lambda agb, i: _declaratie(agb, i, i, referentie="DEZELFDE"), goed=1
    ),
    "42470004": Gedrang(naam="zelfde bytes", maak=lambda agb, _: _declaratie(agb, 0, 0), goed=1, berichten=1),
    "42470005": Gedrang(naam="zelfde slot", maak=lambda agb, i: _declaratie(agb, i, i), goed=1, bewerk=_in_een_periode),
}


@pytest.fixture
async def klanten(stapel: Devstack) -> AsyncIterator[dict[str, httpx.AsyncClient]]:
    clients = {
        dienst: httpx.AsyncClient(transport=Herhalend(), base_url=stapel.api_url(dienst), timeout=60)
        for dienst in ("contracting", "declaraties")
    }
    yield clients
    for client in clients.values():
        await client.aclose()


@pytest.fixture
async def workers(stapel: Devstack) -> AsyncIterator[list[ServiceProcess]]:
    """More workers beside the one of the stack."""
    extra = []
    for nummer in range(EXTRA_WORKERS):
        poort = free_port()
        env = stapel._environment("declaraties", stapel.database_url("declaraties"), management_port=poort)
        log = stapel.directory / "logs" / f"worker-{nummer}.log"
        extra.append(
            ServiceProcess("declaraties", "worker", env=env, management_port=poort, log=log, start_with=stapel._spawn)
        )
        extra[-1].launch()
    await asyncio.to_thread(wait_until_ready, extra)
    yield extra
    for worker in extra:
        worker.stop()


def _als(
    stack: Devstack, rol: str, *, agb: list[str] | None = None, gemeenten: list[str] | None = None
) -> dict[str, str]:
    return {"Authorization": f"Bearer {stack.token(rol, agb=agb or [], gemeenten=gemeenten or [])}"}


async def _bereid_voor(stack: Devstack, klanten: dict[str, httpx.AsyncClient]) -> None:
    """A toewijzing per aanbieder; that of the first has room for half of what will be declared."""
    inkoop = Inkoop(client=klanten["contracting"], als=lambda rol, **wie: _als(stack, rol, **wie))
    await inkoop.gemeente(GEMEENTE)
    await inkoop.perceel(PERCEEL, [GEMEENTE])
    for agb in SOORTEN:
        await inkoop.toegelaten(agb, PERCEEL)
        await inkoop.overeenkomst(agb, PERCEEL, [GEMEENTE], [een_prijs(PRODUCT, TARIEF)])
    codes = ",".join(f"'{agb}'" for agb in SOORTEN)
    await _tot(stack, f"SELECT count(*) FROM prijs WHERE agb_code IN ({codes})", len(SOORTEN))
    wie = _als(stack, "zorgadministratie", gemeenten=[GEMEENTE])
    for agb in SOORTEN:
        bericht = toewijzing(agb=agb, gemeente=GEMEENTE, bsn=CLIENT, nummer=_nummer(agb), kenmerk=f"G{agb}")
        omvang = f"<i:Volume>{PLAFOND}</i:Volume><i:Eenheid>04</i:Eenheid><i:Frequentie>6</i:Frequentie>".encode()
        bericht = re.sub(rb"<i:Volume>.*</i:Frequentie>", omvang, bericht)
        antwoord = await klanten["declaraties"].post("/v1/berichten", content=bericht, headers={**wie, **_XML})
        assert antwoord.status_code == 202, antwoord.text
        grond = {"gemeente": GEMEENTE, "wet": "wmo", "soort": "beschikking", "datum": "2019-12-01"}
        invoer = {**grond, "toewijzingNummer": _nummer(agb)}
        antwoord = await klanten["declaraties"].post("/v1/grondslagen", json=invoer, headers=wie)
        assert antwoord.status_code == 201, antwoord.text
    await _tot(stack, f"SELECT count(*) FROM toewijzing WHERE geldig AND agb_code IN ({codes})", len(SOORTEN))


async def _tot(stack: Devstack, vraag: str, aantal: int) -> None:
    async with asyncio.timeout(60):
        while rows(stack, "declaraties", vraag)[0][0] < aantal:  # noqa: ASYNC110 -- in another process
            await asyncio.sleep(0.1)


async def _dien_in(stack: Devstack, client: httpx.AsyncClient, declaratie: Declaratie, soort: Gedrang) -> Indiening:
    inhoud = soort.bewerk(declaratie.xml())
    koppen = {**_als(stack, "aanbieder", agb=[declaratie.agb]), **_XML}
    antwoord = await client.post("/v1/berichten", content=inhoud, headers=koppen)
    assert antwoord.status_code == 202, antwoord.text
    (regel,) = declaratie.regels
    return Indiening(
        sha256=hashlib.sha256(inhoud).digest(),
        agb=declaratie.agb,
        gemeente=GEMEENTE,
        nummer=declaratie.nummer,
        maand=f"{declaratie.maand:%Y-%m}",
        lijnen=[
            Lijn(
                referentie=regel.referentie,
                bsn=CLIENT,
                toewijzing=regel.toewijzing,
                volume=regel.uren,
                cent=regel.bedrag,
            )
        ],
        id=antwoord.json()["id"],
    )


async def test_two_hundred_declaraties_at_once(
    stapel: Devstack,
    klanten: dict[str, httpx.AsyncClient],
    workers: list[ServiceProcess],
    uitslag: Uitslag,
    rng: random.Random,
) -> None:
    await _bereid_voor(stapel, klanten)
    werk = [
        _dien_in(stapel, klanten["declaraties"], soort.maak(agb, nummer), soort)
        for nummer in range(PER_SOORT)
        for agb, soort in SOORTEN.items()
    ]
    rng.shuffle(werk)
    indieningen = list(await asyncio.gather(*werk))
    async with asyncio.timeout(120):
        while await asyncio.to_thread(pending, stapel):  # noqa: ASYNC110 -- in other processes
            await asyncio.sleep(0.1)

    uitslag.aantal = uitslag.raak = len(indieningen)
    dossier = await lees_dossier(stapel, Topiclezer(stapel.bootstrap), indieningen)
    dossier.plafonds = {(GEMEENTE, _nummer(agb)): PLAFOND for agb in SOORTEN}
    dossier.personen = [CLIENT]
    goed = {
        soort.naam: sum(lijn.goed for lijn in dossier.lijnen if lijn.toewijzing == _nummer(agb))
        for agb, soort in SOORTEN.items()
    }
    berichten = {soort.naam: len({een.id for een in indieningen if een.agb == agb}) for agb, soort in SOORTEN.items()}
    uitslag.bevindingen = [str(een) for een in oordeel(dossier)]
    uitslag.anders = len(uitslag.bevindingen)
    assert uitslag.bevindingen == []
    assert goed == {soort.naam: soort.goed for soort in SOORTEN.values()}
    assert berichten == {soort.naam: soort.berichten for soort in SOORTEN.values()}
    assert all(worker.ready() for worker in workers)
