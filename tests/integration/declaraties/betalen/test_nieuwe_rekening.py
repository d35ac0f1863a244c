"""Money goes to an account that replaced another one, or out for a second time, only after a person looked at it."""

import httpx
import pytest

from tests.builders.betalen import DRIE, EEN, PAIN, Kas
from tests.builders.declaraties import AGB, ANDERE_AGB

pytestmark = pytest.mark.integratie
NIEUW = "NL20INGB0001234567"


async def kies(kas: Kas) -> None:
    assert (await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)).status_code == 200


async def redenen(kas: Kas) -> dict[str, list[str]]:
    """Per payable that waits for review why it was chosen."""
    return {one["id"]: one["redenen"] for one in (await kas.get("/betaalcontroles")).json()["resultaten"]}


async def beoordeel(kas: Kas, opdracht: object, besluit: str = "vrijgeven") -> httpx.Response:
    invoer = {"besluit": besluit, "toelichting": "Nagebeld met de aanbieder."}
    return await kas.post(f"/betaalcontroles/{opdracht}/_beoordelen", invoer, sub=DRIE)


async def wacht(kas: Kas) -> bool:
    antwoord = await kas.bereid_voor()
    assert antwoord.status_code == 409, antwoord.text
    return "in-controle" in antwoord.json()["detail"]


async def ibans(kas: Kas, run: dict[str, object]) -> list[str | None]:
    return [one.text for one in (await kas.bestand(run)).iterfind(".//p:CdtrAcct//p:IBAN", PAIN)]


async def test_a_choice_before_the_account_changed_is_not_a_look_at_the_new_account(kas: Kas) -> None:
    opdracht = await kas.opdracht(1000)
    await kies(kas)
    assert await redenen(kas) == {}
    await kas.rekening(AGB, versie=2, iban=NIEUW)

    assert await wacht(kas)
    await kies(kas)
    assert await redenen(kas) == {str(opdracht): ["rekening-gewijzigd"]}
    assert (await beoordeel(kas, opdracht)).status_code == 200

    run = await kas.betaal()
    assert await ibans(kas, run) == [NIEUW]
    (betaling,) = await kas.betalingen(run)
    assert betaling["rekeningGewijzigd"] is True


async def test_a_concept_of_before_the_change_is_prepared_again_only_after_a_look(kas: Kas) -> None:
    opdracht = await kas.opdracht(1000)
    run = await kas.run()
    await kas.rekening(AGB, versie=2, iban=NIEUW)
    codes = {one["code"] for one in (await kas.geef_vrij(run)).json()["fouten"]}
    assert codes == {"rekening-gewijzigd", "vastgehouden"}
    await kas.post(f"/betaalruns/{run['id']}/_intrekken", {"reden": "Rekening gewijzigd"}, sub=EEN)

    assert await wacht(kas)
    await kies(kas)
    assert list(await redenen(kas)) == [str(opdracht)]


async def test_time_alone_makes_an_account_that_was_never_paid_to_no_known_one(kas: Kas) -> None:
    await kas.rekening(AGB, versie=2, iban=NIEUW)
    kas.dienst.sql("UPDATE rekening SET ontvangen_op = ontvangen_op - interval '400 days' RETURNING 1")
    opdracht = await kas.opdracht(1000)

    assert await wacht(kas)
    await kies(kas)
    assert await redenen(kas) == {str(opdracht): ["rekening-gewijzigd"]}


async def test_a_decision_holds_for_the_account_that_it_was_about(kas: Kas) -> None:
    kas.regels(grens_cent=1)
    opdracht = await kas.opdracht(1000)
    await kies(kas)
    await beoordeel(kas, opdracht)
    for versie, iban in ((2, NIEUW), (3, "NL69INGB0123456789")):
        await kas.rekening(AGB, versie=versie, iban=iban)
        await beoordeel(kas, opdracht)  # of what was chosen before: not this account
        assert await wacht(kas)
        await kies(kas)
        assert "rekening-gewijzigd" in (await redenen(kas))[str(opdracht)]
        await beoordeel(kas, opdracht)
    run = await kas.run()

    await kas.rekening(AGB, versie=4, iban=NIEUW)

    assert (await kas.geef_vrij(run)).status_code == 409
    assert not kas.dienst.events("BetalingVrijgegeven")


async def test_an_account_that_was_paid_to_is_known_until_the_bank_refused_it(kas: Kas) -> None:
    await kas.rekening(AGB, versie=2, iban=NIEUW)
    kas.dienst.sql("UPDATE rekening SET ontvangen_op = ontvangen_op - interval '400 days' RETURNING 1")
    eerste = await kas.opdracht(1000)
    await kies(kas)
    await beoordeel(kas, eerste)
    await kas.betaal()
    tweede = await kas.opdracht(2000)
    (betaling,) = await kas.betalingen(await kas.betaal())
    assert (betaling["betaalopdrachten"], betaling["rekeningGewijzigd"]) == ([str(tweede)], False)

    for (kenmerk,) in kas.dienst.sql("SELECT id FROM betaalregel"):
        await kas.meld_af(str(kenmerk), "geweigerd", redencode="AC04")
    derde = await kas.opdracht(3000)

    assert await wacht(kas)
    await kies(kas)
    gekozen = await redenen(kas)
    assert gekozen[str(derde)] == ["rekening-gewijzigd"]
    assert gekozen[str(tweede)] == ["rekening-gewijzigd", "eerder-geweigerd"]


async def test_what_was_refused_goes_out_again_after_a_look_for_every_refusal(kas: Kas) -> None:
    opdracht = await kas.opdracht(1000)
    ander = await kas.opdracht(70, agb_code=ANDERE_AGB)
    run = await kas.betaal()
    assert {one["eerderGeweigerd"] for one in await kas.betalingen(run)} == {False}
    for _ in range(2):
        (betaling,) = [one for one in await kas.betalingen(run) if str(opdracht) in one["betaalopdrachten"]]
        await kas.meld_af(betaling["id"], "geweigerd", redencode="AC04")
        assert await wacht(kas)
        await kies(kas)
        assert await redenen(kas) == {str(opdracht): ["eerder-geweigerd"]}
        await beoordeel(kas, opdracht)
        run = await kas.betaal()
        (betaling,) = await kas.betalingen(run)
        assert betaling["eerderGeweigerd"] is True

    assert not kas.dubbel()
    assert kas.dienst.sql(f"SELECT gekozen FROM betaalcontrole WHERE opdracht_id = '{ander}'") == [(False,)]


async def test_what_an_aanbieder_owes_waits_for_nobody_and_a_first_account_is_no_change(kas: Kas) -> None:
    await kas.rekening(ANDERE_AGB, versie=2, iban=NIEUW)
    await kas.opdracht(-10, agb_code=ANDERE_AGB)
    await kas.opdracht(1000)
    run = await kas.run()

    assert [(one["agbCode"], one["reden"]) for one in run["overgeslagen"]] == [(ANDERE_AGB, "saldo-niet-positief")]
    (betaling,) = await kas.betalingen(run)
    assert betaling["rekeningGewijzigd"] is None
