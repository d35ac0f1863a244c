"""An account that is not the holder's own never gets a payment, whoever put it there (S-24)."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

import pytest
from chassis.settings import Omgeving
from declaraties.bootstrap import build_betaalgereedschap
from risb_kern.privacy import Privacy, account_binding

from tests.builders.betalen import EEN, IBAN, TWEE, Kas
from tests.builders.declaraties import AGB, ANDERE_AGB, GEMEENTE, KLOK

pytestmark = pytest.mark.integratie
ANDER_IBAN = "NL92BNGH0990000777"


def kluis(kas: Kas) -> Privacy:
    return Privacy(kas.dienst.settings.payment_key or b"")


async def vastgesteld(kas: Kas, houder: str, nummer: bytes, **anders: Any) -> None:
    """An account as an event tells it, with whatever ciphertext."""
    data = {
        "rekening_id": str(uuid.uuid4()),
        "versie": 2,
        "tenaamstelling": f"Houder AGB {houder}",
        "iban_versleuteld": nummer,
        "iban_kenmerk": bytes(32),
        "naamcontrole": "match",
        "vastgesteld_op": KLOK,
    }
    if len(houder) == len(GEMEENTE):
        await kas.dienst.meld("GemeenterekeningVastgesteld", {**data, "gemeente": houder, **anders})
    else:
        await kas.dienst.meld("RekeningVastgesteld", {**data, "agb_code": houder, **anders})


def vreemd(kas: Kas, welke: str) -> bytes:
    """What may stand in a forged or damaged event."""
    ander, nonce = kluis(kas), bytes(12)
    return {
        "van een ander": ander.encrypt(IBAN[ANDERE_AGB], account_binding("aanbieder", ANDERE_AGB, 2)),
        "andere versie": ander.encrypt(IBAN[AGB], account_binding("aanbieder", AGB, 1)),
        "andere soort": ander.encrypt(IBAN[GEMEENTE], account_binding("gemeente", AGB, 2)),
        "oude vorm": nonce + ander._cipher.encrypt(nonce, IBAN[AGB].encode(), None),
        "andere sleutel": Privacy(b"x" * 32).encrypt(IBAN[AGB], account_binding("aanbieder", AGB, 2)),
        "geen iban": ander.encrypt("NL00BNGH0990000777", account_binding("aanbieder", AGB, 2)),
        "met punten": ander.encrypt("NL92.BNGH.0990.0007.77", account_binding("aanbieder", AGB, 2)),
        "leeg": b"",
        "onzin": b"\x00" * 40,
    }[welke]


SOORTEN = (
    "van een ander",
    "andere versie",
    "andere soort",
    "oude vorm",
    "andere sleutel",
    "geen iban",
    "met punten",
    "leeg",
    "onzin",
)


@pytest.mark.parametrize("welke", SOORTEN)
async def test_a_run_names_an_account_that_does_not_fit_and_pays_the_others(kas: Kas, welke: str) -> None:
    await kas.opdracht(500)
    await kas.opdracht(70, agb_code=ANDERE_AGB)
    await vastgesteld(kas, AGB, vreemd(kas, welke))

    run = await kas.betaal()

    (open_,) = run["overgeslagen"]
    assert (run["bedragCent"], open_["agbCode"], open_["reden"]) == (70, AGB, "rekening-onbruikbaar")
    gebruikt = {str(een.text) for een in (await kas.bestand(run)).iterfind(".//{*}IBAN")}
    assert gebruikt == {IBAN[ANDERE_AGB], IBAN[GEMEENTE]}


@pytest.mark.parametrize("welke", SOORTEN)
async def test_what_no_longer_fits_after_preparation_is_named_at_release(kas: Kas, welke: str) -> None:
    """The ciphertext of the frozen payment itself was changed in the database."""
    await kas.opdracht(500)
    run = await kas.run()
    kas.dienst.sql(f"UPDATE betaalregel SET iban_versleuteld = '\\x{vreemd(kas, welke).hex()}' RETURNING 1")
    kas.dienst.sql("UPDATE betaalregel SET rekening_versie = 2 RETURNING 1")

    antwoord = await kas.geef_vrij(run)

    assert (antwoord.status_code, antwoord.json()["type"].split(":")[-1]) == (409, "rekening-onbruikbaar")
    assert AGB in antwoord.text
    assert kas.dienst.sql("SELECT status FROM betaalrun") == [("concept",)]


async def test_an_account_of_the_gemeente_that_does_not_fit_stops_the_run_by_name(kas: Kas) -> None:
    await kas.opdracht(500)
    await vastgesteld(kas, GEMEENTE, b"onzin")

    antwoord = await kas.bereid_voor()

    assert (antwoord.status_code, antwoord.json()["type"].split(":")[-1]) == (409, "gemeenterekening-onbruikbaar")
    assert GEMEENTE in antwoord.json()["detail"]


@pytest.mark.parametrize("dagen_terug", [0, 31, 4_000])
async def test_a_changed_account_is_reviewed_from_its_receipt_whatever_day_it_claims(
    kas: Kas, dagen_terug: int
) -> None:
    await kas.opdracht(500)
    echt = kluis(kas).encrypt(ANDER_IBAN, account_binding("aanbieder", AGB, 2))
    await vastgesteld(kas, AGB, echt, vastgesteld_op=KLOK - dt.timedelta(days=dagen_terug))

    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)

    (gekozen,) = (await kas.get("/betaalcontroles")).json()["resultaten"]
    assert gekozen["redenen"] == ["rekening-gewijzigd"]
    assert (await kas.bereid_voor()).status_code == 409


async def test_who_releases_sees_the_account_and_whether_it_changed_since_the_last_payment(kas: Kas) -> None:
    gezien = []
    for versie, nummer in ((1, IBAN[AGB]), (1, IBAN[AGB]), (2, ANDER_IBAN)):
        await kas.rekening(AGB, versie=versie, iban=nummer)
        opdracht = await kas.opdracht(500)
        await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)
        besluit = {"besluit": "vrijgeven", "toelichting": "Gebeld met de aanbieder."}
        await kas.post(f"/betaalcontroles/{opdracht}/_beoordelen", besluit, sub="controleur")
        run = await kas.run()
        (betaling,) = await kas.betalingen(run)
        gezien.append((betaling["rekening"], betaling["tenaamstelling"], betaling["rekeningGewijzigd"]))
        await kas.geef_vrij(run, sub=TWEE)
    naam = f"Houder AGB {AGB}"
    assert gezien == [
        ("NL91 ABNA .... 4300", naam, None),
        ("NL91 ABNA .... 4300", naam, False),
        ("NL92 BNGH .... 0777", naam, True),
    ]


async def test_without_a_key_nothing_is_prepared_and_payments_are_shown_without_account(kas: Kas) -> None:
    await kas.opdracht(500)
    run = await kas.run()
    settings = kas.dienst.settings.model_copy(update={"omgeving": Omgeving.PRODUCTIE, "betaalsleutel": None})
    gereedschap = build_betaalgereedschap(settings)
    app = kas.dienst.app
    app.state.edge = dataclasses.replace(app.state.edge, betaalgereedschap=gereedschap)

    assert [een["rekening"] for een in await kas.betalingen(run)] == [None]
    assert (await kas.bereid_voor()).json()["type"].split(":")[-1] == "betaalsleutel-ontbreekt"
    assert (await kas.geef_vrij(run)).json()["type"].split(":")[-1] == "betaalsleutel-ontbreekt"
