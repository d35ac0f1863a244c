"""The review queue (D14), amounts per stage (D13), terms (D16) and payments on request (D17)."""

import datetime as dt
import uuid
from typing import Any

import pytest
from declaraties.domain.betalen.betaalopdracht import Opdrachtsoort

from tests.builders.betalen import DRIE, EEN, TWEE, Kas
from tests.builders.declaraties import AGB, ANDERE_AGB, GEMEENTE, clientenstop, declaratie, overeenkomst

pytestmark = pytest.mark.integratie
OVEREENKOMST = "11111111-1111-4111-8111-111111111119"
AANBIEDER = {
    "kvk_nummer": "12345678",
    "naam": "Zorggroep",
    "capaciteit_uren_per_maand": 9,
    "datum": dt.date(2026, 1, 2),
}


async def beoordeel(kas: Kas, opdracht: uuid.UUID, besluit: str, toelichting: str | None = None) -> Any:
    body = {"besluit": besluit, "toelichting": toelichting}
    return await kas.post(f"/betaalcontroles/{opdracht}/_beoordelen", body, sub=DRIE)


async def test_a_chosen_amount_is_paid_only_after_a_look(kas: Kas) -> None:
    kas.regels(grens_cent=9_000)
    groot, _ = await kas.opdracht(9_001), await kas.opdracht(9_000)

    eerste = await kas.run()
    (controle,) = (await kas.get("/betaalcontroles")).json()["resultaten"]
    assert (await beoordeel(kas, groot, "vrijgeven")).status_code == 200
    tweede = await kas.run()

    assert (eerste["bedragCent"], eerste["overgeslagen"][0]["reden"]) == (9_000, "in-controle")
    assert (controle["id"], controle["redenen"], controle["regelversie"]) == (str(groot), ["bedrag-boven-grens"], 2)
    assert tweede["bedragCent"] == 9_001


async def test_a_held_amount_stays_until_somebody_lets_it_go(kas: Kas) -> None:
    kas.regels(grens_cent=1)
    opdracht = await kas.opdracht()
    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)

    zonder = await beoordeel(kas, opdracht, "vasthouden")
    await beoordeel(kas, opdracht, "vasthouden", "Urenstaat ontbreekt")
    vast = await kas.bereid_voor()
    await beoordeel(kas, opdracht, "vrijgeven")

    assert (zonder.status_code, vast.status_code, "vastgehouden" in vast.json()["detail"]) == (400, 409, True)
    assert (await kas.run())["aantal"] == 1


async def test_a_run_that_is_refused_leaves_nothing_behind(kas: Kas) -> None:
    kas.regels(grens_cent=1)
    await taakgericht(kas)
    await termijn(kas)

    geweigerd = await kas.bereid_voor()

    assert (geweigerd.status_code, "in-controle" in geweigerd.json()["detail"]) == (409, True)
    assert kas.dienst.sql("SELECT count(*) FROM betaalopdracht") == [(0,)]
    assert kas.dienst.sql("SELECT count(*) FROM betaalcontrole") == [(0,)]


async def test_skipping_the_look_needs_a_reason_and_stays_in_the_log(kas: Kas) -> None:
    kas.regels(grens_cent=1)
    opdracht = await kas.opdracht()
    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)

    zonder = await beoordeel(kas, opdracht, "overslaan")
    goed = await beoordeel(kas, opdracht, "overslaan", "Spoed: aanbieder kan salaris niet betalen")
    await kas.betaal()
    te_laat = await beoordeel(kas, opdracht, "vasthouden", "Toch maar niet doen")

    assert (zonder.status_code, goed.status_code, te_laat.status_code) == (400, 200, 409)
    alle = (await kas.get("/betaalcontroles?alleenOpen=false")).json()["resultaten"]
    assert [een["besluit"] for een in alle[0]["besluiten"]] == ["overslaan"]


async def test_a_first_declaratie_and_a_changed_account_are_chosen(kas: Kas) -> None:
    eerste = await kas.opdracht(100, soort=Opdrachtsoort.PRESTATIES)
    tweede = await kas.opdracht(100, soort=Opdrachtsoort.PRESTATIES)
    await kas.rekening(ANDERE_AGB, versie=2)
    ander = await kas.opdracht(100, agb_code=ANDERE_AGB)

    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)

    gekozen = {een["id"]: een["redenen"] for een in (await kas.get("/betaalcontroles")).json()["resultaten"]}
    assert gekozen == {str(eerste): ["eerste-declaratie"], str(ander): ["rekening-gewijzigd"]}
    assert str(tweede) not in gekozen


async def test_splitting_an_amount_does_not_get_around_the_limit(kas: Kas) -> None:
    kas.regels(grens_cent=9_000, maandgrens_cent=9_000)
    for _ in range(4):
        await kas.opdracht(3_000)

    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)

    (gekozen,) = (await kas.get("/betaalcontroles")).json()["resultaten"]
    assert gekozen["redenen"] == ["maandbedrag-boven-grens"]


async def test_the_answer_does_not_wait_for_the_review_of_the_money(kas: Kas) -> None:
    kas.regels(grens_cent=1)
    await kas.dienst.sta_klaar()

    kenmerk = await kas.dienst.declareer(declaratie())

    assert (await kas.dienst.stand(kenmerk))["status"] == "aangeboden"
    (opdracht,) = kas.dienst.sql("SELECT id FROM betaalopdracht")
    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)
    assert [een["id"] for een in (await kas.get("/betaalcontroles")).json()["resultaten"]] == [str(opdracht[0])]


async def test_every_amount_of_a_declaratie_is_seen_by_stage(kas: Kas) -> None:
    await kas.dienst.sta_klaar()
    kenmerk = await kas.dienst.declareer(declaratie())
    pad = f"/declaraties/{kenmerk}/bedragen"
    voor = (await kas.get(pad)).json()
    (opdracht,) = kas.dienst.sql("SELECT id FROM betaalopdracht")
    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)
    await beoordeel(kas, opdracht[0], "vrijgeven")

    run = await kas.betaal(totEnMet="2026-07-01")

    velden = ("ingediendCent", "gecontroleerdCent", "toegekendCent", "verrekendCent", "betaaldCent")
    assert [voor[veld] for veld in velden] == [5000, 5000, 5000, 0, 0]
    assert [(await kas.get(pad)).json()[veld] for veld in velden] == [5000, 5000, 5000, 0, 5000]
    (maand,) = (await kas.get("/bedragen?jaar=2026")).json()["resultaten"]
    assert (maand["periode"], maand["betaaldCent"], maand["declaraties"]) == ("2026-04-01", 5000, 1)
    (betaling,) = await kas.betalingen(run)
    await kas.meld_af(betaling["id"], "geweigerd", redencode="AC04")
    assert (await kas.get(pad)).json()["betaaldCent"] == 0


async def termijn(kas: Kas, nummer: int = 1, **anders: Any) -> None:
    gewoon = {
        "overeenkomst_id": OVEREENKOMST,
        "agb_code": AGB,
        "gemeente": GEMEENTE,
        "programmalijn": "2.1.3",
        "jaar": 2026,
        "termijn": nummer,
        "vervaldatum": dt.date(2026, nummer, 28),
        "bedrag_cent": 100_001,
    }
    await kas.dienst.meld("BetaaltermijnVastgesteld", gewoon | anders)


async def taakgericht(kas: Kas) -> None:
    await kas.dienst.meld("OvereenkomstGesloten", overeenkomst(overeenkomst_id=OVEREENKOMST, variant="taakgericht"))


async def kort(kas: Kas, percentage: int, van: str = "2026-01-01") -> Any:
    body = {"overeenkomstId": OVEREENKOMST, "percentage": percentage, "van": van, "reden": "Te weinig inzet in 2026"}
    voorstel = await kas.post("/termijnkortingen", body, sub="cm", rol="contractmanager")
    assert (voorstel.status_code, voorstel.json()["status"]) == (201, "voorgesteld")
    pad = f"/termijnkortingen/{voorstel.json()['id']}/_besluiten"
    alleen = await kas.post(pad, None, sub="cm", rol="contractmanager")
    assert (alleen.status_code, alleen.json()["type"].rpartition(":")[2]) == (403, "zelfde-persoon")
    besluit = await kas.post(pad, None, sub="cm-2", rol="contractmanager")
    weer = await kas.post(pad, None, sub="cm-3", rol="contractmanager")
    assert (weer.status_code, weer.json()["type"].rpartition(":")[2]) == (409, "al-besloten")
    return besluit


@pytest.mark.parametrize("eigen", [AGB, ANDERE_AGB])
async def test_nobody_decides_on_a_cut_for_the_organisation_that_he_speaks_for(kas: Kas, eigen: str) -> None:
    """The aanbieder of the overeenkomst, or another with the same KvK number."""
    await taakgericht(kas)
    for code in (AGB, ANDERE_AGB):
        await kas.dienst.meld("AanbiederGeregistreerd", AANBIEDER | {"agb_code": code})
    body = {"overeenkomstId": OVEREENKOMST, "percentage": 0, "van": "2026-01-01", "reden": "Toch geen korting"}
    voorstel = await kas.post("/termijnkortingen", body, sub="cm", rol="contractmanager")
    token = kas.dienst.issuer.maak_token("contractmanager", agb=[eigen], gemeenten=[], claims={"sub": "cm-2"})
    koppen = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid.uuid4().hex}

    besluit = await kas.dienst.client.post(
        f"/v1/termijnkortingen/{voorstel.json()['id']}/_besluiten", json=None, headers=koppen
    )

    assert (besluit.status_code, besluit.json()["type"].rpartition(":")[2]) == (403, "zelfde-persoon")


async def test_terms_that_are_due_are_paid_once(kas: Kas) -> None:
    await taakgericht(kas)
    for nummer in (1, 2, 6):
        await termijn(kas, nummer)

    run = await kas.betaal()
    weer = await kas.bereid_voor()

    assert (run["bedragCent"], weer.status_code) == (200_002, 409)
    assert [een["soort"] for een in kas.dienst.events("BetaalopdrachtGemaakt")] == ["termijn", "termijn"]


async def test_an_old_end_that_is_told_again_does_not_take_a_term_away(kas: Kas) -> None:
    await taakgericht(kas)
    await termijn(kas, volgnummer=0)
    await termijn(kas, volgnummer=1, bedrag_cent=0)
    await termijn(kas, volgnummer=2)
    for oud in (0, 1):
        await termijn(kas, volgnummer=oud, bedrag_cent=0)

    assert (await kas.betaal())["bedragCent"] == 100_001


async def test_a_discount_of_toezicht_waits_for_a_percentage(kas: Kas) -> None:
    await taakgericht(kas)
    await termijn(kas)
    await kas.dienst.meld("MaatregelOpgelegd", clientenstop(soort="korting", van=dt.date(2026, 1, 1)))

    wacht = await kas.bereid_voor()
    assert (await kort(kas, 25)).json()["status"] == "besloten"
    run = await kas.run()

    assert (wacht.status_code, run["bedragCent"]) == (409, 75_001)


async def test_a_discount_with_its_percentage_needs_no_decision_and_none_undoes_it(kas: Kas) -> None:
    await taakgericht(kas)
    await termijn(kas)
    korting = clientenstop(soort="korting", van=dt.date(2026, 1, 1), percentage=5)
    await kas.dienst.meld("MaatregelOpgelegd", korting)
    await kort(kas, 0)

    run = await kas.run()

    assert run["bedragCent"] == 95_001


async def test_a_discount_of_toezicht_cuts_delivered_hours_and_is_given_back_when_it_ends_earlier(kas: Kas) -> None:
    await kas.dienst.sta_klaar()
    await kas.dienst.declareer(declaratie())
    korting = clientenstop(soort="korting", van=dt.date(2026, 1, 1), percentage=5)
    await kas.dienst.meld("MaatregelOpgelegd", korting)
    ((kenmerk, cent),) = kas.dienst.sql("SELECT id, bedrag_cent FROM betaalopdracht")
    kas.dienst.sql("UPDATE betaalopdracht SET vervaldatum = '2026-01-01' RETURNING 1")
    await kas.post("/betaalcontroles/_kiezen", {}, sub="drie", rol="contractmanager")
    vrij = {"besluit": "vrijgeven", "toelichting": None}
    await kas.post(f"/betaalcontroles/{kenmerk}/_beoordelen", vrij, sub="drie", rol="contractmanager")

    gekort = await kas.betaal()
    einde = {"maatregel_id": korting["maatregel_id"], "agb_code": AGB, "einddatum": dt.date(2026, 1, 2)}
    await kas.dienst.meld("MaatregelBeeindigd", {**korting, **einde, "reden": "Hersteld."})
    terug = await kas.betaal()

    assert (cent, gekort["bedragCent"], terug["bedragCent"]) == (5_000, 4_752, 248)
    boekingen = kas.dienst.sql("SELECT volgnummer, bedrag_cent FROM prestatiekorting ORDER BY volgnummer")
    assert boekingen == [(1, -248), (2, 248)]


async def test_a_cut_or_a_lapse_after_payment_is_set_off(kas: Kas) -> None:
    await taakgericht(kas)
    await termijn(kas)
    await kas.betaal()
    await kort(kas, 10)
    await termijn(kas, 2)
    na_korting = await kas.betaal()
    await termijn(kas, 2, bedrag_cent=0)
    await termijn(kas, 3, bedrag_cent=200_000)
    na_verval = await kas.betaal()

    assert na_korting["bedragCent"] == 2 * 90_001 - 100_001
    assert na_verval["bedragCent"] == 180_000 - 90_001


async def test_a_stop_pays_nothing(kas: Kas) -> None:
    await taakgericht(kas)
    await termijn(kas)
    await kort(kas, 100)

    assert (await kas.bereid_voor()).status_code == 409
    assert kas.dienst.sql("SELECT count(*) FROM betaalopdracht") == [(0,)]


async def vraag_aan(kas: Kas, **anders: Any) -> Any:
    body = {
        "soort": "continuiteit",
        "agbCode": AGB,
        "gemeente": GEMEENTE,
        "wet": "wmo",
        "programmalijn": "2.1.3",
        "van": "2026-03-01",
        "tot": "2026-04-30",
        "gevraagdCent": 90_000,
        "toelichting": "Dagbesteding gesloten in maart en april",
    }
    koppen = {**kas.dienst.aanbieder, "Idempotency-Key": uuid.uuid4().hex}
    return await kas.dienst.client.post("/v1/vergoedingen", json=body | anders, headers=koppen)


async def stap(kas: Kas, kenmerk: str, wat: str, cent: int, *, sub: str, rol: str = "financien") -> Any:
    body = {"bedragCent": cent, "motivering": "Gezien de stukken van de aanbieder"}
    return await kas.post(f"/vergoedingen/{kenmerk}/{wat}", body, sub=sub, rol=rol)


async def test_a_request_is_advised_decided_paid_and_settled(kas: Kas) -> None:
    kenmerk = (await vraag_aan(kas)).json()["id"]
    await stap(kas, kenmerk, "_adviseren", 80_000, sub="cm", rol="contractmanager")
    besluit = await stap(kas, kenmerk, "_besluiten", 80_000, sub=EEN)
    betaald = await kas.betaal()
    vast = await stap(kas, kenmerk, "_vaststellen", 50_000, sub="drie")
    await kas.opdracht(40_000)
    verrekend = await kas.betaal()

    assert (besluit.json()["status"], vast.json()["status"]) == ("toegekend", "vastgesteld")
    assert (betaald["bedragCent"], verrekend["bedragCent"]) == (80_000, 10_000)
    soorten = [een["soort"] for een in kas.dienst.events("BetaalopdrachtGemaakt")]
    assert soorten == ["continuiteit", "verrekening", "continuiteit"]
    boekingen = kas.dienst.sql("SELECT soort, bedrag_cent FROM vergoedingboeking ORDER BY soort")
    assert boekingen == [("besluit", 80_000), ("vaststelling", -30_000)]


async def test_the_order_of_the_steps_the_persons_and_the_amounts_are_kept(kas: Kas) -> None:
    kenmerk = (await vraag_aan(kas)).json()["id"]

    te_vroeg = await stap(kas, kenmerk, "_besluiten", 1, sub=EEN)
    te_hoog = await stap(kas, kenmerk, "_adviseren", 90_001, sub=EEN, rol="contractmanager")
    await stap(kas, kenmerk, "_adviseren", 90_000, sub=EEN, rol="contractmanager")
    zelf = await stap(kas, kenmerk, "_besluiten", 90_000, sub=EEN)
    nee = await stap(kas, kenmerk, "_besluiten", 0, sub=TWEE)

    assert [een.status_code for een in (te_vroeg, te_hoog, zelf, nee)] == [409, 400, 403, 200]
    assert nee.json()["status"] == "afgewezen"
    assert kas.dienst.sql("SELECT count(*) FROM betaalopdracht") == [(0,)]


async def test_a_request_is_for_oneself_and_within_a_year(kas: Kas) -> None:
    vreemd, over = await vraag_aan(kas, agbCode=ANDERE_AGB), await vraag_aan(kas, tot="2027-01-01")

    assert (vreemd.status_code, over.status_code) == (403, 400)


async def test_the_settlement_is_made_beside_what_was_declared(kas: Kas) -> None:
    await kas.dienst.sta_klaar()
    await kas.dienst.declareer(declaratie())
    kenmerk = (await vraag_aan(kas)).json()["id"]

    detail = (await kas.get(f"/vergoedingen/{kenmerk}")).json()
    vreemd = await kas.dienst.client.get(
        f"/v1/vergoedingen/{kenmerk}", headers=kas.dienst.als("aanbieder", agb=ANDERE_AGB)
    )

    assert (detail["gedeclareerdCent"], vreemd.status_code) == (5000, 404)


@pytest.mark.parametrize("wijziging", ["vervallen", "lager", "hoger", "korting"])
async def test_a_run_is_not_released_for_a_term_of_which_something_else_is_due_by_now(kas: Kas, wijziging: str) -> None:
    await taakgericht(kas)
    await termijn(kas)
    await kas.opdracht(500)
    run = await kas.run()
    if wijziging == "korting":
        assert (await kort(kas, 40)).status_code == 200
    else:
        await termijn(kas, bedrag_cent={"vervallen": 0, "lager": 60_000, "hoger": 110_000}[wijziging])

    antwoord = await kas.geef_vrij(run)
    fouten = {one["code"] for one in antwoord.json()["fouten"]}
    assert (antwoord.status_code, fouten) == (409, {"termijn-gewijzigd"})
    await kas.opdracht(70, agb_code=ANDERE_AGB)
    await kas.run()  # makes what the term is corrected by, outside the first run
    nog = await kas.geef_vrij(run)
    if wijziging != "hoger":
        assert {one["code"] for one in nog.json()["fouten"]} == {"termijn-gewijzigd"}
        await kas.post(f"/betaalruns/{run['id']}/_intrekken", {"reden": "Termijn gewijzigd"}, sub=EEN)
        over = {"vervallen": 0, "lager": 60_000, "korting": 60_001}[wijziging]
        assert (await kas.betaal())["bedragCent"] == 500 + over
