"""What an agreement says no to; that nothing changed by it is looked at around every test (tests/builders)."""

import datetime as dt

import pytest

from tests.builders.contracting import overeenkomst_json, prijs_json
from tests.integration.contracting.conftest import Bureau
from tests.integration.contracting.overeenkomsten.test_overeenkomsten import taak_json

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
    antwoord = await bureau.post(
        pad, {"einddatum": einddatum, "grond": "wederzijds", "reden": "Opzegging (artikel 1.3.4)"}
    )
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:einddatum-buiten-looptijd")


async def test_an_agreement_that_was_ended_gets_no_price(bureau: Bureau) -> None:
    await bureau.toegelaten()
    pad = f"/overeenkomsten/{(await bureau.overeenkomst())['id']}"
    einde = {"einddatum": "2026-06-30", "grond": "wederzijds", "reden": "Opzegging (artikel 1.3.4)"}
    assert (await bureau.post(f"{pad}/_beeindigen", einde)).status_code == 200
    antwoord = await bureau.post(f"{pad}/prijzen", prijs_json(tariefCent=6487, geldigVan="2026-03-01"), sleutel="x")
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:risb:probleem:overeenkomst-beeindigd")


@pytest.mark.parametrize(("grond", "einddatum", "slug"), [
    ("wederzijds", "2026-01-04", "einddatum-voorbij"),
    ("opzegging", "2026-07-04", "opzegtermijn-te-kort"),
    ("wetswijziging", "2026-04-04", "opzegtermijn-te-kort"),
])  # fmt: skip
async def test_an_end_in_the_past_or_within_the_notice_is_refused(
    bureau: Bureau, grond: str, einddatum: str, slug: str
) -> None:
    await bureau.toegelaten()
    pad = f"/overeenkomsten/{(await bureau.overeenkomst())['id']}/_beeindigen"
    antwoord = await bureau.post(pad, {"einddatum": einddatum, "grond": grond, "reden": "Artikel 1.3.4"})
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, f"urn:risb:probleem:{slug}")


async def test_an_end_is_withdrawn_by_another_before_it_comes_and_only_then(bureau: Bureau) -> None:
    await bureau.toegelaten(variant="taakgericht")
    gesloten = await bureau.nieuw("/overeenkomsten", taak_json(), rol="contractmanager")
    pad = f"/overeenkomsten/{gesloten['id']}"
    niets = await bureau.post(f"{pad}/beeindiging/_intrekken", None, rol="contractmanager")
    einde = {"einddatum": "2026-06-30", "grond": "niet-nakoming", "reden": "Artikel 3.19.4"}
    assert (await bureau.post(f"{pad}/_beeindigen", einde)).json()["beeindiging"]["grond"] == "niet-nakoming"
    zelf = await bureau.post(f"{pad}/beeindiging/_intrekken", None)
    hersteld = await bureau.post(f"{pad}/beeindiging/_intrekken", None, rol="contractmanager")
    assert hersteld.json() == gesloten | {"volgnummerEinde": 2}
    termijnen = (await bureau.get(f"{pad}/termijnen")).json()["resultaten"]
    assert not any(one["vervallen"] for one in termijnen)
    (feit,) = bureau.gebeurtenissen("OvereenkomstBeeindigingIngetrokken")
    assert (str(feit["einddatum"]), feit["volgnummer"]) == (gesloten["einddatum"], 2)
    await bureau.post(f"{pad}/_beeindigen", einde)
    bureau.op(dt.date(2026, 7, 1))
    te_laat = await bureau.post(f"{pad}/beeindiging/_intrekken", None, rol="contractmanager")
    assert [one.json()["type"].rpartition(":")[2] for one in (niets, zelf, te_laat)] == [
        "geen-beeindiging",
        "zelfde-persoon",
        "beeindiging-werkt-al",
    ]
