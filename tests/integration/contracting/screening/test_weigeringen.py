"""What screening and Bibob say no to; that nothing changed by it is looked at around every test."""

import datetime as dt
import uuid
from typing import Any

import pytest

from tests.builders.contracting import AGB, aanbieder_json, aanmelding_json, overeenkomst_json, perceel_json
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
KVK = "12345678"
NERGENS = uuid.UUID(int=99)
UBO = {"naam": "Zoë Voorbeeld"}


async def vraag(bureau: Bureau, pad: str, body: Any, wie: str = "inkoper-1") -> tuple[int, Any]:
    koppen = bureau.wie.als("inkoper", sub=wie) | {"Idempotency-Key": uuid.uuid4().hex}
    antwoord = await bureau.wie.client.post(f"/v1{pad}", json=body, headers=koppen)
    inhoud = antwoord.json()
    return antwoord.status_code, inhoud if antwoord.is_success else inhoud["type"].rpartition(":")[2]


def registratie(dag: str) -> dict[str, Any]:
    return {"opgaven": [{"kvkNummer": KVK, "uittrekselVan": dag, "ubos": [UBO]}]}


def lijst(dag: str) -> dict[str, Any]:
    return {"bron": "EU", "versie": dag, "vermeldingen": [{"kenmerk": "EU-1", "namen": ["voorbeeld, zoe"]}]}


async def test_a_ubo_is_asked_for_once_and_an_unknown_one_admits_and_signs_nothing(bureau: Bureau) -> None:
    await bureau.toegelaten()
    await bureau.nieuw("/percelen", perceel_json(code="WMO-ANDERS"))
    aanmelding = await bureau.nieuw("/aanmeldingen", aanmelding_json(perceelCode="WMO-ANDERS"), rol="aanbieder")
    pad = f"/aanbieders/{AGB}/uboverzoeken"
    assert (await vraag(bureau, pad, {}))[0] == 201
    assert await vraag(bureau, pad, {}) == (409, "ubo-al-gevraagd")
    assert await vraag(bureau, "/aanbieders/42420009/uboverzoeken", {}) == (404, "niet-gevonden")
    beoordelen = f"/aanmeldingen/{aanmelding['id']}/_beoordelen"
    assert await vraag(bureau, beoordelen, {}, "ander") == (409, "screening-houdt-tegen")
    assert await vraag(bureau, "/overeenkomsten", overeenkomst_json(), "tekenaar") == (409, "screening-houdt-tegen")


async def test_data_of_another_day_and_hits_without_two_persons_are_refused(bureau: Bureau) -> None:
    assert await vraag(bureau, f"/screeningen/{KVK}/weerleggingen", _weerlegging(1)) == (404, "niet-gevonden")
    assert await vraag(bureau, f"/screeningen/{KVK}/weerlegging/_bevestigen", {"treffer": 1}) == (404, "niet-gevonden")
    bureau.op(dt.date(2026, 5, 8))
    assert (await vraag(bureau, "/uboregistraties", registratie("2026-05-02")))[0] == 201
    assert (await vraag(bureau, "/sanctielijsten", lijst("2026-05-02")))[0] == 201
    for pad, body, slug in (
        ("/uboregistraties", registratie("2026-05-09"), "uittreksel-uit-toekomst"),
        ("/uboregistraties", registratie("2026-05-01"), "uittreksel-ouder"),
        ("/sanctielijsten", lijst("2026-05-09"), "lijst-uit-toekomst"),
        ("/sanctielijsten", lijst("2026-05-01"), "lijst-ouder"),
        (f"/screeningen/{KVK}/weerlegging/_bevestigen", {"treffer": 1}, "niets-te-bevestigen"),
        (f"/screeningen/{KVK}/weerleggingen", _weerlegging(2), "niet-gevonden"),
    ):
        assert (await vraag(bureau, pad, body))[1] == slug
    assert (await vraag(bureau, f"/screeningen/{KVK}/weerleggingen", _weerlegging(1)))[0] == 201
    assert await vraag(bureau, f"/screeningen/{KVK}/weerleggingen", _weerlegging(1)) == (409, "al-weerlegd")
    assert (await bureau.get("/screeningen/87654321")).status_code == 404


async def test_bibob_hears_first_and_what_follows_fits(bureau: Bureau) -> None:
    geen = {"agbCode": AGB}
    assert await vraag(bureau, "/bibobonderzoeken", geen) == (404, "niet-gevonden")
    await bureau.nieuw("/aanbieders", aanbieder_json())
    bureau.op(dt.date(2026, 6, 1))
    onderzoek = (await vraag(bureau, "/bibobonderzoeken", geen))[1]
    assert onderzoek["formulierUiterlijk"] == "2026-06-15"
    pad = f"/bibobonderzoeken/{onderzoek['id']}"
    assert (await vraag(bureau, f"{pad}/_ontvangen", {}))[1]["opTijd"] is True
    conclusie = {"bron": "landelijk-bureau", "gevaar": "geen", "motivering": "Niets gevonden."}
    assert (await vraag(bureau, f"{pad}/_adviseren", conclusie, "onderzoeker"))[0] == 200
    ontbinden = {"gevolg": "ontbinden", "motivering": "Daarom."}
    assert await vraag(bureau, f"{pad}/_besluiten", ontbinden) == (400, "geen-bibobgrond")
    ernstig = conclusie | {"gevaar": "ernstig"}
    assert (await vraag(bureau, f"{pad}/_adviseren", ernstig, "onderzoeker"))[0] == 200
    assert await vraag(bureau, f"{pad}/_besluiten", ontbinden) == (400, "nog-niet-gehoord")
    assert (await vraag(bureau, f"{pad}/_horen", {"zienswijze": "Dat klopt niet."}))[0] == 200
    assert await vraag(bureau, f"{pad}/_besluiten", ontbinden, "onderzoeker") == (403, "zelfde-persoon")
    onderaannemer = ontbinden | {"gevolg": "onderaannemer-weigeren"}
    assert await vraag(bureau, f"{pad}/_besluiten", onderaannemer) == (400, "gevolg-past-niet")
    assert (await vraag(bureau, f"{pad}/_besluiten", ontbinden))[0] == 200
    assert (await bureau.get(pad)).json()["status"] == "besloten"
    for werk, body in (
        ("_ontvangen", {}),
        ("_adviseren", conclusie),
        ("_horen", {"zienswijze": "Nee."}),
        ("_besluiten", ontbinden),
    ):
        assert await vraag(bureau, f"/bibobonderzoeken/{NERGENS}/{werk}", body) == (404, "niet-gevonden")
    assert (await bureau.get(f"/bibobonderzoeken/{NERGENS}")).status_code == 404


def _weerlegging(treffer: int) -> dict[str, Any]:
    return {"treffer": treffer, "motivering": "Het gaat om een ander."}
