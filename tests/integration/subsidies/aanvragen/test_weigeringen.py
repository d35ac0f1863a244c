"""What an application says no to; that nothing changed by it is looked at around every test (tests/builders)."""

import pytest

from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie


@pytest.mark.parametrize("uiterlijk", ["2026-09-14", "2026-09-27"])
async def test_a_term_to_mend_of_less_than_two_weeks_is_refused(subsidies: Subsidies, uiterlijk: str) -> None:
    await subsidies.publiceer()
    one = await subsidies.dien_in(kvkNummer=None)
    vraag = {"gevraagd": ["Uw KvK-nummer"], "uiterlijk": uiterlijk}
    antwoord = await subsidies.post(f"/aanvragen/{one['id']}/aanvullingen", vraag)
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:hersteltermijn-te-kort")


@pytest.mark.parametrize("reactie", ["Dat klopt niet.", None])
async def test_a_view_is_given_once(subsidies: Subsidies, reactie: str | None) -> None:
    await subsidies.publiceer()
    one = await subsidies.dien_in()
    pad = f"/aanvragen/{one['id']}/zienswijzen"
    await subsidies.post(pad, {"voornemen": "Wij willen weigeren."})
    assert (await subsidies.post(f"{pad}/_beantwoorden", {"reactie": reactie}, rol="aanvrager")).status_code == 200
    antwoord = await subsidies.post(f"{pad}/_beantwoorden", {"reactie": "Nog iets."}, rol="aanvrager")
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:risb:probleem:zienswijze-al-gegeven")
