"""What a case says no to; that nothing changed by it is looked at around every test (tests/builders)."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.builders.diensten import Aanroeper

pytestmark = pytest.mark.integratie
GROND = "Toets aan recht en tarief."
DOEL = {"soort": "controledoel", "verwijzing": "Zaaksysteem 2026-118"}
PLAN: dict[str, Any] = {"soort": "controleplan", "verwijzing": "Zaaksysteem 2026-119", "methoden": ["gesprek"]}
Koppen = dict[str, str]


async def slug(dienst: Aanroeper, pad: str, koppen: Koppen, invoer: Mapping[str, Any]) -> tuple[int, str]:
    antwoord = await dienst.client.post(pad, json=invoer, headers=koppen)
    return antwoord.status_code, antwoord.json().get("type", "").rpartition(":")[2]


async def bevinding(dienst: Aanroeper, pad: str, koppen: Koppen, *, opzet: bool) -> str:
    invoer = {"omschrijving": "Uren gedeclareerd zonder personeel.", "opzet": opzet}
    antwoord = await dienst.client.post(f"{pad}/bevindingen", json=invoer, headers=koppen)
    assert antwoord.status_code == 201, antwoord.text
    return str(antwoord.json()["id"])


@pytest.mark.parametrize("trede", [2, 3, 4, 5])
async def test_no_step_is_skipped(dienst: Aanroeper, rechtmatigheid: Koppen, zaak: dict[str, Any], trede: int) -> None:
    gesprongen = await slug(
        dienst, f"/v1/zaken/{zaak['id']}/treden", rechtmatigheid, {"trede": trede, "grond": GROND, "stukken": [DOEL]}
    )
    assert gesprongen == (409, "trede-niet-aan-de-beurt")


@pytest.mark.parametrize(
    ("stukken", "grond", "geweigerd"),
    [
        ([DOEL, {**PLAN, "methoden": []}], GROND, "methoden-ontbreken"),
        ([DOEL, {**PLAN, "methoden": ["dossierinzage"]}], GROND, "dossierinzage-te-vroeg"),
        ([DOEL, {**PLAN, "verwijzing": "Dossieronderzoek 2026"}], GROND, "dossierinzage-te-vroeg"),
        ([DOEL, PLAN], "Wij gaan over tot dossierinzage.", "dossierinzage-te-vroeg"),
    ],
)
async def test_a_plan_that_does_not_fit_its_step_is_refused(
    dienst: Aanroeper,
    rechtmatigheid: Koppen,
    zaak: dict[str, Any],
    stukken: Sequence[Mapping[str, Any]],
    *,
    grond: str,
    geweigerd: str,
) -> None:
    pad = f"/v1/zaken/{zaak['id']}/treden"
    assert await slug(dienst, pad, rechtmatigheid, {"trede": 1, "grond": GROND}) == (201, "")
    invoer = {"trede": 2, "grond": grond, "stukken": stukken}
    assert await slug(dienst, pad, rechtmatigheid, invoer) == (400, geweigerd)


async def test_a_class_rests_on_findings_of_its_own_case(
    dienst: Aanroeper, rechtmatigheid: Koppen, zaak: dict[str, Any]
) -> None:
    invoer = {"klasse": "fout", "reden": "Geen opzet gezien.", "bewijs": [str(uuid.uuid4())]}
    pad = f"/v1/zaken/{zaak['id']}/classificaties"
    assert await slug(dienst, pad, rechtmatigheid, invoer) == (400, "onbekend-bewijs")


async def test_fraude_without_intent_is_refused(
    dienst: Aanroeper, rechtmatigheid: Koppen, zaak: dict[str, Any]
) -> None:
    pad = f"/v1/zaken/{zaak['id']}"
    bewijs = [await bevinding(dienst, pad, rechtmatigheid, opzet=False)]
    invoer = {"klasse": "fraude", "reden": "Opzet blijkt uit de stukken.", "bewijs": bewijs}
    assert await slug(dienst, f"{pad}/classificaties", rechtmatigheid, invoer) == (409, "opzet-niet-getoond")


@pytest.mark.parametrize(
    ("uitkomst", "geweigerd"), [("maatregel", "maatregel-ontbreekt"), ("aangifte", "aangifte-ontbreekt")]
)
async def test_a_case_does_not_close_with_what_did_not_happen(
    dienst: Aanroeper, tweede: Koppen, zaak: dict[str, Any], uitkomst: str, geweigerd: str
) -> None:
    einde = {"uitkomst": uitkomst, "toelichting": "Dat is gebeurd."}
    assert await slug(dienst, f"/v1/zaken/{zaak['id']}/_sluiten", tweede, einde) == (409, geweigerd)


async def test_a_case_does_not_close_over_an_open_proposal(
    dienst: Aanroeper, rechtmatigheid: Koppen, tweede: Koppen, zaak: dict[str, Any]
) -> None:
    pad = f"/v1/zaken/{zaak['id']}"
    bewijs = [await bevinding(dienst, pad, rechtmatigheid, opzet=True)]
    invoer = {"klasse": "fraude", "reden": "Opzet blijkt uit de stukken.", "bewijs": bewijs}
    assert await slug(dienst, f"{pad}/classificaties", rechtmatigheid, invoer) == (201, "")
    einde = {"uitkomst": "afspraak", "toelichting": "Er is een gesprek geweest."}
    assert await slug(dienst, f"{pad}/_sluiten", tweede, einde) == (409, "voorstel-open")
