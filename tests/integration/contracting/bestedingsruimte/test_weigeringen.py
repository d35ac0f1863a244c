"""What a ceiling says no to; that nothing changed by it is looked at around every test (tests/builders)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
import pytest

from tests.builders.contracting import overeenkomst_json
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
Stap = tuple[str, Mapping[str, Any]]
VASTSTELLEN: Stap = ("_vaststellen", {"jaarbedragCent": 1_000_000})
PLANNEN: Stap = ("_plannen", {})
MELDEN: Stap = ("_melden", {"verwachtCent": 700_000})
BESPREKEN: Stap = ("_bespreken", {"besprokenOp": "2026-01-05"})
GEMELD = [VASTSTELLEN, MELDEN]


async def doe(bureau: Bureau, ruimte: Mapping[str, Any], stap: Stap) -> httpx.Response:
    """By another person than who announced it."""
    pad, invoer = stap
    return await bureau.post(f"/bestedingsruimten/{ruimte['id']}/{pad}", invoer, rol="contractmanager")


def voornemen(overeenkomst: Mapping[str, Any], **anders: Any) -> dict[str, Any]:
    gewoon = {"ingangsdatum": "2027-01-01", "jaarbedragCent": 1_000_000, "grondslag": "Artikel 1.4 en 1.5"}
    return {"overeenkomstId": overeenkomst["id"], **gewoon, **anders}


def slug(antwoord: httpx.Response) -> tuple[int, str]:
    return antwoord.status_code, antwoord.json()["type"].rpartition(":")[2]


@pytest.mark.parametrize(
    ("gedaan", "stap", "geweigerd"),
    [
        ([VASTSTELLEN, PLANNEN], PLANNEN, (409, "plan-bestaat")),
        (GEMELD, MELDEN, (409, "melding-loopt")),
        ([VASTSTELLEN], ("_melden", {"verwachtCent": 699_999}), (400, "ruimte-niet-bijna-op")),
        ([VASTSTELLEN], BESPREKEN, (409, "geen-melding")),
        ([*GEMELD, BESPREKEN], BESPREKEN, (409, "al-besproken")),
        (GEMELD, ("_bespreken", {"besprokenOp": "2026-01-04"}), (400, "gesprek-voor-melding")),
        (GEMELD, ("_bespreken", {"besprokenOp": "2026-01-06"}), (400, "gesprek-in-toekomst")),
        (GEMELD, ("_herzien", {"bedragCent": 1_000_000}), (409, "nog-niet-besproken")),
        ([*GEMELD, BESPREKEN], ("_herzien", {"bedragCent": 999_999}), (400, "bedrag-lager")),
    ],
)
async def test_a_step_that_is_not_to_be_taken_now_is_refused(
    bureau: Bureau, gedaan: Sequence[Stap], stap: Stap, geweigerd: tuple[int, str]
) -> None:
    await bureau.toegelaten()
    ruimte = await bureau.nieuw("/bestedingsruimten", voornemen(await bureau.overeenkomst()))
    for one in gedaan:
        assert (await doe(bureau, ruimte, one)).status_code == 200, one
    assert slug(await doe(bureau, ruimte, stap)) == geweigerd


@pytest.mark.parametrize(
    ("anders", "geweigerd"),
    [
        ({"ingangsdatum": "2030-01-01"}, "ingang-buiten-looptijd"),
        ({"ingangsdatum": "2026-07-04"}, "voornemen-te-laat"),
    ],
)
async def test_an_intention_for_a_day_that_cannot_be_is_refused(
    bureau: Bureau, anders: Mapping[str, Any], geweigerd: str
) -> None:
    await bureau.toegelaten()
    invoer = voornemen(await bureau.overeenkomst(), **anders)
    assert slug(await bureau.post("/bestedingsruimten", invoer, sleutel="x")) == (400, geweigerd)


async def test_an_agreement_has_one_ceiling_in_a_year(bureau: Bureau) -> None:
    await bureau.toegelaten()
    invoer = voornemen(await bureau.overeenkomst())
    await bureau.nieuw("/bestedingsruimten", invoer)
    later = {**invoer, "ingangsdatum": "2027-02-01"}
    assert slug(await bureau.post("/bestedingsruimten", later, sleutel="x")) == (409, "ruimte-bestaat")


async def test_a_decision_that_comes_too_late_limits_nothing(bureau: Bureau) -> None:
    await bureau.toegelaten()
    ruimte = await bureau.nieuw("/bestedingsruimten", voornemen(await bureau.overeenkomst()))
    bureau.op(dt.date(2026, 10, 2))
    assert slug(await doe(bureau, ruimte, VASTSTELLEN)) == (400, "besluit-te-laat")


async def test_a_budget_has_no_ceiling(bureau: Bureau) -> None:
    await bureau.toegelaten(variant="taakgericht")
    aandelen = [{"gemeente": one, "gewicht": 1} for one in ("0307", "0342")]
    budget = {"jaarbudgetCent": 100, "verdeelsleutel": aandelen}
    gesloten = await bureau.overeenkomst(**overeenkomst_json(prijzen=[], taakbudget=budget))
    antwoord = await bureau.post("/bestedingsruimten", voornemen(gesloten), sleutel="x")
    assert slug(antwoord) == (400, "taakgericht-kent-geen-ruimte")
