"""The official 301, 302, 305 and 307 through the whole service; what is answered holds under the official schemas."""

import pytest

from tests.builders.declaraties import Dienst
from tests.unit.declaraties.bouwers import voorbeeld
from tests.unit.declaraties.officieel import officieel_schema, valide

AMSTERDAM, DIEMEN = "0363", "0384"


async def stuur(dienst: Dienst, data: bytes, wie: dict[str, str]) -> str:
    antwoord = await dienst.dien_in(data, wie)
    assert antwoord.status_code == 202, antwoord.text
    await dienst.verwerk()
    return str(antwoord.json()["id"])


@pytest.mark.parametrize("naam", ["WMO301", "JW301"])
async def test_an_official_301_is_taken_in_and_answered_with_a_302(dienst: Dienst, naam: str) -> None:
    await dienst.neem_deel(DIEMEN, naam[:-3].lower())

    kenmerk = await stuur(dienst, voorbeeld(naam), dienst.als("zorgadministratie", gemeente=DIEMEN))

    antwoord = await dienst.antwoord(kenmerk)
    assert (await dienst.stand(kenmerk))["status"] == "verwerkt", await dienst.fouten(kenmerk)
    assert valide(officieel_schema(naam[:-3].lower(), "302"), antwoord)
    assert b"RetourCode>" not in antwoord


@pytest.mark.parametrize(
    ("naam", "retour", "status"),
    [
        ("WMO305", "306", "gestart"),
        ("WMO307", "308", "gestopt"),
        ("JW305", "306", "gestart"),
        ("JW307", "308", "gestopt"),
    ],
)
async def test_an_official_start_or_stop_is_kept_and_answered(
    dienst: Dienst, naam: str, retour: str, status: str
) -> None:
    await dienst.neem_deel(AMSTERDAM, naam[:-3].lower())
    # signed before the day of the tests
    data = voorbeeld(naam).replace(b">2026-", b">2025-")
    aanbieder = dienst.als("aanbieder", agb="65656055")

    kenmerk = await stuur(dienst, data, aanbieder)

    stand = await dienst.stand(kenmerk)
    assert stand["status"] == "verwerkt", await dienst.fouten(kenmerk)
    antwoord = await dienst.antwoord(kenmerk)
    assert f"{naam[:-3].lower()}{retour}".encode() in antwoord
    if naam.startswith("JW"):
        assert valide(officieel_schema("jw", retour), antwoord)
    leveringen = (await dienst.client.get("/v1/leveringen", headers=aanbieder)).json()["resultaten"]
    assert {een["status"] for een in leveringen} == {status}


async def test_the_official_302_answers_no_301_of_ours(dienst: Dienst) -> None:
    kenmerk = await stuur(dienst, voorbeeld("JW302"), dienst.als("aanbieder", agb="42420001"))

    stand = await dienst.stand(kenmerk)
    assert (stand["status"], "geen 301" in stand["reden"]) == ("afgekeurd", True)
