"""What a decision says no to; that nothing changed by it is looked at around every test (tests/builders)."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import psycopg
import pytest

from tests.builders.subsidies import regeling_body
from tests.integration.subsidies.conftest import BESLISSER, Subsidies

pytestmark = pytest.mark.integratie
Aanvraag = dict[str, Any]


async def gehoord(subsidies: Subsidies) -> Aanvraag:
    """An application without its number whose applicant was asked for a view instead of for the number."""
    one = await subsidies.dien_in(kvkNummer=None)
    gevraagd = await subsidies.post(f"/aanvragen/{one['id']}/zienswijzen", {"voornemen": "Wij willen weigeren."})
    assert gevraagd.status_code == 201, gevraagd.text
    return one


async def buiten_het_tijdvak(subsidies: Subsidies) -> Aanvraag:
    return await subsidies.dien_in(activiteitVan="2028-01-10", activiteitTot="2028-01-11")


async def buiten_de_wijken(subsidies: Subsidies) -> Aanvraag:
    return await subsidies.dien_in(wijk="Nergenshuizen")


async def de_tweede(subsidies: Subsidies) -> Aanvraag:
    """The second application of somebody who may be granted once."""
    await subsidies.publiceer(code="EENS-2026", maxPerAanvrager=1)
    eerste, tweede = [await subsidies.dien_in(regelingCode="EENS-2026", gevraagdCent=100) for _ in range(2)]
    assert (await subsidies.verleen(eerste, 100)).status_code == 201
    return tweede


async def gewoon(subsidies: Subsidies) -> Aanvraag:
    return await subsidies.dien_in()


async def nooit_aangevuld(subsidies: Subsidies) -> Aanvraag:
    """An application that was not mended in its term, on the first day after the four weeks to leave it aside."""
    one = await subsidies.dien_in(kvkNummer=None)
    await subsidies.post(f"/aanvragen/{one['id']}/aanvullingen", {"gevraagd": ["Uw KvK-nummer"]})
    subsidies.op(dt.date(2026, 10, 27))
    return one


async def met_een_hoogste_bedrag(subsidies: Subsidies) -> Aanvraag:
    await subsidies.publiceer(code="MAX-2026", maxBedragCent=500_000, directVastTotCent=500_000)
    return await subsidies.dien_in(regelingCode="MAX-2026", gevraagdCent=450_000)


VERLENEN = {"soort": "verlenen", "motivering": "Het plan past bij de wijk."}
MINDER = {**VERLENEN, "gronden": [{"code": "regeling-voorwaarde", "toelichting": "Meer kan niet."}]}
WEIGEREN = {"soort": "weigeren", "motivering": "Zie de gronden."}


@pytest.mark.parametrize(
    ("aanvraag", "besluit", "slug"),
    [
        (gehoord, {**VERLENEN, "bedragCent": 450_000}, "niet-compleet"),
        (buiten_de_wijken, {**VERLENEN, "bedragCent": 450_000}, "voorwaarde-niet-vervuld"),
        (buiten_het_tijdvak, {**VERLENEN, "bedragCent": 450_000}, "voorwaarde-niet-vervuld"),
        (buiten_het_tijdvak, {**WEIGEREN, "gronden": [{"code": "awb-4-25-2", "toelichting": "Op."}]}, "geen-plafond"),
        (de_tweede, {**VERLENEN, "bedragCent": 100}, "max-per-aanvrager"),
        (met_een_hoogste_bedrag, {**MINDER, "bedragCent": 100}, "voorwaarde-vervuld"),
        (
            gewoon,
            {**WEIGEREN, "gronden": [{"code": "regeling-voorwaarde", "toelichting": "Past niet."}]},
            "voorwaarde-vervuld",
        ),
        (nooit_aangevuld, {"soort": "buiten-behandeling", "motivering": "Te laat."}, "buiten-behandeling-te-laat"),
    ],
)
async def test_a_decision_that_may_not_be_taken_is_refused(
    subsidies: Subsidies, aanvraag: Callable[[Subsidies], Awaitable[Aanvraag]], besluit: dict[str, Any], slug: str
) -> None:
    await subsidies.publiceer()
    one = await aanvraag(subsidies)
    antwoord = await subsidies.post(f"/aanvragen/{one['id']}/besluiten", besluit, sub=BESLISSER)
    assert _geweigerd(antwoord) == (409, slug)


async def test_a_plafond_is_a_fact_that_a_new_version_does_not_lower(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    lager = [{**regeling_body()["plafonds"][0], "bedragCent": 1}]
    antwoord = await subsidies.post("/regelingen", regeling_body(versie=2, plafonds=lager))
    assert _geweigerd(antwoord) == (409, "plafond-verlaagd")


def _geweigerd(antwoord: httpx.Response) -> tuple[int, str]:
    return antwoord.status_code, antwoord.json()["type"].rpartition(":")[2]


@pytest.mark.usefixtures("ook_lezen")
async def test_a_letter_with_a_virus_in_it_is_not_given_away(subsidies: Subsidies) -> None:
    await subsidies.publiceer()
    one = await subsidies.dien_in()
    await subsidies.verleen(one, 450_000)
    with psycopg.connect(subsidies.settings.database_url.get_secret_value()) as connection:
        connection.execute("UPDATE document SET scan = 'besmet'")
    antwoord = await subsidies.get(f"/aanvragen/{one['id']}/beschikking", "aanvrager", "aanvrager-1")
    assert _geweigerd(antwoord) == (409, "document-besmet")
