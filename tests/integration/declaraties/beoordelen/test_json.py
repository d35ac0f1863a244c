"""Declaraties as JSON: same fields, same rules, same answers as XML."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from declaraties.adapters.standaard.xml.lezen import read_antwoord

from tests.builders.declaraties import AGB, ANDERE_AGB, BSN, Dienst, declaratie, prestatie

LICHAAM: dict[str, Any] = {
    "wet": "wmo",
    "afzender": AGB,
    "ontvanger": "0307",
    "berichtIdentificatie": {"identificatie": "J1", "dagtekening": "2026-05-06"},
    "declaratieNummer": "DJ1",
    "declaratiePeriode": {"begindatum": "2026-04-01", "einddatum": "2026-04-30"},
    "declaratieDagtekening": "2026-05-06",
    "totaalIngediendBedrag": {"totaalBedrag": 10000, "debetCredit": "D"},
    "clienten": [
        {
            "bsn": BSN,
            "prestaties": [
                {
                    "productReferentie": {"referentieNummer": naam},
                    "toewijzingNummer": nummer,
                    "productCategorie": "02",
                    "productCode": "02A03",
                    "productPeriode": {"begindatum": "2026-04-01", "einddatum": "2026-04-30"},
                    "geleverdVolume": 4,
                    "eenheid": "04",
                    "productTarief": 1250,
                    "ingediendBedrag": {"bedrag": 5000, "debetCredit": "D"},
                }
                for naam, nummer in (("R1", 101), ("R2", 9))
            ],
        }
    ],
}


async def dien_in(dienst: Dienst, lichaam: Any, **koppen: str) -> Any:
    return await dienst.client.post("/v1/declaraties", json=lichaam, headers={**dienst.aanbieder, **koppen})


async def test_json_gets_the_answer_that_xml_gets(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    antwoord = await dien_in(dienst, LICHAAM)
    await dienst.verwerk()
    uit_json = antwoord.json()["id"]
    uit_xml = await dienst.declareer(declaratie((BSN, [prestatie("R3", toewijzing_nummer=9)])))

    assert antwoord.status_code == 202
    assert antwoord.headers["Location"] == f"/v1/declaraties/{uit_json}"
    gelezen = (await dienst.client.get(antwoord.headers["Location"], headers=dienst.aanbieder)).json()
    assert (gelezen["uitkomst"], gelezen["toegekendCent"], gelezen["afgekeurdCent"]) == ("gedeeltelijk", 5000, 5000)
    assert await dienst.codes(uit_json) == {"R2": ["9338"]}
    assert await dienst.codes(uit_xml) == {"R3": ["9338"]}
    assert read_antwoord(await dienst.antwoord(uit_json)).header.declaratie_identificatie.identificatie == "J1"
    assert (await dienst.stand(uit_json))["bron"] == "json"


def bederf(wijzig: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    lichaam = copy.deepcopy(LICHAAM)
    wijzig(lichaam)
    return lichaam


def vijf_fouten(lichaam: dict[str, Any]) -> None:
    regel = lichaam["clienten"][0]["prestaties"][0]
    lichaam["afzender"] = "123"
    lichaam["declaratieNummer"] = "DN-1"
    lichaam["kleur"] = "blauw"
    regel["geleverdVolume"] = 4.5
    del regel["eenheid"]


async def test_five_faults_come_back_at_once(dienst: Dienst) -> None:
    antwoord = await dien_in(dienst, bederf(vijf_fouten))

    assert antwoord.status_code == 400
    assert antwoord.headers["content-type"] == "application/problem+json"
    fouten = {een["veld"]: een["code"] for een in antwoord.json()["fouten"]}
    assert fouten == {
        "afzender": "agb-code",
        "declaratieNummer": "string-pattern-mismatch",
        "kleur": "extra-forbidden",
        "clienten.0.prestaties.0.geleverdVolume": "int-type",
        "clienten.0.prestaties.0.eenheid": "missing",
    }
    assert dienst.sql("SELECT count(*) FROM bestand") == [(0,)]


def zet(lichaam: dict[str, Any], *pad: Any) -> None:
    *waar, naam, waarde = pad
    for stap in waar:
        lichaam = lichaam[stap]
    lichaam[naam] = waarde


REGEL = ("clienten", 0, "prestaties", 0)


@pytest.mark.parametrize(
    "pad",
    [
        (*REGEL, "productCategorie", "45"),
        (*REGEL, "productCategorie", "99"),
        (*REGEL, "eenheid", "05"),
        (*REGEL, "productCode", "   "),
        (*REGEL, "productCode", "\u0000"),
        (*REGEL, "toewijzingNummer", -1),
        (*REGEL, "toewijzingNummer", "101"),
        (*REGEL, "ingediendBedrag", {"bedrag": 5000, "debetCredit": "X"}),
        ("clienten", []),
        ("clienten", 0, "bsn", "99990000"),
        ("declaratieDagtekening", "2026-05-06T10:00:00Z"),
        ("declaratieDagtekening", "2026-02-30"),
        ("wet", "wlz"),
        ("berichtIdentificatie", {"identificatie": "x" * 13, "dagtekening": "2026-05-06"}),
        ("totaalIngediendBedrag", {"totaalBedrag": 10**12, "debetCredit": "D"}),
    ],
)
async def test_every_facet_of_the_standard_is_checked(dienst: Dienst, pad: tuple[Any, ...]) -> None:
    antwoord = await dien_in(dienst, bederf(lambda lichaam: zet(lichaam, *pad)))

    assert antwoord.status_code == 400, antwoord.text
    assert antwoord.json()["fouten"]
    assert dienst.sql("SELECT count(*) FROM bestand") == [(0,)]


async def test_an_idempotency_key_gives_the_first_answer_again(dienst: Dienst) -> None:
    koppen = {"Idempotency-Key": "sleutel-1"}

    eerste, tweede = await dien_in(dienst, LICHAAM, **koppen), await dien_in(dienst, LICHAAM, **koppen)
    zonder_sleutel = await dien_in(dienst, LICHAAM)

    assert eerste.json()["id"] == tweede.json()["id"] == zonder_sleutel.json()["id"]
    assert eerste.headers["Location"] == tweede.headers["Location"]
    assert dienst.sql("SELECT count(*) FROM bestand") == [(1,)]


async def test_json_in_the_name_of_another_aanbieder_is_refused(dienst: Dienst) -> None:
    wie = dienst.als("aanbieder", agb=ANDERE_AGB)

    antwoord = await dienst.client.post("/v1/declaraties", json=LICHAAM, headers=wie)

    assert antwoord.status_code == 403
    assert antwoord.json()["type"] == "urn:risb:probleem:afzender-niet-eigen"


async def test_what_breaks_a_rule_is_judged_and_answered_not_refused(dienst: Dienst) -> None:
    await dienst.sta_klaar()

    antwoord = await dien_in(dienst, bederf(lambda lichaam: zet(lichaam, "totaalIngediendBedrag", "totaalBedrag", 1)))
    await dienst.verwerk()

    assert antwoord.status_code == 202
    (bevinding,) = (await dienst.fouten(antwoord.json()["id"]))["bevindingen"]
    assert (bevinding["regel"], bevinding["retourcode"]) == ("TR358", "0001")


async def test_another_declaratie_under_a_key_that_was_used_is_refused(dienst: Dienst) -> None:
    await dienst.sta_klaar()
    eerste = await dien_in(dienst, LICHAAM, **{"Idempotency-Key": "een-sleutel"})
    andere = await dien_in(dienst, {**LICHAAM, "declaratieNummer": "DJ2"}, **{"Idempotency-Key": "een-sleutel"})
    nogmaals = await dien_in(dienst, LICHAAM, **{"Idempotency-Key": "een-sleutel"})

    assert (eerste.status_code, andere.status_code, nogmaals.status_code) == (202, 409, 202)
    assert nogmaals.json() == eerste.json()
