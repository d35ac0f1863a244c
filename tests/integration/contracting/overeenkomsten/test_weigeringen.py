"""What an agreement says no to; that nothing changed by it is looked at around every test (tests/builders)."""

import pytest

from tests.builders.contracting import overeenkomst_json, prijs_json
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie


@pytest.mark.parametrize("variant", ["inspanningsgericht", "outputgericht"])
async def test_an_agreement_per_unit_without_a_price_is_refused(bureau: Bureau, variant: str) -> None:
    await bureau.toegelaten(variant=variant)
    antwoord = await bureau.post("/overeenkomsten", overeenkomst_json(prijzen=[]), sleutel="x")
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:pq-zonder-prijs")


@pytest.mark.parametrize("einddatum", ["2025-12-31", "2030-01-01"])
async def test_an_end_outside_the_agreement_is_refused(bureau: Bureau, einddatum: str) -> None:
    await bureau.toegelaten()
    pad = f"/overeenkomsten/{(await bureau.overeenkomst())['id']}/_beeindigen"
    antwoord = await bureau.post(pad, {"einddatum": einddatum, "reden": "Opzegging (artikel 1.3.4)"})
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:einddatum-buiten-looptijd")


async def test_an_agreement_that_was_ended_gets_no_price(bureau: Bureau) -> None:
    await bureau.toegelaten()
    pad = f"/overeenkomsten/{(await bureau.overeenkomst())['id']}"
    einde = {"einddatum": "2026-06-30", "reden": "Opzegging (artikel 1.3.4)"}
    assert (await bureau.post(f"{pad}/_beeindigen", einde)).status_code == 200
    antwoord = await bureau.post(f"{pad}/prijzen", prijs_json(tariefCent=6487, geldigVan="2026-03-01"), sleutel="x")
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:risb:probleem:overeenkomst-beeindigd")
