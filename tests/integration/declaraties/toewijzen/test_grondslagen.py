"""Many grounds in one call: all or none, told by place, and the same again changes nothing."""

from typing import Any

import httpx
import pytest

from tests.builders.declaraties import ANDERE_GEMEENTE, GEMEENTE, Dienst, product, toewijzing

pytestmark = pytest.mark.integratie


def grond(nummer: int, **anders: Any) -> dict[str, Any]:
    gewoon = {"gemeente": GEMEENTE, "wet": "wmo", "soort": "beschikking", "datum": "2025-12-01"}
    return {**gewoon, "toewijzingNummer": nummer, **anders}


async def stuur(dienst: Dienst, *grondslagen: dict[str, Any], **koppen: str) -> httpx.Response:
    return await dienst.client.post(
        "/v1/grondslagen/_reeks", json={"grondslagen": list(grondslagen)}, headers={**dienst.gemeente, **koppen}
    )


async def test_every_ground_of_the_list_makes_its_toewijzing_valid(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.wijs_toe(toewijzing(product(101)))

    antwoord = await stuur(dienst, grond(102), grond(101))

    assert (antwoord.status_code, antwoord.json()) == (201, {"vastgelegd": 2, "zonderToewijzing": [0]})
    assert dienst.sql("SELECT nummer, geldig FROM toewijzing") == [(101, True)]
    assert dienst.sql("SELECT toewijzing_nummer FROM grondslag ORDER BY 1") == [(101,), (102,)]
    assert [one["geldig"] for one in dienst.events("ToewijzingVastgelegd")] == [False, True]


async def test_one_wrong_ground_keeps_all_out_and_every_fault_is_told(dienst: Dienst) -> None:
    antwoord = await stuur(
        dienst, grond(1), grond(2, datum="2026-06-02"), grond(3, soort="huisarts"), grond(1, kenmerk="weer")
    )

    assert antwoord.status_code == 400
    assert [(one["veld"], one["code"]) for one in antwoord.json()["fouten"]] == [
        ("grondslagen.1.datum", "datum-in-toekomst"),
        ("grondslagen.2.soort", "grondslag-past-niet-bij-wet"),
        ("grondslagen.3.toewijzingNummer", "toewijzing-dubbel"),
    ]
    assert dienst.sql("SELECT count(*) FROM grondslag") == [(0,)]


async def test_a_ground_of_another_gemeente_keeps_all_out(dienst: Dienst) -> None:
    antwoord = await stuur(dienst, grond(1), grond(2, gemeente=ANDERE_GEMEENTE))

    assert antwoord.status_code == 403
    assert antwoord.json()["fouten"][0]["veld"] == "grondslagen.1.gemeente"
    assert dienst.sql("SELECT count(*) FROM grondslag") == [(0,)]


async def test_the_same_list_again_tells_and_changes_nothing(dienst: Dienst) -> None:
    await dienst.neem_deel()
    await dienst.wijs_toe(toewijzing(product(101)))
    eerste = await stuur(dienst, grond(101), **{"Idempotency-Key": "reeks-1"})
    verteld = len(dienst.events("ToewijzingVastgelegd"))

    zelfde = await stuur(dienst, grond(101), **{"Idempotency-Key": "reeks-1"})
    weer = await stuur(dienst, grond(101))

    assert eerste.json() == zelfde.json() == weer.json() == {"vastgelegd": 1, "zonderToewijzing": []}
    assert len(dienst.events("ToewijzingVastgelegd")) == verteld


@pytest.mark.parametrize("aantal", [0, 501])
async def test_a_list_has_between_one_and_five_hundred_grounds(dienst: Dienst, aantal: int) -> None:
    antwoord = await stuur(dienst, *(grond(nummer) for nummer in range(aantal)))

    assert antwoord.status_code in {400, 422}
    assert dienst.sql("SELECT count(*) FROM grondslag") == [(0,)]


async def test_five_hundred_grounds_pass_in_one_call(dienst: Dienst) -> None:
    antwoord = await stuur(dienst, *(grond(nummer) for nummer in range(500)))

    assert antwoord.json()["vastgelegd"] == 500
    assert dienst.sql("SELECT count(*) FROM grondslag") == [(500,)]
