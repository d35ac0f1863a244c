"""A contract from its draft to an agreement that is in force, through the API on PostgreSQL."""

import datetime as dt
from typing import Any

import pytest

from tests.builders.contracting import ANDERE_AGB, overeenkomst_json
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie


async def als(bureau: Bureau, pad: str, wie: str, body: Any = None) -> tuple[int, dict[str, Any]]:
    """The answer to an inkoper with this name."""
    antwoord = await bureau.wie.client.post(f"/v1{pad}", json=body, headers=bureau.wie.als("inkoper", sub=wie))
    return antwoord.status_code, antwoord.json()


async def test_geval_54_remarks_are_no_signature_and_only_two_signatures_make_an_agreement(bureau: Bureau) -> None:
    await bureau.toegelaten()
    concept = await bureau.nieuw("/contractconcepten", overeenkomst_json(), rol="contractmanager")
    pad = f"/contractconcepten/{concept['id']}"
    assert (await bureau.get(pad, rol="aanbieder")).status_code == 404
    bureau.op(dt.date(2026, 8, 3))
    zelf = await bureau.post(f"{pad}/_aanbieden", None, rol="contractmanager")
    assert zelf.json()["type"] == "urn:risb:probleem:zelfde-persoon"
    assert (await als(bureau, f"{pad}/_aanbieden", "tweede"))[0] == 200
    terug = await bureau.post(f"{pad}/_tekenen", {"opmerkingen": "Artikel 3.28 doorgehaald"}, rol="aanbieder")
    assert terug.json()["status"] == "met-opmerkingen"
    bureau.op(dt.date(2026, 9, 1))
    _, opnieuw = await als(bureau, f"{pad}/_aanbieden", "tweede")
    assert (opnieuw["status"], opnieuw["tekenenUiterlijk"]) == ("aangeboden", "2026-09-22")
    assert (await als(bureau, f"{pad}/_sluiten", "tweede"))[1]["type"] == "urn:risb:probleem:stap-niet-mogelijk"
    bureau.op(dt.date(2026, 9, 23))
    laat = await bureau.post(f"{pad}/_tekenen", {}, rol="aanbieder")
    assert laat.json()["type"] == "urn:risb:probleem:tekenen-te-laat"
    bureau.op(dt.date(2026, 9, 22))
    assert (await bureau.post(f"{pad}/_tekenen", {}, rol="aanbieder")).json()["status"] == "getekend"
    assert bureau.gebeurtenissen("OvereenkomstGesloten", "PrijsVastgesteld") == []
    code, gesloten = await als(bureau, f"{pad}/_sluiten", "tweede")
    assert (code, gesloten["status"]) == (200, "gesloten")
    (feit,) = bureau.gebeurtenissen("OvereenkomstGesloten")
    assert feit["overeenkomst_id"] == gesloten["overeenkomstId"]
    assert (await als(bureau, f"{pad}/_intrekken", "tweede"))[1]["type"] == "urn:risb:probleem:stap-niet-mogelijk"


async def test_a_contract_that_could_not_be_an_agreement_is_refused_at_once(bureau: Bureau) -> None:
    await bureau.toegelaten()
    antwoord = await bureau.post("/contractconcepten", overeenkomst_json(prijzen=[]), sleutel="x")
    assert antwoord.json()["type"] == "urn:risb:probleem:pq-zonder-prijs"


async def test_a_contract_is_seen_by_its_own_aanbieder_and_can_be_withdrawn(bureau: Bureau) -> None:
    await bureau.toegelaten()
    concept = await bureau.nieuw("/contractconcepten", overeenkomst_json(), rol="contractmanager")
    pad = f"/contractconcepten/{concept['id']}"
    await als(bureau, f"{pad}/_aanbieden", "tweede")
    lijsten = [
        await bureau.get("/contractconcepten", rol="aanbieder", agb=agb) for agb in (concept["agbCode"], ANDERE_AGB)
    ]
    assert [len(one.json()["resultaten"]) for one in lijsten] == [1, 0]
    assert (await bureau.get(pad, rol="aanbieder")).status_code == 200
    assert (await als(bureau, f"{pad}/_intrekken", "tweede"))[1]["status"] == "ingetrokken"
