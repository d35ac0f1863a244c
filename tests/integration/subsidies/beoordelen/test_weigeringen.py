"""What an assessment says no to; that nothing changed by it is looked at around every test (tests/builders)."""

import pytest

from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie


async def test_what_is_decided_is_not_screened_any_more(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    one = await subsidies.dien_in()
    assert (await subsidies.verleen(one, 450_000)).status_code == 201
    antwoord = await subsidies.post(f"/aanvragen/{one['id']}/_screenen")
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:risb:probleem:al-besloten")


@pytest.mark.parametrize("uitkomst", ["lbb", "eigen-onderzoek"])
async def test_a_small_amount_gets_no_heavy_research(subsidies: Subsidies, uitkomst: str) -> None:
    await subsidies.publiceer()
    await subsidies.ontvang("AanbiederGeregistreerd.v1")
    await subsidies.ontvang("OvereenkomstGesloten.v1")
    one = await subsidies.dien_in()
    (punt,) = await subsidies.punten(one)
    antwoord = await subsidies.handel_af(one, punt, uitkomst)
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:risb:probleem:niet-evenredig")
