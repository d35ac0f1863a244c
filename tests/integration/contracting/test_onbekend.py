"""What does not exist, and what contradicts itself: the exact answer, and nothing stored."""

import uuid
from typing import Any

import pytest

from tests.builders.contracting import (
    AGB,
    aanbieder_json,
    aanmelding_json,
    overeenkomst_json,
    perceel_json,
    prijs_json,
)
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
NERGENS = uuid.UUID(int=0)
EINDE = {"einddatum": "2026-06-30", "grond": "wederzijds", "reden": "Opzegging"}
ONBEKEND: list[tuple[str, dict[str, Any], str, str]] = [
    (f"/aanmeldingen/{NERGENS}/_beoordelen", {}, "inkoper", "De aanmelding"),
    (f"/aanmeldingen/{NERGENS}/aanvulverzoeken", {}, "inkoper", "De aanmelding"),
    (f"/overeenkomsten/{NERGENS}/prijzen", prijs_json(), "inkoper", "De overeenkomst"),
    (f"/overeenkomsten/{NERGENS}/_beeindigen", EINDE, "inkoper", "De overeenkomst"),
    ("/aanmeldingen", aanmelding_json(perceelCode="BESTAAT-NIET"), "aanbieder", "Het perceel"),
    ("/overeenkomsten", overeenkomst_json(perceelCode="BESTAAT-NIET"), "inkoper", "Het perceel"),
    ("/overeenkomsten", overeenkomst_json(agbCode="99999999"), "inkoper", "De aanbieder"),
]


async def test_writing_to_what_does_not_exist_is_not_found(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await bureau.nieuw("/percelen", perceel_json())
    for nummer, (pad, body, rol, wat) in enumerate(ONBEKEND):
        antwoord = await bureau.post(pad, body, rol=rol, sleutel=f"sleutel-{nummer}")
        assert (antwoord.status_code, antwoord.json()["detail"]) == (404, f"{wat} is niet gevonden."), pad
    assert (await bureau.get("/aanmeldingen")).json()["resultaten"] == []


async def test_applying_before_registration_is_not_found(bureau: Bureau) -> None:
    await bureau.nieuw("/percelen", perceel_json())
    antwoord = await bureau.post("/aanmeldingen", aanmelding_json(), rol="aanbieder")
    assert (antwoord.status_code, antwoord.json()["detail"]) == (404, "De aanbieder is niet gevonden.")


async def test_reading_what_does_not_exist_is_not_found(bureau: Bureau) -> None:
    for pad in (
        f"/aanbieders/{AGB}",
        "/percelen/BESTAAT-NIET",
        f"/aanmeldingen/{NERGENS}",
        f"/overeenkomsten/{NERGENS}",
        "/budgetten/0307/2.1.3/2026",
    ):
        assert (await bureau.get(pad)).status_code == 404, pad


async def test_an_objection_to_an_unknown_criterium_is_refused(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await bureau.nieuw("/percelen", perceel_json())
    aanmelding = await bureau.nieuw("/aanmeldingen", aanmelding_json(), rol="aanbieder")
    bezwaren = {"bezwaren": [{"criterium": "VOG", "toelichting": "Ontbreekt."}]}
    antwoord = await bureau.post(f"/aanmeldingen/{aanmelding['id']}/_beoordelen", bezwaren)
    assert antwoord.json()["fouten"] == [
        {"veld": "bezwaren", "code": "onbekend", "melding": "Criterium VOG hoort niet bij dit perceel."}
    ]
    bezwaren = {"bezwaren": [{"criterium": "KVK", "toelichting": "Het adres klopt niet."}]}
    antwoord = await bureau.post(f"/aanmeldingen/{aanmelding['id']}/_beoordelen", bezwaren)
    assert [one["code"] for one in antwoord.json()["beoordeling"]["redenen"]] == ["inhoud-voldoet-niet"]
    gezocht = await bureau.get("/aanmeldingen?perceelCode=WMO-BEGELEIDING&status=afgewezen")
    assert [one["id"] for one in gezocht.json()["resultaten"]] == [aanmelding["id"]]


async def test_the_same_perceel_or_gemeente_twice_is_refused(bureau: Bureau) -> None:
    await bureau.nieuw("/percelen", perceel_json())
    nog_eens = await bureau.post("/percelen", perceel_json())
    dubbel = await bureau.post("/percelen", perceel_json(code="ANDERS", gemeenten=["0307", "0307"]))
    sleutel = [{"gemeente": "0307", "gewicht": 1}] * 2
    taak = {"jaarbudgetCent": 100, "verdeelsleutel": sleutel}
    twee_keer = await bureau.post("/overeenkomsten", overeenkomst_json(prijzen=[], taakbudget=taak), sleutel="x")
    assert (nog_eens.status_code, nog_eens.json()["type"]) == (409, "urn:risb:probleem:bestaat-al")
    assert [one["melding"] for one in dubbel.json()["fouten"]] == ["Noem elke waarde een keer."]
    assert [one["veld"] for one in twee_keer.json()["fouten"]] == ["taakbudget.verdeelsleutel"]


async def test_a_gemeente_without_a_code_sees_nothing(bureau: Bureau) -> None:
    await bureau.toegelaten()
    await bureau.overeenkomst()
    assert len((await bureau.get("/overeenkomsten")).json()["resultaten"]) == 1
    koppen = bureau.wie.als("zorgadministratie")
    antwoord = await bureau.wie.client.get("/v1/overeenkomsten", headers=koppen)
    assert (antwoord.status_code, antwoord.json()["resultaten"]) == (200, [])
    antwoord = await bureau.wie.client.get("/v1/budgetmonitor?jaar=2026", headers=koppen)
    assert (antwoord.status_code, antwoord.json()["regels"]) == (200, [])
