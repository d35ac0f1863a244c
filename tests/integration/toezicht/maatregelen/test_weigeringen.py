"""What a measure says no to; that nothing changed by it is looked at around every test (tests/builders)."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.builders.diensten import Aanroeper
from tests.builders.toezicht import AGB

pytestmark = pytest.mark.integratie
STOP = {"soort": "clientenstop", "van": "2026-05-10", "gemeenten": ["0307"], "grond": "Overeenkomst artikel 3.5.5."}
EINDE = {"einddatum": "2026-07-01", "reden": "Hersteld volgens de hercontrole."}
Koppen = dict[str, str]


@pytest.fixture
async def pad(dienst: Aanroeper, rechtmatigheid: Koppen, zaak: dict[str, Any]) -> str:
    """Where measures of a case with a finding are imposed."""
    invoer = {"omschrijving": "Uren gedeclareerd zonder personeel."}
    antwoord = await dienst.client.post(f"/v1/zaken/{zaak['id']}/bevindingen", json=invoer, headers=rechtmatigheid)
    assert antwoord.status_code == 201, antwoord.text
    return f"/v1/zaken/{zaak['id']}/maatregelen"


async def post(dienst: Aanroeper, pad: str, koppen: Koppen, invoer: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
    antwoord = await dienst.client.post(pad, json=invoer, headers=koppen)
    return antwoord.status_code, antwoord.json()


@pytest.mark.parametrize(
    ("anders", "slug"),
    [
        ({"soort": "korting"}, "percentage-ontbreekt"),
        ({"percentage": 5}, "percentage-hoort-hier-niet"),
        ({"soort": "opschorting", "percentage": 100}, "percentage-hoort-hier-niet"),
    ],
)
async def test_only_a_cut_says_how_much(
    dienst: Aanroeper, tweede: Koppen, pad: str, anders: dict[str, Any], slug: str
) -> None:
    status, antwoord = await post(dienst, pad, tweede, {**STOP, **anders})
    assert (status, antwoord["type"]) == (400, f"urn:risb:probleem:{slug}")


@pytest.mark.parametrize("gemeenten", [["0342"], ["0307", "0342"], []])
async def test_who_is_bound_to_gemeenten_imposes_nothing_beyond_them(
    dienst: Aanroeper, pad: str, gemeenten: list[str]
) -> None:
    await dienst.ontvang("OvereenkomstGesloten.v1", {"agb_code": AGB, "gemeenten": ["0307"]})
    koppen = dienst.als("toezichthouder-rechtmatigheid", sub="twee", gemeenten=["0307"])
    status, antwoord = await post(dienst, pad, koppen, {**STOP, "gemeenten": gemeenten})
    assert (status, antwoord["type"]) == (403, "urn:risb:probleem:buiten-eigen-gemeenten")


async def test_a_measure_does_not_end_before_it_began(
    dienst: Aanroeper, rechtmatigheid: Koppen, tweede: Koppen, pad: str
) -> None:
    _, maatregel = await post(dienst, pad, tweede, STOP)
    te_vroeg = {**EINDE, "einddatum": "2026-05-09"}
    status, antwoord = await post(dienst, f"/v1/maatregelen/{maatregel['id']}/_beeindigen", rechtmatigheid, te_vroeg)
    assert (status, antwoord["type"]) == (400, "urn:risb:probleem:einde-voor-begin")


async def test_a_measure_ends_once(dienst: Aanroeper, rechtmatigheid: Koppen, tweede: Koppen, pad: str) -> None:
    _, maatregel = await post(dienst, pad, tweede, STOP)
    einde = f"/v1/maatregelen/{maatregel['id']}/_beeindigen"
    assert (await post(dienst, einde, rechtmatigheid, EINDE))[0] == 200
    status, antwoord = await post(dienst, einde, rechtmatigheid, {**EINDE, "einddatum": "2026-06-01"})
    assert (status, antwoord["type"]) == (409, "urn:risb:probleem:maatregel-al-beeindigd")
