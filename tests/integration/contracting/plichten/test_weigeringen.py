"""What duties, breaches and social return say no to; that nothing changed by it is looked at around every test."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.integration.contracting.conftest import Bureau
from tests.integration.contracting.test_vrije_teksten import SROITABEL

pytestmark = pytest.mark.integratie


async def post(bureau: Bureau, pad: str, body: Mapping[str, Any], wie: str = "account-1") -> httpx.Response:
    headers = bureau.wie.als("accountmanager", sub=wie) | {"Idempotency-Key": uuid.uuid4().hex}
    return await bureau.wie.client.post(f"/v1{pad}", json=body, headers=headers)


def slug(antwoord: httpx.Response) -> tuple[int, str]:
    return antwoord.status_code, antwoord.json()["type"].rpartition(":")[2]


async def overeenkomst(bureau: Bureau) -> str:
    await bureau.toegelaten()
    return str((await bureau.overeenkomst())["id"])


async def test_a_milestone_that_can_still_be_reached_or_is_not_there_is_not_closed(bureau: Bureau) -> None:
    plicht = {
        "overeenkomstId": await overeenkomst(bureau),
        "plichtsoort": "kwaliteitsplan",
        "anker": "2026-04-01",
        "periodeMaanden": 0,
    }
    pad = f"/plichten/{(await post(bureau, '/plichten', plicht)).json()['id']}/_afronden"
    assert slug(await post(bureau, pad, {"resultaat": "niet-voldaan"})) == (400, "nog-niet-verlopen")
    assert (await post(bureau, pad, {"resultaat": "voldaan"})).status_code == 200
    assert slug(await post(bureau, pad, {"resultaat": "voldaan"})) == (409, "geen-mijlpaal")


async def test_a_milestone_that_is_overdue_is_closed_before_the_duty_is_moved(bureau: Bureau) -> None:
    plicht = {
        "overeenkomstId": await overeenkomst(bureau),
        "plichtsoort": "accountgesprek",
        "anker": "2026-04-01",
        "periodeMaanden": 3,
    }
    pad = f"/plichten/{(await post(bureau, '/plichten', plicht)).json()['id']}"
    bureau.op(dt.date(2026, 4, 2))
    assert slug(await post(bureau, f"{pad}/_verplaatsen", {"anker": "2026-05-01"})) == (409, "mijlpaal-open")
    assert (await post(bureau, f"{pad}/_afronden", {"resultaat": "deels-voldaan"})).status_code == 200
    assert (await post(bureau, f"{pad}/_verplaatsen", {"anker": "2026-05-01"})).json()["volgende"] == "2026-05-01"


@pytest.mark.parametrize("gemeld", ["2026-01-04T09:59:59Z", "2026-09-01T10:00:00Z"])
async def test_a_report_before_what_it_tells_or_from_the_future_is_no_breach(bureau: Bureau, gemeld: str) -> None:
    melding = {
        "overeenkomstId": await overeenkomst(bureau),
        "meldsoort": "datalek",
        "gebeurdOp": "2026-01-04T10:00:00Z",
    }
    assert slug(await post(bureau, "/meldingen", melding | {"gemeldOp": gemeld})) == (400, "melding-klopt-niet")


async def test_nothing_is_decided_before_the_aanbieder_was_heard_or_published_without_consequence(
    bureau: Bureau,
) -> None:
    melding = {"overeenkomstId": await overeenkomst(bureau), "artikel": "3.9", "bevinding": "Zonder toestemming."}
    pad = f"/tekortkomingen/{(await post(bureau, '/tekortkomingen', melding)).json()['id']}"
    besluit = {"gevolg": "geen", "motivering": "Het is hersteld.", "openbaar": True}
    assert slug(await post(bureau, f"{pad}/_besluiten", besluit, "ander")) == (400, "nog-niet-gehoord")
    assert (await post(bureau, f"{pad}/_horen", {"zienswijze": "Hersteld."})).status_code == 200
    assert slug(await post(bureau, f"{pad}/_besluiten", besluit, "ander")) == (400, "niet-openbaar")


async def test_a_subcontractor_of_a_subcontractor_and_a_second_consent_are_refused(bureau: Bureau) -> None:
    vraag = {"overeenkomstId": await overeenkomst(bureau), "kvkNummer": "12345678"}
    onder = vraag | {"onderOnderaannemer": True}
    assert slug(await post(bureau, "/onderaannemingen", onder)) == (400, "onder-onderaanneming")
    pad = f"/onderaannemingen/{(await post(bureau, '/onderaannemingen', vraag)).json()['id']}/_toestaan"
    assert (await post(bureau, pad, {}, "ander")).status_code == 200
    assert slug(await post(bureau, pad, {}, "ander")) == (409, "al-toegestaan")


async def test_a_table_is_never_replaced_and_counts_only_what_it_knows(bureau: Bureau) -> None:
    assert (await post(bureau, "/sroi-tabellen", SROITABEL)).status_code == 201
    assert slug(await post(bureau, "/sroi-tabellen", SROITABEL)) == (409, "tabel-bestaat")
    verplicht = {
        "overeenkomstId": await overeenkomst(bureau),
        "tabelcode": SROITABEL["code"],
        "contractsomCent": 48_000_000,
        "percentage": 500,
    }
    gemaakt = (await post(bureau, "/sroi-verplichtingen", verplicht)).json()
    elders = SROITABEL | {"code": "ELDERS-2025", "gemeente": "0344"}
    assert (await post(bureau, "/sroi-tabellen", elders)).status_code == 201
    fout = await post(bureau, "/sroi-verplichtingen", verplicht | {"tabelcode": "ELDERS-2025"})
    assert slug(fout) == (400, "tabel-past-niet")
    pad = f"/sroi-verplichtingen/{gemaakt['id']}/inzetten"
    inzet = {"groep": "bbl", "uren": 36, "van": "2026-03-01", "tot": "2026-06-30"}
    assert slug(await post(bureau, pad, inzet | {"groep": "onbekend"})) == (400, "inzet-past-niet")
    geteld = (await post(bureau, pad, inzet)).json()
    assert (geteld["verplichtCent"], geteld["gerealiseerdCent"], geteld["voldaan"]) == (2_400_000, 1_166_667, False)


async def test_a_waiting_norm_and_a_report_are_told_to_whoever_asks(bureau: Bureau) -> None:
    vraag = {"wachtsoort": "dagbesteding", "aangemeldOp": "2026-05-04"}
    norm = (await bureau.wie.client.get("/v1/wachtnormen", params=vraag)).json()
    assert norm["startUiterlijk"] == "2026-06-15"
    melding = {
        "overeenkomstId": await overeenkomst(bureau),
        "meldsoort": "toezichtmaatregel",
        "gebeurdOp": "2026-09-01T10:00:00Z",
        "gemeldOp": "2026-09-09T10:00:00Z",
    }
    bureau.op(dt.date(2026, 9, 10))
    te_laat = (await post(bureau, "/meldingen", melding)).json()
    assert (te_laat["opTijd"], te_laat["tekortkomingId"] is not None) == (False, True)
