"""Every kind of bad token, over HTTP, against every service: the same 401, which does not say what was wrong."""

from dataclasses import replace

import pytest

from tests.builders.tokens import BAD, token, verifier

from .conftest import Bezoek
from .tabel import MET_TABEL, read_table
from .test_matrix import filled

EXPECTED = {
    "type": "urn:risb:probleem:niet-aangemeld",
    "title": "Niet aangemeld",
    "status": 401,
    "detail": "Stuur een geldig toegangsbewijs mee (Authorization: Bearer).",
}


def a_protected_path(dienst: str) -> str:
    """A list that the role of the good token may read, else the feed that every service has."""
    rows = [regel for regel in read_table(dienst) if regel.methode == "GET" and regel.cellen["inkoper"] == "ja"]
    return filled(
        next((regel.pad for regel in rows if "{" not in regel.pad and "stroom" not in regel.pad), "/v1/gebeurtenissen")
    )


@pytest.mark.parametrize("dienst", MET_TABEL)
async def test_every_bad_token_gives_the_same_answer_without_detail(bezoek: Bezoek, dienst: str) -> None:
    path = a_protected_path(dienst)
    async with bezoek(dienst) as running:
        running.app.state.edge = replace(running.app.state.edge, verifier=verifier())
        good = await running.client.get(
            path, headers={"Authorization": f"Bearer {token(rollen=['inkoper', 'operations'])}"}
        )
        assert good.status_code == 200
        for kind, make in BAD.items():
            answer = await running.client.get(path, headers={"Authorization": f"Bearer {make()}"})
            problem = answer.json()
            problem.pop("correlatieId")
            assert (answer.status_code, problem) == (401, EXPECTED), kind
            assert answer.headers["content-type"] == "application/problem+json", kind
            assert answer.headers["www-authenticate"] == "Bearer", kind


@pytest.mark.parametrize("dienst", MET_TABEL)
async def test_another_scheme_or_a_token_elsewhere_is_no_token(bezoek: Bezoek, dienst: str) -> None:
    path, good = a_protected_path(dienst), token(rollen=["inkoper", "operations"])
    async with bezoek(dienst) as running:
        running.app.state.edge = replace(running.app.state.edge, verifier=verifier())
        for header in ("", "Bearer", "Basic cHJvZWY6cHJvZWY=", good, f"bearer: {good}", f"DPoP {good}"):
            headers = {"Authorization": header, "Cookie": f"token={good}"}
            answer = await running.client.get(path, headers=headers, params={"access_token": good})
            assert answer.status_code == 401, header[:12]
            assert good not in answer.text
