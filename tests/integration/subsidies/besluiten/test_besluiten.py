import asyncio
import datetime as dt
from typing import Any

import pytest

from tests.builders.subsidies import ANDER_IBAN, BSN, bewaard, opgave, regeling_body
from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie
VERDACHT: dict[str, Any] = {"opgerichtOp": "2026-08-01", "begroting": {"kostenCent": 450_000}}


@pytest.fixture(autouse=True)
async def _regeling(subsidies: Subsidies) -> None:
    await subsidies.publiceer()


def slug(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition(":")[2]


async def test_a_grant_tells_its_terms_and_the_others(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    answer = await subsidies.verleen(one, 450_000)
    besluit = answer.json()
    assert answer.status_code == 201
    assert (besluit["verleendCent"], besluit["directVastgesteld"], besluit["teLaat"]) == (450_000, True, False)
    assert (besluit["bezwaarTot"], besluit["betalingUiterlijk"]) == ("2026-10-26", "2026-10-26")
    assert await subsidies.events("SubsidieVerleend") == [
        {
            "aanvraag_id": one["id"],
            "regeling_code": "PID-2026",
            "regeling_versie": 1,
            "gemeente": "0307",
            "programmalijn": "2.1.1",
            "jaar": 2026,
            "verleend_cent": 450_000,
            "direct_vastgesteld": True,
            "besluitdatum": dt.date(2026, 9, 14),
            "geweigerd_cent": 0,
            "gronden": [],
            "trace": one["correlatieId"],
        }
    ]
    assert (await subsidies.get(f"/aanvragen/{one['id']}")).json()["besluit"]["id"] == besluit["id"]


async def test_a_refusal_tells_grounds_with_articles(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    answer = await subsidies.weiger(one, "awb-4-35-1-a")
    assert answer.status_code == 201
    assert answer.json()["gronden"][0]["artikel"] == "artikel 4:35, eerste lid, onder a, Awb"
    (event,) = await subsidies.events("SubsidieGeweigerd")
    assert event["gronden"] == [{"code": "awb-4-35-1-a", "toelichting": ""}]
    assert event["trace"] == one["correlatieId"]


async def test_an_application_is_decided_once_also_in_parallel(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    answers = await asyncio.gather(*(subsidies.verleen(one, 450_000) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert len(await subsidies.events("SubsidieVerleend")) == 1


@pytest.mark.timeout(600)
async def test_two_hundred_parallel_grants_never_pass_the_plafond(subsidies: Subsidies) -> None:
    plafonds: list[dict[str, Any]] = [regeling_body()["plafonds"][0] | {"bedragCent": 2_000_000}]
    await subsidies.publiceer(code="KLEIN-2026", plafonds=plafonds)
    async with subsidies.edge.uow() as uow:
        scheme = await uow.regelingen.read("KLEIN-2026", 1)
        filed = [
            await bewaard(uow, scheme, regeling_code="KLEIN-2026", opgave=opgave(gevraagd_cent=100_000))
            for _ in range(200)
        ]
        await uow.commit()
    # All were complete at one moment: the lot says who goes first.
    await subsidies.loot({"id": str(filed[0].id)})
    answers = await asyncio.gather(*(subsidies.verleen({"id": str(one.id)}, 100_000) for one in filed))
    # Who was told that there is no room came again: at the end each is decided, and nobody met a fault.
    codes = [answer.status_code for answer in answers]
    assert (codes.count(201), codes.count(409)) == (20, 180)
    # Before the money is gone the lot says no, and afterwards the plafond.
    said = {slug(one)[1] for one in answers if one.status_code == 409}
    assert said <= {"plafond-ontoereikend", "eerdere-aanvragen-eerst"}
    assert await subsidies.rows("SELECT verleend_cent FROM plafond WHERE regeling_code = 'KLEIN-2026'") == [
        (2_000_000,)
    ]
    events = await subsidies.events("SubsidieVerleend")
    assert sum(one["verleend_cent"] for one in events) == 2_000_000


async def test_parts_are_granted_until_the_plafond_is_exactly_used(subsidies: Subsidies) -> None:
    plafonds = [regeling_body()["plafonds"][0] | {"bedragCent": 1_050}]
    await subsidies.publiceer(code="DEELS-2026", plafonds=plafonds, deelsVerlenen=True)
    filed = [await subsidies.dien_in(regelingCode="DEELS-2026", gevraagdCent=100) for _ in range(14)]
    await subsidies.loot(filed[0])
    # The one that gets the rest comes after all that go before it by lot.
    answers = [one for _ in range(2) for one in await asyncio.gather(*(subsidies.verleen(one, 100) for one in filed))]
    verleend = sorted(one.json()["verleendCent"] for one in answers if one.status_code == 201)
    assert verleend == [50] + [100] * 10


async def test_case_38_the_first_complete_application_goes_before(subsidies: Subsidies) -> None:
    plafonds = [regeling_body()["plafonds"][0] | {"bedragCent": 450_000}]
    await subsidies.publiceer(code="EEN-2026", plafonds=plafonds)
    first_filed = await subsidies.dien_in(regelingCode="EEN-2026", kvkNummer=None)
    await subsidies.post(f"/aanvragen/{first_filed['id']}/aanvullingen", {"gevraagd": ["kvk"]})
    subsidies.op(dt.date(2026, 9, 15))
    first_complete = await subsidies.dien_in(regelingCode="EEN-2026")
    subsidies.op(dt.date(2026, 9, 16))
    body = {"toelichting": "Hierbij.", "kvkNummer": "12345678"}
    await subsidies.post(f"/aanvragen/{first_filed['id']}/aanvullingen/_beantwoorden", body, rol="aanvrager")
    assert slug(await subsidies.verleen(first_filed, 450_000)) == (409, "stap-niet-mogelijk")
    await subsidies.beoordeel(first_filed)
    assert slug(await subsidies.verleen(first_filed, 450_000)) == (409, "eerdere-aanvragen-eerst")
    assert (await subsidies.verleen(first_complete, 450_000)).status_code == 201
    assert slug(await subsidies.verleen(first_filed, 450_000)) == (409, "plafond-ontoereikend")
    assert (await subsidies.weiger(first_filed, "awb-4-25-2")).status_code == 201


async def test_the_plafond_is_no_ground_while_there_is_room(subsidies: Subsidies) -> None:
    assert slug(await subsidies.weiger(await subsidies.dien_in(), "awb-4-25-2")) == (409, "plafond-niet-bereikt")


async def test_other_facts_need_a_hearing_first(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    assert slug(await subsidies.weiger(one, "awb-4-35-2-a")) == (409, "zienswijze-nodig")
    asked = await subsidies.post(f"/aanvragen/{one['id']}/zienswijzen", {"voornemen": "Wij willen weigeren."})
    assert (asked.status_code, asked.json()["zienswijze"]["uiterlijk"]) == (201, "2026-09-28")
    assert slug(await subsidies.weiger(one, "awb-4-35-2-a")) == (409, "zienswijze-nodig")
    pad = f"/aanvragen/{one['id']}/zienswijzen/_beantwoorden"
    given = await subsidies.post(pad, {"reactie": "Dat klopt niet."}, rol="aanvrager")
    assert given.json()["zienswijze"]["reactie"] == "Dat klopt niet."
    assert (await subsidies.weiger(one, "awb-4-35-2-a")).status_code == 201


async def test_a_screening_asks_people_and_the_decision_waits_for_them(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(**VERDACHT)
    answer = await subsidies.post(f"/aanvragen/{one['id']}/_screenen")
    signalen = answer.json()["resultaten"]
    assert [(two["regel"], two["bron"], two.get("uitkomst")) for two in signalen] == [
        ("SCR-01", "screening", None),
        ("SCR-04", "screening", None),
    ]
    assert all(two["waarom"] and two["verklaringen"] and two["vragen"] for two in signalen)
    read = (await subsidies.get(f"/aanvragen/{one['id']}")).json()
    assert (read["status"], read["beslisdatum"], read["screeningOp"]) == ("compleet", "2026-11-09", None)
    for work in (subsidies.verleen(one, 450_000), subsidies.weiger(one, "awb-4-35-1-a")):
        assert slug(await work) == (409, "aandachtspunten-open")
    await subsidies.handel_af(one, signalen[0], "verklaard")
    assert await subsidies.events("ScreeningAfgerond") == []
    await subsidies.handel_af(one, signalen[1], "geen-gevolg")
    (event,) = await subsidies.events("ScreeningAfgerond")
    assert event["trace"] == one["correlatieId"]
    assert sorted((two["regel"], two["uitkomst"]) for two in event["signalen"]) == [
        ("SCR-01", "verklaard"),
        ("SCR-04", "geen-gevolg"),
    ]
    assert (await subsidies.verleen(one, 450_000)).status_code == 201


async def test_screening_twice_raises_nothing_twice(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(**VERDACHT)
    for _ in range(2):
        await subsidies.post(f"/aanvragen/{one['id']}/_screenen")
    assert len(await subsidies.punten(one)) == 2


async def test_a_small_clean_application_is_screened_without_signals(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(gevraagdCent=40_000)
    assert (await subsidies.post(f"/aanvragen/{one['id']}/_screenen")).json()["resultaten"] == []
    (event,) = await subsidies.events("ScreeningAfgerond")
    assert event["signalen"] == []


async def test_from_the_threshold_on_a_grant_needs_a_screening(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(gevraagdCent=2_500_000)
    assert slug(await subsidies.verleen(one, 2_500_000)) == (409, "screening-ontbreekt")
    await subsidies.post(f"/aanvragen/{one['id']}/_screenen")
    for punt in await subsidies.punten(one):
        await subsidies.handel_af(one, punt, "verklaard")
    assert (await subsidies.verleen(one, 2_500_000)).status_code == 201


async def test_the_same_text_of_other_applicants_is_a_signal(subsidies: Subsidies) -> None:
    await subsidies.dien_in(sub="aanvrager-2", kvkNummer="87654321", iban=ANDER_IBAN)
    one = await subsidies.dien_in(**VERDACHT)
    await subsidies.post(f"/aanvragen/{one['id']}/_screenen")
    assert [two["regel"] for two in await subsidies.punten(one)] == ["SCR-01", "SCR-04", "SCR-06"]


async def test_short_texts_are_alike_by_accident(subsidies: Subsidies) -> None:
    await subsidies.dien_in(sub="aanvrager-2", kvkNummer="87654321", iban=ANDER_IBAN, doel="Samen eten")
    one = await subsidies.dien_in(**VERDACHT, doel="Samen eten")
    await subsidies.post(f"/aanvragen/{one['id']}/_screenen")
    assert [two["regel"] for two in await subsidies.punten(one)] == ["SCR-01", "SCR-04"]


async def test_an_incomplete_application_can_be_refused(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(kvkNummer=None)
    assert (await subsidies.weiger(one, "awb-4-35-1-a")).status_code == 201


async def test_an_unknown_point_is_not_found_and_a_final_outcome_stays(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in(**VERDACHT)
    await subsidies.post(f"/aanvragen/{one['id']}/_screenen")
    punt = (await subsidies.punten(one))[0]
    assert (await subsidies.handel_af(one, {"id": one["id"]}, "verklaard")).status_code == 404
    assert (await subsidies.handel_af(one, punt, "verklaard")).status_code == 200
    assert slug(await subsidies.handel_af(one, punt, "lbb")) == (409, "al-afgehandeld")


async def test_a_grant_is_a_public_row_and_a_resident_stays_unnamed(subsidies: Subsidies) -> None:
    stichting = await subsidies.dien_in()
    resident = await subsidies.dien_in(
        sub="aanvrager-2", soort="natuurlijk-persoon", kvkNummer=None, naam="Proefpersoon", bsn=BSN, titel="Feest",
        gevraagdCent=45_000, iban=ANDER_IBAN,
    )  # fmt: skip
    await subsidies.verleen(stichting, 450_000)
    await subsidies.verleen(resident, 45_000)
    await subsidies.weiger(await subsidies.dien_in(), "awb-4-35-1-a")
    answer = await subsidies.get("/subsidieregister?jaar=2026", rol=None)
    rows = {one["ontvanger"]: one for one in answer.json()["resultaten"]}
    assert set(rows) == {"Stichting Buurtkracht", "Inwoner"}
    assert (rows["Inwoner"].get("wijk"), rows["Inwoner"]["activiteit"]) == (None, "Projecten #InDeBuurt")
    for private in ("Proefpersoon", "Feest", BSN, resident["id"], stichting["id"]):
        assert private not in answer.text
    assert (await subsidies.get("/subsidieregister?jaar=2025", rol=None)).json()["resultaten"] == []


async def test_the_register_pages_through_every_grant(subsidies: Subsidies) -> None:
    for _ in range(3):
        await subsidies.verleen(await subsidies.dien_in(gevraagdCent=100), 100)
    seen, pad = [], "/subsidieregister?limiet=2&gemeente=0307&regelingCode=PID-2026"
    page = (await subsidies.get(pad, rol=None)).json()
    seen += page["resultaten"]
    page = (await subsidies.get(f"{pad}&na={page['volgende']}", rol=None)).json()
    assert len({one["id"] for one in seen + page["resultaten"]}) == 3
    assert page.get("volgende") is None
    assert (await subsidies.get("/subsidieregister?na=onzin", rol=None)).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"soort": "verlenen", "bedragCent": 1, "motivering": "x", "gronden": [{"code": "bibob-3", "toelichting": "x"}]},
        {"soort": "weigeren", "bedragCent": 1, "motivering": "x"},
        {"soort": "weigeren", "motivering": "x"},
        {"soort": "verlenen", "motivering": "x"},
        {"soort": "verlenen", "bedragCent": 450_001, "motivering": "x"},
        {"soort": "anders", "motivering": "x"},
    ],
)
async def test_a_decision_that_does_not_fit_its_kind_is_refused(subsidies: Subsidies, body: dict[str, Any]) -> None:
    one = await subsidies.dien_in()
    assert (await subsidies.post(f"/aanvragen/{one['id']}/besluiten", body)).status_code == 400
    assert (await subsidies.get(f"/aanvragen/{one['id']}")).json()["status"] == "compleet"
