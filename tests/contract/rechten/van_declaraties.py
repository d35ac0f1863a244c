"""Messages, declaraties, toewijzingen and payables of two aanbieders and two gemeenten in declaraties."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from chassis.db import engine_for
from declaraties.bootstrap import build_worker

from tests.builders.berichten import Declaratie, Regel, toewijzing
from tests.builders.diensten import Aanroeper

from . import van_berichten, van_betaling, van_verrekening
from .gevallen import Geval, Headers, Lijst, Object

EIGEN, ANDER = "42420001", "42420002"
NIETS = "00000000-0000-4000-8000-000000000000"
BSN, NUMMER = "999900006", 4711
XML = {"Content-Type": "application/xml"}
OVEREENKOMST = "11111111-1111-4111-8111-111111111113"


async def gevallen(dienst: Aanroeper) -> list[Geval]:
    """A 323 of aanbieder EIGEN at gemeente 0307, judged and payable, with one line refused."""
    eigenaar = dienst.als("aanbieder", agb=[EIGEN])
    gemeente = dienst.als("zorgadministratie", gemeenten=["0307"])
    andere_agb = [dienst.als("aanbieder", agb=[ANDER]), dienst.als("aanbieder")]
    andere_gemeente = [dienst.als("zorgadministratie", gemeenten=["0342"]), dienst.als("zorgadministratie")]
    vreemden: list[Headers] = [*andere_agb, *andere_gemeente]
    bestand = await _beoordeeld(dienst, eigenaar, gemeente)
    verkeer = await van_berichten.gevallen(
        dienst,
        stuur,
        agb=EIGEN,
        declaratie=(_declaratie("RECHTEN1").xml(), bestand, NUMMER),
        wie=(eigenaar, gemeente),
    )
    betaal = await dienst.client.get("/v1/betaalopdrachten", headers=eigenaar)
    return [
        *_van_een_declaratie(bestand, (eigenaar, gemeente), vreemden),
        *verkeer,
        Lijst(
            route="GET /v1/betaalopdrachten",
            pad=f"/v1/betaalopdrachten?agbCode={EIGEN}",
            kenmerk=betaal.json()["resultaten"][0]["id"],
            eigenaar=eigenaar,
            vreemden=andere_agb,
        ),
        Lijst(
            route="POST /v1/toewijzingen/_zoek",
            pad="/v1/toewijzingen/_zoek",
            kenmerk=f'"toewijzingNummer":{NUMMER}',
            eigenaar=eigenaar,
            vreemden=vreemden,
            body={"bsn": BSN},
        ),
        *await van_betaling.gevallen(
            dienst, agb=EIGEN, declaratie=bestand, eigenaars=(eigenaar, gemeente), vreemden=vreemden
        ),
        *await van_verrekening.gevallen(dienst, eigenaars=(eigenaar, gemeente), vreemden=vreemden, client=BSN),
        *_in_naam_van_een_ander(eigenaar, gemeente, andere_agb, andere_gemeente),
    ]


def _van_een_declaratie(bestand: str, eigenaars: Sequence[Headers], vreemden: list[Headers]) -> list[Geval]:
    """The message with its lines and toewijzing, of which aanbieder and gemeente are both the owner."""
    lijsten = [
        Lijst(route=f"GET /v1/{pad}", pad=f"/v1/{pad}", kenmerk=kenmerk, eigenaar=wie, vreemden=vreemden)
        for pad, kenmerk in (
            ("berichten", bestand),
            ("declaraties", bestand),
            ("toewijzingen", f'"toewijzingNummer":{NUMMER}'),
        )
        for wie in eigenaars
    ]
    objecten = [
        Object(
            route=f"GET /v1/{soort}/{{id}}{staart}",
            pad=f"/v1/{soort}/{bestand}{staart}",
            onbekend=f"/v1/{soort}/{NIETS}{staart}",
            eigenaar=wie,
            vreemden=vreemden,
        )
        for soort, staart in (
            ("berichten", ""),
            ("berichten", "/antwoord"),
            ("berichten", "/fouten"),
            ("declaraties", ""),
            ("declaraties", "/prestaties"),
        )
        for wie in eigenaars
    ]
    return [*lijsten, *objecten]


def _in_naam_van_een_ander(
    eigenaar: dict[str, str],
    gemeente: dict[str, str],
    andere_agb: list[dict[str, str]],
    andere_gemeente: list[dict[str, str]],
) -> list[Geval]:
    """Nobody sends or records in another's name: 403, the same whether what it is about exists or not."""
    known, unknown = _declaratie("RECHTEN1"), _declaratie("RECHTEN9")
    grond = {
        "gemeente": "0307",
        "wet": "wmo",
        "soort": "beschikking",
        "datum": "2019-12-01",
        "toewijzingNummer": NUMMER,
    }
    json_body: dict[str, Any] = {
        "wet": "wmo",
        "afzender": EIGEN,
        "ontvanger": "0307",
        "berichtIdentificatie": {"identificatie": "J1", "dagtekening": "2026-05-06"},
        "declaratieNummer": "J1",
        "declaratiePeriode": {"begindatum": "2026-04-01", "einddatum": "2026-04-30"},
        "declaratieDagtekening": "2026-05-06",
        "totaalIngediendBedrag": {"totaalBedrag": 2500, "debetCredit": "D"},
        "clienten": [{"bsn": BSN, "prestaties": [_prestatie()]}],
    }
    return [
        Object(
            route="POST /v1/berichten",
            pad="/v1/berichten",
            onbekend="/v1/berichten",
            eigenaar=eigenaar,
            vreemden=[*andere_agb, *andere_gemeente],
            body=known.xml(),
            onbekende_body=unknown.xml(),
            koppen=XML,
            status=403,
        ),
        Object(
            route="POST /v1/declaraties",
            pad="/v1/declaraties",
            onbekend="/v1/declaraties",
            eigenaar=eigenaar,
            vreemden=andere_agb,
            body=json_body,
            onbekende_body={**json_body, "declaratieNummer": "J9"},
            status=403,
        ),
        *_grondslagen(gemeente, andere_gemeente, grond),
    ]


def _grondslagen(
    gemeente: dict[str, str], andere_gemeente: list[dict[str, str]], grond: dict[str, Any]
) -> list[Object]:
    """One by one and as a list."""
    return [
        Object(
            route="POST /v1/grondslagen",
            pad="/v1/grondslagen",
            onbekend="/v1/grondslagen",
            eigenaar=gemeente,
            vreemden=andere_gemeente,
            body=grond,
            onbekende_body={**grond, "toewijzingNummer": 9999},
            status=403,
        ),
        Object(
            route="POST /v1/grondslagen/_reeks",
            pad="/v1/grondslagen/_reeks",
            onbekend="/v1/grondslagen/_reeks",
            eigenaar=gemeente,
            vreemden=andere_gemeente,
            body={"grondslagen": [grond]},
            onbekende_body={"grondslagen": [{**grond, "toewijzingNummer": 9999}]},
            status=403,
        ),
    ]


def _prestatie() -> dict[str, Any]:
    return {
        "productReferentie": {"referentieNummer": "J1"},
        "toewijzingNummer": NUMMER,
        "productCategorie": "02",
        "productCode": "02A03",
        "productPeriode": {"begindatum": "2026-04-01", "einddatum": "2026-04-30"},
        "geleverdVolume": 2,
        "eenheid": "04",
        "productTarief": 1250,
        "ingediendBedrag": {"bedrag": 2500, "debetCredit": "D"},
    }


def _declaratie(nummer: str) -> Declaratie:
    good = Regel(bsn=BSN, toewijzing=NUMMER, referentie=f"{nummer}A", uren=2)
    return Declaratie(
        agb=EIGEN,
        gemeente="0307",
        nummer=nummer,
        maand=dt.date(2026, 4, 1),
        dagtekening=dt.date(2026, 5, 6),
        regels=[good, replace(good, toewijzing=4712, referentie=f"{nummer}B")],
    )


async def bereid_contract(dienst: Aanroeper) -> None:
    """A p*q agreement of EIGEN with a price for 02A03, as contracting tells it."""
    await dienst.ontvang(
        "RegioDeelnameVastgelegd.v1", {"gemeente": "0307", "dienst": "wmo", "van": "2015-01-01", "tot": None}
    )
    contract = {"overeenkomst_id": OVEREENKOMST, "agb_code": EIGEN, "wet": "wmo", "gemeenten": ["0307"]}
    term = {"variant": "inspanningsgericht", "ingangsdatum": "2015-01-01", "einddatum": None, "jaarbudget_cent": None}
    await dienst.ontvang("OvereenkomstGesloten.v1", {**contract, **term})
    price = {"productcategorie": "02", "productcode": "02A03", "eenheid": "04", "tarief_cent": 1250}
    await dienst.ontvang("PrijsVastgesteld.v1", {**contract, **price, "geldig_van": "2015-01-01", "geldig_tot": None})


async def _beoordeeld(dienst: Aanroeper, eigenaar: dict[str, str], gemeente: dict[str, str]) -> str:
    await bereid_contract(dienst)
    assigned = toewijzing(agb=EIGEN, gemeente="0307", bsn=BSN, nummer=NUMMER, kenmerk="T1")
    await stuur(dienst, assigned, gemeente)
    grond = {
        "gemeente": "0307",
        "wet": "wmo",
        "soort": "beschikking",
        "datum": "2019-12-01",
        "toewijzingNummer": NUMMER,
    }
    answer = await dienst.client.post("/v1/grondslagen", json=grond, headers=gemeente)
    assert answer.status_code == 201, answer.text
    return await stuur(dienst, _declaratie("RECHTEN1").xml(), eigenaar)


async def stuur(dienst: Aanroeper, data: bytes, wie: dict[str, str]) -> str:
    """Send a message and let a worker bring it to its end."""
    answer = await dienst.client.post("/v1/berichten", content=data, headers={**wie, **XML})
    assert answer.status_code == 202, answer.text
    engine = engine_for(dienst.settings.database_url.get_secret_value())
    worker = build_worker(dienst.settings, engine)  # type: ignore[arg-type]
    while await worker.process_one():
        pass
    await engine.dispose()
    return str(answer.json()["id"])
