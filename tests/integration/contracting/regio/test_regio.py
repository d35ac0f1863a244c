import pytest

from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie


async def deelnemers(bureau: Bureau, vraag: str) -> list[str]:
    antwoord = await bureau.wie.client.get(f"/v1/regio-deelnames?{vraag}")
    return [one["gemeente"] for one in antwoord.json()["resultaten"]]


ALLES = ["0307", "0308", "0313", "0327", "0342", "0351"]


WIE_WANNEER = {
    "dienst=wmo": ALLES,
    "dienst=jw": ["0307", "0308", "0313", "0317", "0327", "0342", "0351"],
    "dienst=werkbedrijf": ["0267", *ALLES],
    "dienst=omnv": ["0267", *ALLES],
    "dienst=omnv&datum=2021-12-31": ["0267", *ALLES[:5], "0345", "0351"],
    "dienst=omnv&datum=2022-01-01": ["0267", *ALLES],
    "dienst=wmo&datum=2014-12-31": [],
}


async def test_who_takes_what_and_when(bureau: Bureau) -> None:
    assert {vraag: await deelnemers(bureau, vraag) for vraag in WIE_WANNEER} == WIE_WANNEER


def test_what_stood_at_the_start_is_told_once(bureau: Bureau) -> None:
    verteld = bureau.gebeurtenissen("RegioDeelnameVastgelegd")
    plekken = [(one["gemeente"], one["dienst"], one["van"]) for one in verteld]
    assert len(plekken) == len(set(plekken)) == 28
    assert {"gemeente": "0345", "dienst": "omnv", "van": "2015-01-01", "tot": "2021-12-31"}.items() <= next(
        one for one in verteld if one["gemeente"] == "0345"
    ).items()


async def test_a_new_period_is_stored_and_told_once(bureau: Bureau) -> None:
    body = {"gemeente": "0384", "dienst": "wmo", "van": "2020-01-01"}
    for _ in range(2):
        antwoord = await bureau.post("/regio-deelnames", body)
        assert (antwoord.status_code, antwoord.json()) == (201, {**body, "tot": None})
    assert [one["van"] for one in bureau.gebeurtenissen("RegioDeelnameVastgelegd") if one["gemeente"] == "0384"] == [
        "2020-01-01"
    ]
    assert "0384" in await deelnemers(bureau, "dienst=wmo")


async def test_the_last_day_of_a_period_can_be_set(bureau: Bureau) -> None:
    await bureau.post(
        "/regio-deelnames", {"gemeente": "0351", "dienst": "wmo", "van": "2015-01-01", "tot": "2026-12-31"}
    )
    assert "0351" not in await deelnemers(bureau, "dienst=wmo&datum=2027-01-01")
    (verteld,) = [
        one
        for one in bureau.gebeurtenissen("RegioDeelnameVastgelegd")
        if (one["gemeente"], one["tot"]) == ("0351", "2026-12-31")
    ]
    assert verteld["dienst"] == "wmo"


async def test_an_overlapping_period_is_refused(bureau: Bureau) -> None:
    antwoord = await bureau.post("/regio-deelnames", {"gemeente": "0307", "dienst": "wmo", "van": "2026-01-01"})
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:deelname-overlapt")
