import datetime as dt
from typing import Any

import pytest

from tests.builders.subsidies import aanvraag_body, regeling_body
from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie


async def test_the_example_of_the_scheme_is_published_and_read_back(subsidies: Subsidies) -> None:
    published = await subsidies.publiceer()
    read = (await subsidies.get("/regelingen/PID-2026", rol=None)).json()
    assert read == published
    assert {name: read[name] for name in regeling_body() if name != "plafonds"} == {
        name: value for name, value in regeling_body().items() if name != "plafonds"
    }


async def test_a_published_version_never_changes(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    again = await subsidies.post("/regelingen", regeling_body(titel="Anders"))
    assert (again.status_code, again.json()["type"]) == (409, "urn:risb:probleem:versie-klopt-niet")
    second = await subsidies.publiceer(versie=2, titel="Anders")
    assert second["titel"] == "Anders"
    first = (await subsidies.get("/regelingen/PID-2026?versie=1", rol=None)).json()
    assert first["titel"] == regeling_body()["titel"]


async def test_a_scheme_with_faults_names_them_all(subsidies: Subsidies) -> None:
    body = regeling_body(openstelling={"van": "2026-12-31", "tot": "2026-01-01"}, gemeenten=["0307", "0342"])
    answer = await subsidies.post("/regelingen", body)
    assert answer.status_code == 400
    assert [one["veld"] for one in answer.json()["fouten"]] == ["openstelling", "plafonds"]


async def test_five_faults_in_a_body_come_at_once(subsidies: Subsidies) -> None:
    body = regeling_body(code="pid", versie=0, gemeenten=["307"], programmalijn="2,1", kleur="blauw")
    answer = await subsidies.post("/regelingen", body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert sorted(one["veld"] for one in answer.json()["fouten"]) == [
        "code", "gemeenten.0", "kleur", "programmalijn", "versie",
    ]  # fmt: skip


async def test_another_way_of_dividing_is_refused_with_the_choices(subsidies: Subsidies) -> None:
    answer = await subsidies.post("/regelingen", regeling_body(methode="rangschikking"))
    assert [one["veld"] for one in answer.json()["fouten"]] == ["methode"]


async def test_the_stand_of_the_plafonds_follows_the_grants(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    await subsidies.verleen(await subsidies.dien_in(), 450_000)
    standen = (await subsidies.get("/regelingen/PID-2026/plafonds", rol=None)).json()["resultaten"]
    assert [(one.get("wijk"), one["bedragCent"], one["verleendCent"], one["ruimteCent"]) for one in standen] == [
        (None, 50_000_000, 0, 50_000_000),
        ("Liendert", 6_000_000, 450_000, 5_550_000),
    ]


async def test_a_new_version_may_raise_a_plafond_and_keeps_what_was_granted(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    await subsidies.verleen(await subsidies.dien_in(), 450_000)
    plafonds: list[dict[str, Any]] = regeling_body()["plafonds"]
    plafonds[1]["bedragCent"] = 7_000_000
    await subsidies.publiceer(versie=2, plafonds=plafonds)
    standen = (await subsidies.get("/regelingen/PID-2026/plafonds", rol=None)).json()["resultaten"]
    assert (standen[1]["bedragCent"], standen[1]["verleendCent"]) == (7_000_000, 450_000)


async def test_a_new_version_may_not_lower_a_plafond(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    plafonds: list[dict[str, Any]] = regeling_body()["plafonds"]
    plafonds[1]["bedragCent"] = 5_999_999
    answer = await subsidies.post("/regelingen", regeling_body(versie=2, plafonds=plafonds))
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:risb:probleem:plafond-verlaagd")
    assert (await subsidies.get("/regelingen/PID-2026", rol=None)).json()["versie"] == 1


async def test_an_unknown_scheme_is_not_found(subsidies: Subsidies) -> None:
    for pad in ("/regelingen/ONBEKEND", "/regelingen/ONBEKEND/plafonds", "/regelingen/ONBEKEND?versie=2"):
        assert (await subsidies.get(pad, rol=None)).status_code == 404


async def test_the_list_filters_on_gemeente_and_window(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    await subsidies.publiceer(code="OUD-2025", openstelling={"van": "2025-01-01", "tot": "2025-12-31"})
    lists = {
        pad: [one["code"] for one in (await subsidies.get(pad, rol=None)).json()["resultaten"]]
        for pad in ("/regelingen", "/regelingen?openNu=true", "/regelingen?gemeente=0342")
    }
    assert list(lists.values()) == [["OUD-2025", "PID-2026"], ["PID-2026"], []]


async def test_the_entrance_answers_without_a_login_and_keeps_nothing(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    vraag = {"postcode": "3822 AB", "wijk": "Liendert", "soort": "groep", "bedragCent": 45_000, "datum": "2026-12-12"}
    answer = (await subsidies.client.post("/v1/aanvraaghulp", json=vraag)).json()
    assert answer["gemeente"] == "0307"
    assert answer["resultaten"][0] | {"nodig": []} == {
        "regelingCode": "PID-2026",
        "titel": "Projecten #InDeBuurt",
        "past": True,
        "redenen": [],
        "aanvragenTot": "2026-12-31",
        "beslisdatum": "2026-11-09",
        "nodig": [],
    }
    buiten = (await subsidies.client.post("/v1/aanvraaghulp", json=vraag | {"postcode": "3861"})).json()
    assert buiten["resultaten"][0]["redenen"] == ["Uw gemeente doet niet mee met deze regeling."]


async def test_the_entrance_asks_for_a_place_in_the_region(subsidies: Subsidies) -> None:
    vraag = {"postcode": "1012", "soort": "groep", "bedragCent": 1, "datum": "2026-12-12"}
    answer = await subsidies.client.post("/v1/aanvraaghulp", json=vraag)
    assert (answer.status_code, answer.json()["fouten"][0]["veld"]) == (400, "postcode")


async def test_a_withdrawn_scheme_handles_what_was_filed_and_takes_in_no_more(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    eerder = await subsidies.dien_in()
    pad, body = "/regelingen/PID-2026/_intrekken", {"van": "2026-09-15", "reden": "Er komt een nieuwe regeling."}
    terug = await subsidies.post(pad, {**body, "van": "2026-09-14"}, sub="ander")
    assert (terug.status_code, terug.json()["type"]) == (400, "urn:risb:probleem:intrekking-werkt-terug")
    assert (await subsidies.post(pad, body)).status_code == 403
    answer = await subsidies.post(pad, body, sub="ander")
    assert (answer.status_code, answer.json()["ingetrokken"]) == (200, body)
    weer = await subsidies.post(pad, body, sub="ander")
    assert (weer.status_code, weer.json()["type"]) == (409, "urn:risb:probleem:al-ingetrokken")
    assert len((await subsidies.get("/regelingen?openNu=true", rol=None)).json()["resultaten"]) == 1
    subsidies.op(dt.date(2026, 9, 15))
    assert (await subsidies.get("/regelingen?openNu=true", rol=None)).json()["resultaten"] == []
    assert (await subsidies.get("/regelingen/PID-2026", rol=None)).json()["ingetrokken"] == body
    refused = await subsidies.post("/aanvragen", aanvraag_body(), rol="aanvrager")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:risb:probleem:regeling-ingetrokken")
    assert body["reden"] in refused.json()["detail"]
    assert (await subsidies.verleen(eerder, 450_000)).status_code == 201
