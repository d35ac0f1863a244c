"""What is done with an application stands in its timeline and is told in the same transaction, or not at all."""

import datetime as dt
from typing import Any

import pytest

from tests.builders.subsidies import KVK
from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie
TOLD = "SELECT count(*) FROM outbox"


async def acts(subsidies: Subsidies, one: dict[str, Any]) -> list[tuple[str, str]]:
    rows = await subsidies.rows(f"SELECT soort, door FROM tijdlijn WHERE zaak = 'aanvraag:{one['id']}' ORDER BY nr")
    return [(soort, door) for soort, door in rows]


async def test_the_life_of_an_application_is_one_line_of_acts_and_each_is_told(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    one = await subsidies.dien_in(kvkNummer=None)
    pad = f"/aanvragen/{one['id']}"
    await subsidies.post(f"{pad}/aanvullingen", {"gevraagd": ["Uw KvK-nummer"]})
    answer = {"toelichting": "Hierbij.", "kvkNummer": KVK}
    await subsidies.post(f"{pad}/aanvullingen/_beantwoorden", answer, rol="aanvrager", sub="aanvrager-1")
    await subsidies.beoordeel(one)
    await subsidies.post(f"{pad}/zienswijzen", {"voornemen": "Wij willen weigeren."})
    await subsidies.post(f"{pad}/zienswijzen/_beantwoorden", {}, rol="aanvrager", sub="aanvrager-1")
    await subsidies.weiger(one, "awb-4-35-1-a")
    assert await acts(subsidies, one) == [
        ("aanvraag_indienen", "aanvrager-1"),
        ("aanvulling_vragen", "subsidieadviseur-1"),
        ("aanvulling_beantwoorden", "aanvrager-1"),
        ("aanvulling_beoordelen", "subsidieadviseur-1"),
        ("zienswijze_vragen", "subsidieadviseur-1"),
        ("zienswijze_geven", "aanvrager-1"),
        ("besluit_nemen", "subsidieadviseur-2"),
    ]
    for naam in (
        "AanvraagIngediend",
        "AanvraagAanvullingGevraagd",
        "AanvraagAanvullingOntvangen",
        "AanvraagAangevuld",
        "AanvraagZienswijzeGevraagd",
        "AanvraagZienswijzeGegeven",
        "SubsidieGeweigerd",
    ):
        (event,) = await subsidies.events(naam)
        assert (event["aanvraag_id"], event["trace"]) == (one["id"], one["correlatieId"])


async def test_leaving_aside_and_publishing_are_told(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    (event,) = await subsidies.events("RegelingGepubliceerd")
    assert (event["regeling_code"], event["regeling_versie"]) == ("PID-2026", 1)
    one = await subsidies.dien_in(kvkNummer=None)
    await subsidies.post(f"/aanvragen/{one['id']}/aanvullingen", {"gevraagd": ["Uw KvK-nummer"]})
    subsidies.op(dt.date(2026, 9, 30))
    body = {"soort": "buiten-behandeling", "motivering": "Het KvK-nummer bleef weg."}
    answer = await subsidies.post(f"/aanvragen/{one['id']}/besluiten", body)
    assert answer.status_code == 201, answer.text
    (event,) = await subsidies.events("AanvraagBuitenBehandelingGesteld")
    assert (event["aanvraag_id"], event["besluitdatum"]) == (one["id"], dt.date(2026, 9, 30))


async def test_an_act_that_is_refused_leaves_no_line_and_tells_nothing(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    one = await subsidies.dien_in()
    before = (await acts(subsidies, one), await subsidies.rows(TOLD))
    assert (await subsidies.verleen(one, 450_001)).status_code == 400
    assert (await subsidies.weiger(one, "bibob-3")).status_code == 409
    assert (await acts(subsidies, one), await subsidies.rows(TOLD)) == before


async def test_a_repeated_request_is_one_act(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    one = await subsidies.dien_in()
    body = {"soort": "verlenen", "bedragCent": 450_000, "motivering": "Het plan past bij de wijk."}
    for _ in range(2):
        await subsidies.post(f"/aanvragen/{one['id']}/besluiten", body, sleutel="een-keer")
    assert [soort for soort, _ in await acts(subsidies, one)] == ["aanvraag_indienen", "besluit_nemen"]
    assert len(await subsidies.events("SubsidieVerleend")) == 1
