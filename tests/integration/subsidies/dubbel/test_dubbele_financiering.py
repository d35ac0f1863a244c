"""Projection of contracting's events, in any order and twice, and the points it raises (S10)."""

import itertools
from collections.abc import Sequence

import pytest
from risb_schemas import load_catalog
from subsidies.entrypoints.consumer import HANDLERS

from tests.builders.diensten import EXAMPLES
from tests.builders.subsidies import ANDER_IBAN, IBAN
from tests.integration.subsidies.conftest import Subsidies

pytestmark = pytest.mark.integratie
AANBIEDER, CONTRACT = "AanbiederGeregistreerd.v1", "OvereenkomstGesloten.v1"


@pytest.fixture(autouse=True)
async def _regeling(subsidies: Subsidies) -> None:
    await subsidies.publiceer()


async def regels(subsidies: Subsidies, aanvraag: dict[str, str]) -> list[str]:
    return [one["regel"] for one in await subsidies.punten(aanvraag)]


@pytest.mark.parametrize("order", list(itertools.permutations(["aanvraag", AANBIEDER, CONTRACT])))
async def test_a_provider_that_applies_is_signalled_once_in_any_order(
    subsidies: Subsidies, order: Sequence[str]
) -> None:
    filed = {}
    for step in order:
        if step == "aanvraag":
            filed = await subsidies.dien_in()
        else:
            await subsidies.ontvang(step)
            await subsidies.ontvang(step)
    (punt,) = await subsidies.punten(filed)
    assert (punt["regel"], punt["bron"], punt.get("uitkomst")) == ("M6", "dubbele-financiering", None)
    assert "perceel WMO-BEGELEIDING" in punt["feit"]
    (event,) = await subsidies.events("DubbeleFinancieringGesignaleerd")
    assert {name: event[name] for name in ("aanvraag_id", "kvk_nummer", "agb_code", "regel", "trace")} == {
        "aanvraag_id": filed["id"],
        "kvk_nummer": "12345678",
        "agb_code": "42420001",
        "regel": "M6",
        "trace": filed["correlatieId"],
    }


async def test_a_match_refuses_nothing_and_an_explanation_closes_it(subsidies: Subsidies) -> None:
    await subsidies.ontvang(AANBIEDER)
    await subsidies.ontvang(CONTRACT)
    one = await subsidies.dien_in()
    assert (one["status"], one["intake"]) == ("compleet", [])
    assert (await subsidies.verleen(one, 450_000)).status_code == 409
    (punt,) = await subsidies.punten(one)
    await subsidies.handel_af(one, punt, "verklaard")
    await subsidies.ontvang(CONTRACT)
    assert (await subsidies.verleen(one, 450_000)).status_code == 201


async def test_a_grant_is_still_signalled_when_the_contract_comes_later(subsidies: Subsidies) -> None:
    one = await subsidies.dien_in()
    await subsidies.verleen(one, 450_000)
    await subsidies.ontvang(AANBIEDER)
    await subsidies.ontvang(CONTRACT)
    assert await regels(subsidies, one) == ["M6"]
    assert (await subsidies.get(f"/aanvragen/{one['id']}")).json()["status"] == "verleend"


async def test_another_gemeente_period_or_organisation_does_not_match(subsidies: Subsidies) -> None:
    await subsidies.ontvang(AANBIEDER)
    await subsidies.ontvang(CONTRACT, gemeenten=["0342"])
    await subsidies.ontvang(CONTRACT, overeenkomst_id="22222222-1111-4111-8111-111111111113", einddatum="2026-10-31")
    own = await subsidies.dien_in()
    other = await subsidies.dien_in(sub="aanvrager-2", kvkNummer="87654321", iban=ANDER_IBAN)
    assert (await regels(subsidies, own), await regels(subsidies, other)) == ([], [])


@pytest.mark.parametrize("eerst", [True, False])
async def test_an_ended_contract_no_longer_matches_whatever_came_first(subsidies: Subsidies, eerst: bool) -> None:
    await subsidies.ontvang(AANBIEDER)
    events = [(CONTRACT, {}), ("OvereenkomstBeeindigd.v1", {"einddatum": "2026-10-31"})]
    for naam, velden in reversed(events) if eerst else events:
        await subsidies.ontvang(naam, **velden)
    assert await regels(subsidies, await subsidies.dien_in()) == []


async def test_an_older_registration_that_comes_later_changes_nothing(subsidies: Subsidies) -> None:
    await subsidies.ontvang(AANBIEDER, kvk_nummer="12345678", datum="2026-03-01")
    await subsidies.ontvang(AANBIEDER, kvk_nummer="99999999", datum="2026-02-01")
    assert await subsidies.rows("SELECT kvk_nummer FROM zorgaanbieder") == [("12345678",)]
    await subsidies.ontvang(AANBIEDER, kvk_nummer="99999999", datum="2026-04-01")
    assert await subsidies.rows("SELECT kvk_nummer FROM zorgaanbieder") == [("99999999",)]


async def test_case_84_a_shared_account_puts_a_point_on_both_files_without_names(subsidies: Subsidies) -> None:
    first = await subsidies.dien_in(naam="Stichting Alfa")
    second = await subsidies.dien_in(sub="aanvrager-2", naam="Stichting Beta", kvkNummer="87654321", iban=IBAN.lower())
    for own, other in ((first, "Beta"), (second, "Alfa")):
        (punt,) = await subsidies.punten(own)
        assert (punt["regel"], other in str(punt)) == ("M2", False)


async def test_the_same_applicant_may_use_the_account_twice(subsidies: Subsidies) -> None:
    await subsidies.dien_in()
    assert await regels(subsidies, await subsidies.dien_in(sub="collega-van-dezelfde-stichting")) == []


async def test_every_published_example_is_handled_and_a_second_time_changes_nothing(subsidies: Subsidies) -> None:
    tables = ("zorgaanbieder", "zorgcontract", "aandachtspunt", "outbox")
    await subsidies.dien_in()
    for naam in HANDLERS:
        folder = EXAMPLES / load_catalog().newest[naam].service / naam
        for example in sorted(folder.glob("*.json")):
            await subsidies.ontvang(naam, example.stem)
            before = [await subsidies.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables]
            await subsidies.ontvang(naam, example.stem)
            assert before == [await subsidies.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables]
