"""Bank accounts: two persons, a second reading of the number, and a change that has to cool (S-24)."""

import datetime as dt
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from risb_kern.privacy import Privacy, account_binding

from tests.builders.contracting import AGB, DAG, aanbieder_json
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
IBAN, ANDERE_IBAN = "NL91ABNA0417164300", "NL69INGB0123456789"
EEN, TWEE = "manager-een", "manager-twee"


async def stel_voor(bureau: Bureau, *, iban: str = IBAN, wie: str = EEN, **anders: Any) -> Any:
    body = {
        "houdersoort": "aanbieder",
        "houder": AGB,
        "iban": iban,
        "tenaamstelling": "Zorggroep Voorbeeld",
        **anders,
    }
    return await bureau.wie.client.post("/v1/rekeningen", json=body, headers=bureau.wie.als("contractmanager", sub=wie))


async def bevestig(bureau: Bureau, rekening: str, *, iban: str = IBAN, wie: str = TWEE, **anders: Any) -> Any:
    body = {"iban": iban, "naamcontrole": "match", **anders}
    return await bureau.wie.client.post(
        f"/v1/rekeningen/{rekening}/_bevestigen", json=body, headers=bureau.wie.als("financien", sub=wie)
    )


async def in_gebruik(bureau: Bureau, iban: str = IBAN) -> str:
    gemaakt = (await stel_voor(bureau, iban=iban)).json()
    antwoord = await bevestig(bureau, gemaakt["id"], iban=iban)
    assert antwoord.status_code == 200, antwoord.text
    return str(gemaakt["id"])


async def test_an_account_confirmed_by_a_second_person_is_told_encrypted(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())

    rekening = await in_gebruik(bureau)

    (feit,) = bureau.gebeurtenissen("RekeningVastgesteld")
    assert (feit["agb_code"], feit["rekening_id"], feit["versie"]) == (AGB, rekening, 1)
    kluis = Privacy(bureau.wie.settings.payment_key)  # type: ignore[attr-defined]
    assert kluis.decrypt(bytes.fromhex(feit["iban_versleuteld"]), account_binding("aanbieder", AGB, 1)) == IBAN
    assert feit["iban_kenmerk"] == kluis.search_hash(IBAN).hex()


async def test_the_number_is_in_no_table_and_in_no_answer(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await in_gebruik(bureau)

    lijst = (await bureau.get("/rekeningen", rol="financien")).text
    with psycopg.connect(bureau.url) as verbinding:
        opgeslagen = str(verbinding.execute("SELECT r::text FROM rekening r").fetchall())
        opgeslagen += str(verbinding.execute("SELECT encode(inhoud, 'escape') FROM outbox").fetchall())
    assert '"nummer":"...4300"' in lijst
    assert IBAN not in lijst + opgeslagen


@pytest.mark.parametrize(
    ("anders", "status", "slug"),
    [
        ({"wie": EEN}, 403, "zelfde-persoon"),
        ({"iban": ANDERE_IBAN}, 400, "rekening-anders"),
        ({"naamcontrole": "geen-match"}, 400, "reden-ontbreekt"),
        ({"naamcontrole": "bijna-match"}, 400, "reden-ontbreekt"),
        ({"naamcontrole": "misschien"}, 400, "ongeldige-gegevens"),
        ({"iban": "NL91ABNA0417164301"}, 400, "ongeldige-gegevens"),
    ],
)
async def test_a_confirmation_that_breaks_a_rule_changes_nothing(
    bureau: Bureau, anders: dict[str, Any], status: int, slug: str
) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    rekening = (await stel_voor(bureau)).json()["id"]

    antwoord = await bevestig(bureau, rekening, **anders)

    assert antwoord.status_code == status
    assert antwoord.json()["type"].endswith(slug)
    assert not bureau.gebeurtenissen("RekeningVastgesteld")


async def test_a_name_that_does_not_match_needs_a_reason(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    rekening = (await stel_voor(bureau)).json()["id"]

    antwoord = await bevestig(bureau, rekening, naamcontrole="bijna-match", reden="Handelsnaam volgens het KvK.")

    assert (antwoord.status_code, antwoord.json()["reden"]) == (200, "Handelsnaam volgens het KvK.")


async def test_a_changed_account_waits_until_it_has_cooled(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await in_gebruik(bureau)
    nieuw = (await stel_voor(bureau, iban=ANDERE_IBAN)).json()["id"]

    te_vroeg = await bevestig(bureau, nieuw, iban=ANDERE_IBAN)
    bureau.op(DAG + dt.timedelta(days=5))
    op_tijd = await bevestig(bureau, nieuw, iban=ANDERE_IBAN)

    assert (te_vroeg.status_code, te_vroeg.json()["type"].split(":")[-1]) == (409, "afkoelperiode")
    assert op_tijd.status_code == 200
    assert [feit["versie"] for feit in bureau.gebeurtenissen("RekeningVastgesteld")] == [1, 2]


async def test_a_replayed_approval_and_a_second_open_proposal_are_refused(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    rekening = await in_gebruik(bureau)

    nogmaals = await bevestig(bureau, rekening)
    eerste, tweede = await stel_voor(bureau, iban=ANDERE_IBAN), await stel_voor(bureau, iban=ANDERE_IBAN)

    assert (nogmaals.status_code, eerste.status_code, tweede.status_code) == (409, 201, 409)
    assert len(bureau.gebeurtenissen("RekeningVastgesteld")) == 1


async def test_a_withdrawn_proposal_makes_room_and_is_never_confirmed(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    rekening = (await stel_voor(bureau)).json()["id"]

    weg = await bureau.post(f"/rekeningen/{rekening}/_intrekken", {"reden": "Telefoon klopt niet"}, rol="financien")
    te_laat = await bevestig(bureau, rekening)

    assert (weg.status_code, weg.json()["status"], te_laat.status_code) == (200, "ingetrokken", 409)
    assert (await stel_voor(bureau)).json()["versie"] == 2


async def test_the_account_of_a_gemeente_goes_its_own_way(bureau: Bureau) -> None:
    gemaakt = await stel_voor(bureau, houdersoort="gemeente", houder="0307", tenaamstelling="Gemeente Amersfoort")
    antwoord = await bevestig(bureau, gemaakt.json()["id"])

    assert antwoord.status_code == 200, antwoord.text
    (feit,) = bureau.gebeurtenissen("GemeenterekeningVastgesteld")
    assert (feit["gemeente"], feit["tenaamstelling"]) == ("0307", "Gemeente Amersfoort")


async def test_an_unknown_holder_and_a_code_of_the_wrong_length_are_refused(bureau: Bureau) -> None:
    onbekend = await stel_voor(bureau, houder="99999999")
    scheef = await stel_voor(bureau, houdersoort="gemeente")

    assert (onbekend.status_code, scheef.status_code) == (404, 400)


async def test_a_number_that_another_holder_uses_is_shown(bureau: Bureau) -> None:
    await bureau.nieuw("/aanbieders", aanbieder_json())
    await in_gebruik(bureau)

    gedeeld = await stel_voor(bureau, houdersoort="gemeente", houder="0307")

    assert gedeeld.json()["andereHouders"] == 1


async def test_production_without_a_key_refuses_accounts(bureau: Bureau) -> None:
    bureau.wie.app.state.edge = replace(bureau.wie.app.state.edge, kluis=None)

    antwoord = await stel_voor(bureau)

    assert (antwoord.status_code, antwoord.json()["type"].split(":")[-1]) == (409, "betaalsleutel-ontbreekt")


@pytest.mark.parametrize("tweede", ["42420008", "42420009"])
async def test_two_persons_of_one_organisation_do_not_propose_and_confirm_the_account_of_another(
    bureau: Bureau, tweede: str
) -> None:
    """The same AGB code, or another with the same KvK number."""
    for code, kvk in ((AGB, "12345678"), ("42420008", "87654321"), ("42420009", "87654321"), ("42420010", "11223344")):
        await bureau.nieuw("/aanbieders", {**aanbieder_json(), "agbCode": code, "kvkNummer": kvk})

    def als(sub: str, agb: str) -> dict[str, str]:
        return bureau.wie.als(["financien", "aanbieder"], sub=sub, agb=[agb])

    body = {"houdersoort": "aanbieder", "houder": AGB, "iban": IBAN, "tenaamstelling": "Zorggroep Voorbeeld"}
    gemaakt = await bureau.wie.client.post("/v1/rekeningen", json=body, headers=als(EEN, "42420008"))
    pad, gezien = f"/v1/rekeningen/{gemaakt.json()['id']}/_bevestigen", {"iban": IBAN, "naamcontrole": "match"}
    samen = await bureau.wie.client.post(pad, json=gezien, headers=als(TWEE, tweede))
    ander = await bureau.wie.client.post(pad, json=gezien, headers=als("manager-drie", "42420010"))
    assert (samen.status_code, samen.json()["type"].rpartition(":")[2]) == (403, "zelfde-persoon")
    assert ander.status_code == 200
