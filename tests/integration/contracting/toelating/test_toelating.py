import datetime as dt

import pytest

from tests.builders.contracting import AGB, ANDERE_AGB, TRACE, aanbieder_json, aanmelding_json, perceel_json
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie


async def test_an_aanbieder_is_admitted_and_everybody_hears_it(bureau: Bureau) -> None:
    await bureau.toegelaten()
    (aanmelding,) = (await bureau.get("/aanmeldingen?status=toegelaten")).json()["resultaten"]
    assert aanmelding["beoordeling"] == {
        "datum": "2026-01-05",
        "oordelen": [
            {"criterium": "KVK", "voldoet": True, "reden": None},
            {"criterium": "GVA", "voldoet": True, "reden": None},
        ],
        "stap": None,
        "redenen": [],
    }
    geregistreerd, toegelaten = bureau.gebeurtenissen("AanbiederGeregistreerd", "AanbiederToegelaten")
    assert (geregistreerd["agb_code"], geregistreerd["capaciteit_uren_per_maand"]) == (AGB, 1400)
    assert toegelaten == {
        "naam": "AanbiederToegelaten",
        "keten": aanmelding["correlatieId"],
        "agb_code": AGB,
        "perceel_code": "WMO-BEGELEIDING",
        "aanmelding_id": aanmelding["id"],
        "datum": "2026-01-05",
    }


async def test_evidence_that_is_too_old_is_a_refusal_with_reasons(bureau: Bureau) -> None:
    bureau.op(dt.date(2026, 9, 15))
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await bureau.nieuw("/percelen", perceel_json())
    stukken = [
        {"bewijssoort": "kvk-uittreksel", "datum": "2026-03-14"},
        {"bewijssoort": "gedragsverklaring-aanbesteden", "datum": "2026-01-01"},
    ]
    aanmelding = await bureau.nieuw("/aanmeldingen", aanmelding_json(bewijsstukken=stukken), rol="aanbieder")
    antwoord = await bureau.post(f"/aanmeldingen/{aanmelding['id']}/_beoordelen", {})
    redenen = [
        {
            "code": "bewijs-te-oud",
            "toelichting": "Inschrijving in het Handelsregister: het bewijs van 2026-03-14 was bij ontvangst op"
            " 2026-09-15 ouder dan 6 maanden (R1).",
        }
    ]
    assert (antwoord.status_code, antwoord.json()["status"]) == (200, "afgewezen")
    assert antwoord.json()["beoordeling"]["stap"] == "geschiktheid"
    assert antwoord.json()["beoordeling"]["redenen"] == redenen
    (afgewezen,) = bureau.gebeurtenissen("AanbiederAfgewezen")
    assert (afgewezen["redenen"], afgewezen["datum"]) == (redenen, "2026-09-15")


async def test_the_decision_keeps_the_correlation_id_of_the_application(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await bureau.nieuw("/percelen", perceel_json())
    koppen = {**bureau.koppen("aanbieder"), "traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
    aanmelding = await bureau.wie.client.post("/v1/aanmeldingen", json=aanmelding_json(), headers=koppen)
    await bureau.post(f"/aanmeldingen/{aanmelding.json()['id']}/_beoordelen", {})
    (toegelaten,) = bureau.gebeurtenissen("AanbiederToegelaten")
    assert (toegelaten["keten"], aanmelding.json()["correlatieId"]) == (TRACE, TRACE)


@pytest.mark.parametrize(("dag", "status"), [(15, "toegelaten"), (16, "afgewezen")])
async def test_missing_evidence_is_asked_for_with_a_term(bureau: Bureau, dag: int, status: str) -> None:
    bureau.op(dt.date(2026, 6, 1))
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await bureau.nieuw("/percelen", perceel_json())
    stukken = [{"bewijssoort": "gedragsverklaring-aanbesteden", "datum": "2026-01-01"}]
    aanmelding = await bureau.nieuw("/aanmeldingen", aanmelding_json(bewijsstukken=stukken), rol="aanbieder")
    vraag = await bureau.post(f"/aanmeldingen/{aanmelding['id']}/aanvulverzoeken", {})
    assert (vraag.json()["status"], vraag.json()["aanvullingUiterlijk"]) == ("aanvulling-gevraagd", "2026-06-15")
    bureau.op(dt.date(2026, 6, dag))
    kvk = {"bewijsstukken": [{"bewijssoort": "kvk-uittreksel", "datum": "2026-06-02"}]}
    await bureau.nieuw(f"/aanmeldingen/{aanmelding['id']}/bewijsstukken", kvk, rol="aanbieder")
    antwoord = await bureau.post(f"/aanmeldingen/{aanmelding['id']}/_beoordelen", {})
    assert antwoord.json()["status"] == status


async def test_an_application_is_judged_once_and_told_once(bureau: Bureau) -> None:
    await bureau.toegelaten()
    (aanmelding,) = (await bureau.get("/aanmeldingen")).json()["resultaten"]
    antwoord = await bureau.post(f"/aanmeldingen/{aanmelding['id']}/_beoordelen", {})
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:risb:probleem:stap-niet-mogelijk")
    assert len(bureau.gebeurtenissen("AanbiederToegelaten", "AanbiederAfgewezen")) == 1


async def test_one_application_at_a_time_and_none_after_admission(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await bureau.nieuw("/percelen", perceel_json())
    eerste = await bureau.nieuw("/aanmeldingen", aanmelding_json(), rol="aanbieder")
    tweede = await bureau.post("/aanmeldingen", aanmelding_json(), rol="aanbieder")
    await bureau.post(f"/aanmeldingen/{eerste['id']}/_beoordelen", {})
    derde = await bureau.post("/aanmeldingen", aanmelding_json(), rol="aanbieder")
    assert [tweede.json()["type"], derde.json()["type"]] == [
        "urn:risb:probleem:aanmelding-loopt",
        "urn:risb:probleem:al-toegelaten",
    ]


async def test_a_cap_on_a_toelating_is_refused(bureau: Bureau) -> None:
    antwoord = await bureau.post("/percelen", perceel_json(maximumAanbieders=3))
    assert antwoord.status_code == 400
    assert antwoord.json()["type"] == "urn:risb:probleem:toelating-zonder-maximum"
    assert antwoord.json()["fouten"] == [
        {
            "veld": "maximumAanbieders",
            "code": "TI",
            "melding": "Een toelating staat open voor iedereen die aan de criteria voldoet.",
        }
    ]


async def test_acceptance_case_7_the_forty_first_aanbieder_is_admitted_too(bureau: Bureau) -> None:
    await bureau.nieuw("/percelen", perceel_json())
    for nummer in range(41):
        agb = f"4242{nummer:04d}"
        await bureau.nieuw("/aanbieders", aanbieder_json(agbCode=agb))
        koppen = bureau.koppen("aanbieder", agb=agb)
        body = aanmelding_json(agbCode=agb)
        aanmelding = await bureau.wie.client.post("/v1/aanmeldingen", json=body, headers=koppen)
        antwoord = await bureau.post(f"/aanmeldingen/{aanmelding.json()['id']}/_beoordelen", {})
        assert antwoord.json()["status"] == "toegelaten"


async def test_an_unknown_gemeente_is_named(bureau: Bureau) -> None:
    antwoord = await bureau.post("/percelen", perceel_json(gemeenten=["0307", "9999"]))
    assert antwoord.status_code == 400
    assert antwoord.json()["fouten"] == [
        {"veld": "gemeenten", "code": "onbekend", "melding": "Gemeente 9999 neemt deze dienst niet af."}
    ]


async def test_five_faults_are_told_at_once(bureau: Bureau) -> None:
    body = {"agbCode": "42", "kvkNummer": "x", "naam": "", "capaciteitUrenPerMaand": -1, "kleur": "rood"}
    antwoord = await bureau.post("/aanbieders", body)
    assert antwoord.status_code == 400
    assert antwoord.json()["detail"] == "5 gegevens kloppen niet. Verbeter dit en stuur het opnieuw."
    assert sorted((one["veld"], one["code"]) for one in antwoord.json()["fouten"]) == [
        ("agbCode", "agb-code"),
        ("capaciteitUrenPerMaand", "greater-than-equal"),
        ("kleur", "extra-forbidden"),
        ("kvkNummer", "kvk-nummer"),
        ("naam", "value-error"),
    ]
    assert bureau.gebeurtenissen("AanbiederGeregistreerd") == []


async def test_control_characters_are_refused(bureau: Bureau) -> None:
    for naam in ("Zorg\u0000groep", "Zorg\ngroep"):
        antwoord = await bureau.post("/aanbieders", aanbieder_json(naam=naam))
        assert [one["veld"] for one in antwoord.json()["fouten"]] == ["naam"]


async def test_a_date_beyond_reason_is_refused(bureau: Bureau) -> None:
    stukken = [{"bewijssoort": "kvk-uittreksel", "datum": "9999-12-31"}]
    antwoord = await bureau.post("/aanmeldingen", aanmelding_json(bewijsstukken=stukken), rol="aanbieder")
    assert antwoord.json()["fouten"] == [
        {
            "veld": "bewijsstukken.0.datum",
            "code": "value-error",
            "melding": "De datum moet tussen 1990-01-01 en 2199-12-31 liggen.",
        }
    ]


async def test_the_same_aanbieder_twice_is_a_conflict(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    antwoord = await bureau.post("/aanbieders", aanbieder_json())
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:risb:probleem:bestaat-al")
    assert len(bureau.gebeurtenissen("AanbiederGeregistreerd")) == 1


async def test_a_repeated_key_gives_the_first_answer_and_one_event(bureau: Bureau) -> None:
    eerste = await bureau.post("/aanbieders", aanbieder_json(), sleutel="een")
    tweede = await bureau.post("/aanbieders", aanbieder_json(), sleutel="een")
    assert (tweede.status_code, tweede.json()) == (201, eerste.json())
    assert len(bureau.gebeurtenissen("AanbiederGeregistreerd")) == 1


async def test_applying_for_another_aanbieder_is_not_found(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await bureau.nieuw("/aanbieders", aanbieder_json(agbCode=ANDERE_AGB))
    await bureau.nieuw("/percelen", perceel_json())
    vreemd = await bureau.post("/aanmeldingen", aanmelding_json(agbCode=ANDERE_AGB), rol="aanbieder")
    onbekend = await bureau.post("/aanmeldingen", aanmelding_json(agbCode="99999999"), rol="aanbieder")
    zonder = {**vreemd.json(), "correlatieId": ""}
    assert (vreemd.status_code, zonder) == (404, {**onbekend.json(), "correlatieId": ""})


async def test_another_tenant_sees_no_application_and_no_aanbieder(bureau: Bureau) -> None:
    await bureau.toegelaten()
    (aanmelding,) = (await bureau.get("/aanmeldingen", rol="aanbieder")).json()["resultaten"]
    for pad in (f"/aanmeldingen/{aanmelding['id']}", f"/aanbieders/{AGB}"):
        assert (await bureau.get(pad, rol="aanbieder")).status_code == 200
        assert (await bureau.get(pad, rol="aanbieder", agb=ANDERE_AGB)).status_code == 404
    for pad in ("/aanmeldingen", f"/aanmeldingen?agbCode={AGB}", "/aanbieders", f"/maatregelen?agbCode={AGB}"):
        assert (await bureau.get(pad, rol="aanbieder", agb=ANDERE_AGB)).json()["resultaten"] == []


async def test_another_tenant_adds_no_evidence(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await bureau.nieuw("/percelen", perceel_json())
    aanmelding = await bureau.nieuw("/aanmeldingen", aanmelding_json(), rol="aanbieder")
    await bureau.post(f"/aanmeldingen/{aanmelding['id']}/aanvulverzoeken", {})
    antwoord = await bureau.wie.client.post(
        f"/v1/aanmeldingen/{aanmelding['id']}/bewijsstukken",
        json={"bewijsstukken": [{"bewijssoort": "kvk-uittreksel", "datum": "2026-01-01"}]},
        headers=bureau.koppen("aanbieder", agb=ANDERE_AGB),
    )
    assert antwoord.status_code == 404


async def test_pages_of_a_list_hold_everything_once(bureau: Bureau) -> None:
    codes = [f"4242000{nummer}" for nummer in range(5)]
    for code in codes:
        await bureau.nieuw("/aanbieders", aanbieder_json(agbCode=code))
    gezien, na = [], ""
    while True:
        blad = (await bureau.get(f"/aanbieders?limiet=2{na}")).json()
        gezien += [one["agbCode"] for one in blad["resultaten"]]
        if blad["volgende"] is None:
            break
        na = f"&na={blad['volgende']}"
    assert gezien == codes


async def test_a_cursor_that_is_not_ours_is_refused(bureau: Bureau) -> None:
    for pad in ("/aanbieders?na=AA", "/aanmeldingen?na=eA", "/overeenkomsten?na=eA", "/percelen?na=*"):
        antwoord = await bureau.get(pad)
        assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:ongeldige-cursor"), pad


async def test_everybody_may_see_the_percelen(bureau: Bureau) -> None:
    await bureau.nieuw("/percelen", perceel_json())
    antwoord = await bureau.wie.client.get("/v1/percelen/WMO-BEGELEIDING")
    assert [one["maximaleLeeftijdMaanden"] for one in antwoord.json()["basiscriteria"]] == [6, 24]
    assert (await bureau.wie.client.get("/v1/percelen?wet=jw")).json()["resultaten"] == []
