"""What procurement says no to; that nothing changed by it is looked at around every test (tests/builders)."""

from typing import Any

import pytest

from tests.builders.contracting import aanbieder_json, perceel_json
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
CRITERIUM = perceel_json()["basiscriteria"][0]


@pytest.mark.parametrize(
    ("anders", "slug"),
    [
        ({"procedure": "toelating", "maximumAanbieders": 1}, "toelating-zonder-maximum"),
        ({"wet": "jw", "dienst": "wmo"}, "dienst-past-niet"),
        ({"wet": "wmo", "dienst": "jw"}, "dienst-past-niet"),
        ({"basiscriteria": [CRITERIUM, {**CRITERIUM, "bewijssoort": "eigen-verklaring"}]}, "criterium-dubbel"),
        ({"gemeenten": ["0307", "1999"]}, "onbekende-gemeente"),
    ],
)
async def test_a_perceel_that_breaks_a_rule_is_refused(bureau: Bureau, anders: dict[str, Any], slug: str) -> None:
    antwoord = await bureau.post("/percelen", perceel_json(**anders))
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, f"urn:risb:probleem:{slug}")


@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({"agbCode": "00000000"}, ["agbCode"]),
        ({"kvkNummer": "00000000"}, ["kvkNummer"]),
        ({"agbCode": "0000 0000", "kvkNummer": "1234567"}, ["agbCode", "kvkNummer"]),
    ],
)
async def test_a_number_that_nobody_has_is_not_registered(
    bureau: Bureau, anders: dict[str, Any], velden: list[str]
) -> None:
    antwoord = await bureau.post("/aanbieders", aanbieder_json(**anders))
    assert (antwoord.status_code, [one["veld"] for one in antwoord.json()["fouten"]]) == (400, velden)


async def test_a_key_of_another_request_is_refused(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    body = aanbieder_json()
    sleutel = f"/aanbieders:{body}"[:255]
    antwoord = await bureau.post("/aanbieders", aanbieder_json(naam="Zorggroep Ander"), sleutel=sleutel)
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:risb:probleem:sleutel-hergebruikt")
