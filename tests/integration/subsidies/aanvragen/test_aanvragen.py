import asyncio
import datetime as dt
from typing import Any

import pytest

from tests.builders.subsidies import ANDER_IBAN, BSN, IBAN, aanvraag_body
from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie
INWONER: dict[str, Any] = {"soort": "natuurlijk-persoon", "kvkNummer": None, "naam": "Proefpersoon", "bsn": BSN}


@pytest.fixture(autouse=True)
async def _regeling(subsidies: Subsidies) -> None:
    await subsidies.publiceer()


async def test_an_application_answers_with_its_last_day_and_tells_the_others(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    assert (one["status"], one["beslisdatum"], one["intake"]) == ("compleet", "2026-11-09", [])
    assert one["iban"] == "NL************4300"
    assert await subsidies.events("AanvraagIngediend") == [
        {
            "aanvraag_id": one["id"],
            "regeling_code": "PID-2026",
            "regeling_versie": 1,
            "gemeente": "0307",
            "wijk": "Liendert",
            "soort_aanvrager": "rechtspersoon",
            "kvk_nummer": "12345678",
            "gevraagd_cent": 450_000,
            "ingediend_op": dt.datetime(2026, 9, 14, 10, tzinfo=dt.UTC),
            "beslisdatum": dt.date(2026, 11, 9),
            "trace": one["correlatieId"],
        }
    ]


async def test_problems_warn_and_the_right_to_file_stays(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(gemeente="0267", wijk="Elders", iban="NL00BANK0000000000", winstoogmerk=True)
    assert [code["code"] for code in one["intake"]] == [
        "AANVRAGER_SOORT", "GEMEENTE_NIET_DEELNEMEND", "WIJK_ONBEKEND", "IBAN_ONGELDIG",
    ]  # fmt: skip
    assert one["status"] == "ingediend"


async def test_an_application_after_the_window_is_taken_in(subsidies: Subsidies) -> None:
    subsidies.op(dt.date(2027, 1, 4))
    one = await subsidies.dien_in(activiteitVan="2027-02-01", activiteitTot="2027-02-02")
    assert [code["code"] for code in one["intake"]] == ["VENSTER_GESLOTEN"]


async def test_the_same_key_files_once_also_in_parallel(subsidies: Subsidies) -> None:
    posts = [subsidies.post("/aanvragen", aanvraag_body(), rol="aanvrager", sleutel="een-keer") for _ in range(5)]
    answers = await asyncio.gather(*posts)
    assert {one.status_code for one in answers} == {201}
    assert len({one.json()["id"] for one in answers}) == 1
    assert await subsidies.rows("SELECT count(*) FROM aanvraag") == [(1,)]


async def test_filing_without_a_key_is_refused(subsidies: Subsidies) -> None:
    answer = await subsidies.client.post("/v1/aanvragen", json=aanvraag_body(), headers=subsidies.als("aanvrager"))
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:risb:probleem:sleutel-ontbreekt")


@pytest.mark.parametrize(
    ("changes", "veld"),
    [
        ({"bsn": "123456789", "soort": "natuurlijk-persoon"}, None),
        ({"bsn": BSN}, None),
        ({"activiteitTot": "2026-10-01"}, None),
        ({"gevraagdCent": 0, "begroting": {"kostenCent": 0}}, "gevraagdCent"),
        ({"kvkNummer": "1234"}, "kvkNummer"),
        ({"iban": "nee"}, "iban"),
    ],
)
async def test_a_malformed_application_is_refused_and_nothing_is_stored(
    subsidies: Subsidies, changes: dict[str, Any], veld: str | None
) -> None:
    answer = await subsidies.post("/aanvragen", aanvraag_body(**changes), rol="aanvrager")
    assert answer.status_code == 400
    if veld is not None:
        assert [one["veld"] for one in answer.json()["fouten"]] == [veld]
    assert BSN not in answer.text
    assert await subsidies.rows("SELECT count(*) FROM aanvraag") == [(0,)]


async def test_an_unknown_scheme_is_named(subsidies: Subsidies) -> None:
    answer = await subsidies.post("/aanvragen", aanvraag_body(regelingCode="ONBEKEND"), rol="aanvrager")
    assert (answer.status_code, answer.json()["fouten"][0]["veld"]) == (400, "regelingCode")


async def test_account_and_bsn_are_nowhere_readable(subsidies: Subsidies) -> None:
    await subsidies.dien_in(**INWONER, gevraagdCent=45_000)
    for table in ("aanvraag", "outbox", "idempotentie", "verwerkingslog", "aandachtspunt"):
        for (row,) in await subsidies.rows(f"SELECT to_jsonb(t)::text FROM {table} t"):
            assert BSN not in row
            assert IBAN not in row
            assert BSN.encode().hex() not in row
            assert IBAN.encode().hex() not in row


async def test_each_read_of_an_application_is_logged(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(**INWONER, gevraagdCent=45_000)
    await subsidies.get(f"/aanvragen/{one['id']}", sub="adviseur-7")
    readers = await subsidies.rows("SELECT gebruiker, octet_length(betrokkene) FROM verwerkingslog ORDER BY id")
    assert readers == [("aanvrager-1", 16), ("adviseur-7", 16)]


async def test_another_applicant_sees_the_same_404_as_for_nothing(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    other = await subsidies.get(f"/aanvragen/{one['id']}", rol="aanvrager", sub="aanvrager-2")
    nothing = await subsidies.get("/aanvragen/11111111-1111-4111-8111-111111111111", rol="aanvrager", sub="aanvrager-2")
    assert other.status_code == nothing.status_code == 404
    assert {**other.json(), "correlatieId": ""} == {**nothing.json(), "correlatieId": ""}
    for step in ("aanvullingen/_beantwoorden", "zienswijzen/_beantwoorden"):
        body = {"toelichting": "x"} if step.startswith("aan") else {}
        answer = await subsidies.post(f"/aanvragen/{one['id']}/{step}", body, rol="aanvrager", sub="aanvrager-2")
        assert answer.status_code == 404


async def test_an_applicant_lists_own_applications_and_the_officer_all(subsidies: Subsidies) -> None:
    mine = await subsidies.dien_in(kvkNummer="11111111")
    theirs = await subsidies.dien_in(sub="aanvrager-2", kvkNummer="22222222", iban=ANDER_IBAN)
    own = (await subsidies.get("/aanvragen", rol="aanvrager")).json()["resultaten"]
    assert [one["id"] for one in own] == [mine["id"]]
    every = (await subsidies.get("/aanvragen")).json()["resultaten"]
    assert {one["id"] for one in every} == {mine["id"], theirs["id"]}


async def test_pages_follow_each_other_without_gaps(subsidies: Subsidies) -> None:
    filed = {(await subsidies.dien_in())["id"] for _ in range(5)}
    seen, pad = [], "/aanvragen?limiet=2"
    while True:
        page = (await subsidies.get(pad)).json()
        seen += [one["id"] for one in page["resultaten"]]
        if page.get("volgende") is None:
            break
        pad = f"/aanvragen?limiet=2&na={page['volgende']}"
    assert (len(seen), set(seen)) == (5, filed)
    assert (await subsidies.get("/aanvragen?na=onzin")).status_code == 400
    assert (await subsidies.get("/aanvragen?status=verleend")).json()["resultaten"] == []


async def test_missing_data_is_asked_and_the_clock_stands_still(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(kvkNummer=None)
    assert (one["status"], one["volledigOp"]) == ("ingediend", None)
    subsidies.op(dt.date(2026, 9, 21))
    vraag = await subsidies.post(f"/aanvragen/{one['id']}/aanvullingen", {"gevraagd": ["Uw KvK-nummer"]})
    asked = vraag.json()
    assert (vraag.status_code, asked["status"], asked["beslisdatum"]) == (201, "aanvulling", "2026-11-23")
    assert asked["aanvullingen"][0]["uiterlijk"] == "2026-10-05"
    subsidies.op(dt.date(2026, 9, 30))
    body = {"toelichting": "Hierbij.", "kvkNummer": "12345678"}
    answer = await subsidies.post(f"/aanvragen/{one['id']}/aanvullingen/_beantwoorden", body, rol="aanvrager")
    waits = answer.json()
    assert (answer.status_code, waits["status"], waits["beslisdatum"]) == (200, "aangevuld", "2026-11-18")
    subsidies.op(dt.date(2026, 10, 9))
    judged = await subsidies.beoordeel(one)
    done = judged.json()
    assert (judged.status_code, done["status"], done["beslisdatum"]) == (200, "compleet", "2026-11-18")
    assert done["volledigOp"].startswith("2026-09-30")
    assert (done["intake"], done["opgave"]["kvkNummer"]) == ([], "12345678")


async def test_a_new_account_replaces_the_wrong_one(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(iban="NL00BANK0000000000")
    await subsidies.post(f"/aanvragen/{one['id']}/aanvullingen", {"gevraagd": ["Uw rekening"]})
    body = {"toelichting": "Hierbij.", "iban": "NL20 INGB 0001 2345 67"}
    answer = await subsidies.post(f"/aanvragen/{one['id']}/aanvullingen/_beantwoorden", body, rol="aanvrager")
    assert (answer.json()["status"], answer.json()["iban"]) == ("aangevuld", "NL************4567")


async def test_another_kvk_number_is_another_applicant(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    await subsidies.post(f"/aanvragen/{one['id']}/aanvullingen", {"gevraagd": ["Uw begroting"]})
    body = {"toelichting": "Hierbij.", "kvkNummer": "87654321"}
    answer = await subsidies.post(f"/aanvragen/{one['id']}/aanvullingen/_beantwoorden", body, rol="aanvrager")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:risb:probleem:andere-aanvrager")


async def test_an_unanswered_request_ends_in_leaving_aside(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(kvkNummer=None)
    pad, body = f"/aanvragen/{one['id']}/besluiten", {"soort": "buiten-behandeling", "motivering": "Niet aangevuld."}
    early = await subsidies.post(pad, body)
    assert (early.status_code, early.json()["type"]) == (409, "urn:risb:probleem:hersteltermijn-nodig")
    await subsidies.post(f"/aanvragen/{one['id']}/aanvullingen", {"gevraagd": ["Uw KvK-nummer"]})
    subsidies.op(dt.date(2026, 9, 29))
    late = await subsidies.post(pad, body)
    assert (late.status_code, late.json()["soort"], late.json()["bezwaarTot"]) == (
        201, "buiten-behandeling", "2026-11-10",
    )  # fmt: skip
    assert (await subsidies.get(f"/aanvragen/{one['id']}")).json()["status"] == "buiten-behandeling"


async def test_an_insufficient_answer_is_asked_again_or_ends_after_a_hearing(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(kvkNummer=None)
    pad, aside = f"/aanvragen/{one['id']}", {"soort": "buiten-behandeling", "motivering": "Niet genoeg."}
    for _ in range(2):
        await subsidies.post(f"{pad}/aanvullingen", {"gevraagd": ["Uw KvK-nummer"]})
        await subsidies.post(f"{pad}/aanvullingen/_beantwoorden", {"toelichting": "Later."}, rol="aanvrager")
        assert (await subsidies.beoordeel(one, toereikend=False)).json()["status"] == "ingediend"
    unheard = await subsidies.post(f"{pad}/besluiten", aside)
    assert (unheard.status_code, unheard.json()["type"]) == (409, "urn:risb:probleem:zienswijze-nodig")
    await subsidies.post(f"{pad}/zienswijzen", {"voornemen": "Wij willen uw aanvraag niet behandelen."})
    await subsidies.post(f"{pad}/zienswijzen/_beantwoorden", {}, rol="aanvrager")
    assert (await subsidies.post(f"{pad}/besluiten", aside)).status_code == 201


async def test_the_body_names_the_version_for_those_who_edit(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    answer = await subsidies.get(f"/aanvragen/{one['id']}")
    assert answer.headers["etag"] == '"1"'


async def test_a_repeated_application_is_logged_as_the_reading_that_it_is(subsidies: Subsidies) -> None:
    body = aanvraag_body(titel="Wijkmaaltijd in de herfst")
    first, second = [
        await subsidies.post("/aanvragen", body, rol="aanvrager", sub="aanvrager-1", sleutel="een") for _ in range(2)
    ]
    assert (first.status_code, first.json()) == (201, second.json())
    looks = await subsidies.rows("SELECT gebruiker, activiteit, naam, betrokkene FROM verwerkingslog ORDER BY id")
    assert len(looks) == 2
    assert looks[0] == looks[1]
