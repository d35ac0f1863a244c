"""A payment run from what is due to what the bank made of it (D15)."""

import asyncio
import datetime as dt
import hashlib
import uuid
from typing import Any

import pytest
from declaraties.entrypoints.betaalmeter import Betaalmeter
from prometheus_client import REGISTRY

from tests.builders.betalen import DRIE, EEN, IBAN, PAIN, TWEE, Kas, bedragen_in
from tests.builders.declaraties import AGB, ANDERE_AGB, GEMEENTE, KLOK, clientenstop

pytestmark = pytest.mark.integratie


async def test_two_persons_bring_what_is_due_to_a_file_that_says_the_same(kas: Kas) -> None:
    opdrachten = [await kas.opdracht(cent) for cent in (10_001, 250)]
    await kas.opdracht(7_000, agb_code=ANDERE_AGB)

    run = await kas.betaal()
    bestand = await kas.bestand(run)

    assert (run["status"], run["aantal"], run["bedragCent"]) == ("vrijgegeven", 2, 17_251)
    assert (run["voorbereidDoor"], run["afgehandeldDoor"]) == (EEN, TWEE)
    assert sorted(bedragen_in(bestand)) == [7_000, 10_251]
    assert bestand.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=PAIN) == "172.51"
    assert bestand.findtext(".//p:GrpHdr/p:NbOfTxs", namespaces=PAIN) == "2"
    assert bestand.findtext(".//p:GrpHdr/p:MsgId", namespaces=PAIN) == run["berichtKenmerk"]
    assert {een.text for een in bestand.iterfind(".//p:IBAN", PAIN)} == set(IBAN.values())
    betalingen = {een["agbCode"]: een for een in await kas.betalingen(run)}
    assert set(betalingen[AGB]["betaalopdrachten"]) == {str(een) for een in opdrachten}
    kenmerken = {een.text for een in bestand.iterfind(".//p:EndToEndId", PAIN)}
    assert kenmerken == {uuid.UUID(een["id"]).hex for een in betalingen.values()}
    assert not bestand.findall(".//p:PstlAdr", PAIN)


async def test_the_timeline_of_a_run_has_every_act_and_nothing_of_what_was_refused(kas: Kas) -> None:
    await kas.opdracht()
    run = await kas.betaal()

    geweigerd = await kas.post(f"/betaalruns/{run['id']}/_intrekken", {"reden": "Te laat"}, sub=DRIE)
    await kas.opdracht()
    kas.regels(grens_cent=0)
    niets = await kas.bereid_voor()
    tijdlijn = (await kas.get(f"/tijdlijn?zaak=betaalrun:{run['id']}")).json()["resultaten"]

    assert (geweigerd.status_code, niets.status_code) == (409, 409)
    assert "in-controle" in niets.json()["detail"]
    assert [(one["soort"], one["door"]) for one in tijdlijn] == [
        ("betaalrun_voorbereiden", EEN),
        ("betaalrun_vrijgeven", TWEE),
    ]
    assert kas.dienst.sql("SELECT DISTINCT zaak FROM tijdlijn") == [(f"betaalrun:{run['id']}",)]


async def test_what_is_not_due_or_of_another_gemeente_stays(kas: Kas) -> None:
    await kas.opdracht(100)
    await kas.opdracht(200, vervaldatum=KLOK + dt.timedelta(days=1))
    await kas.opdracht(400, gemeente="0342")

    assert (await kas.run())["bedragCent"] == 100
    later = await kas.run(totEnMet=str(KLOK + dt.timedelta(days=1)))
    assert later["bedragCent"] == 200


async def test_what_an_aanbieder_owes_is_set_off_and_a_debt_stays_for_the_next_run(kas: Kas) -> None:
    await kas.opdracht(1_000)
    await kas.opdracht(-400)
    await kas.opdracht(300, agb_code=ANDERE_AGB)
    await kas.opdracht(-300, agb_code=ANDERE_AGB)

    eerste = await kas.betaal()
    await kas.opdracht(50, agb_code=ANDERE_AGB)
    tweede = await kas.betaal()

    assert (eerste["bedragCent"], tweede["bedragCent"]) == (600, 50)
    (open_,) = eerste["overgeslagen"]
    assert (open_["agbCode"], open_["reden"], open_["aantal"]) == (ANDERE_AGB, "saldo-niet-positief", 2)
    assert "niets te goed" in open_["uitleg"]


async def test_a_suspension_of_toezicht_keeps_an_aanbieder_out_with_the_reason(kas: Kas) -> None:
    await kas.opdracht(1_000)
    await kas.opdracht(70, agb_code=ANDERE_AGB)
    await kas.dienst.meld("MaatregelOpgelegd", clientenstop(soort="opschorting"))

    run = await kas.run()

    assert (run["bedragCent"], run["overgeslagen"][0]["reden"]) == (70, "opgeschort")


async def test_a_suspension_that_ended_or_is_of_another_gemeente_holds_nothing(kas: Kas) -> None:
    await kas.opdracht(1_000)
    await kas.dienst.meld("MaatregelOpgelegd", clientenstop(soort="opschorting", gemeenten=["0342"]))
    voorbij = clientenstop(soort="opschorting", maatregel_id=str(uuid.uuid4()), tot=KLOK - dt.timedelta(days=1))
    await kas.dienst.meld("MaatregelOpgelegd", voorbij)

    assert (await kas.run())["bedragCent"] == 1_000


async def test_nothing_to_pay_and_no_account_say_so(kas: Kas) -> None:
    leeg = await kas.bereid_voor()
    kas.dienst.sql(f"DELETE FROM rekening WHERE houder = '{AGB}' RETURNING 1")
    await kas.opdracht()
    zonder = await kas.bereid_voor()
    kas.dienst.sql("DELETE FROM rekening RETURNING 1")
    zonder_gemeente = await kas.bereid_voor()

    assert [een.json()["type"].split(":")[-1] for een in (leeg, zonder, zonder_gemeente)] == [
        "niets-te-betalen",
        "niets-te-betalen",
        "geen-gemeenterekening",
    ]
    assert "geen-rekening" in zonder.json()["detail"]


async def test_a_refused_payment_returns_to_the_queue_and_goes_out_under_another_name(kas: Kas) -> None:
    opdracht = await kas.opdracht(500)
    eerste = await kas.betaal()
    (betaling,) = await kas.betalingen(eerste)

    terug = await kas.meld_af(betaling["id"], "geweigerd", redencode="AC04", toelichting="Rekening opgeheven")
    await kas.kijk_na()
    tweede = await kas.betaal()

    assert (terug.status_code, terug.json()["status"], terug.json()["redencode"]) == (200, "geweigerd", "AC04")
    (nieuw,) = await kas.betalingen(tweede)
    assert nieuw["betaalopdrachten"] == [str(opdracht)]
    assert tweede["berichtKenmerk"] != eerste["berichtKenmerk"]
    assert (await kas.get(f"/betaalruns/{eerste['id']}")).json()["status"] == "teruggekomen"
    assert not kas.dubbel()


async def test_a_payment_that_was_carried_out_never_comes_back(kas: Kas) -> None:
    await kas.opdracht(500)
    run = await kas.betaal()
    (betaling,) = await kas.betalingen(run)

    goed = await kas.meld_af(betaling["id"], "uitgevoerd")
    alsnog = await kas.meld_af(betaling["id"], "geweigerd", redencode="AC04")

    assert (goed.status_code, alsnog.status_code) == (200, 409)
    assert (await kas.get(f"/betaalruns/{run['id']}")).json()["status"] == "afgerond"
    assert (await kas.bereid_voor()).status_code == 409


async def test_a_refused_payment_needs_a_code_and_a_concept_has_no_outcome(kas: Kas) -> None:
    await kas.opdracht(500)
    run = await kas.run()
    (betaling,) = await kas.betalingen(run)

    concept = await kas.meld_af(betaling["id"], "uitgevoerd")
    zonder = await kas.meld_af(betaling["id"], "geweigerd")

    assert (concept.status_code, zonder.status_code) == (404, 400)


async def test_a_withdrawn_run_frees_its_payables(kas: Kas) -> None:
    await kas.opdracht(500)
    run = await kas.run()

    weg = await kas.post(f"/betaalruns/{run['id']}/_intrekken", {"reden": "Verkeerde dag"}, sub=EEN)
    te_laat = await kas.geef_vrij(run)

    assert (weg.json()["status"], te_laat.status_code) == ("ingetrokken", 409)
    assert (await kas.run())["bedragCent"] == 500


async def test_the_file_is_there_after_the_release_and_is_what_the_register_holds(kas: Kas) -> None:
    await kas.opdracht(500)
    run = await kas.run()

    te_vroeg = await kas.get(f"/betaalruns/{run['id']}/bestand")
    vrij = (await kas.geef_vrij(run)).json()
    antwoord = await kas.get(f"/betaalruns/{run['id']}/bestand")

    assert te_vroeg.status_code == 404
    assert hashlib.sha256(antwoord.content).hexdigest() == vrij["sha256"]
    opgeslagen = bytes(kas.dienst.sql("SELECT bestand FROM betaalrun")[0][0])
    assert IBAN[AGB].encode() not in opgeslagen


async def test_an_aanbieder_sees_its_own_released_payments_alone(kas: Kas) -> None:
    await kas.opdracht(500)
    await kas.opdracht(70, agb_code=ANDERE_AGB)
    run = await kas.run()
    voor = (await kas.dienst.client.get("/v1/betalingen", headers=kas.dienst.aanbieder)).json()["resultaten"]
    await kas.geef_vrij(run)
    na = (await kas.dienst.client.get("/v1/betalingen", headers=kas.dienst.aanbieder)).json()["resultaten"]

    assert (voor, [een["bedragCent"] for een in na]) == ([], [500])


async def test_fifty_parallel_preparations_make_one_run(kas: Kas) -> None:
    for cent in range(1, 21):
        await kas.opdracht(cent)

    antwoorden = await asyncio.gather(*(kas.bereid_voor(sub=f"fin-{nummer}") for nummer in range(50)))

    assert sorted(een.status_code for een in antwoorden) == [201] + [409] * 49
    assert kas.dienst.sql("SELECT count(*), sum(bedrag_cent) FROM betaalrun") == [(1, 210)]


async def test_fifty_parallel_releases_send_one_file(kas: Kas) -> None:
    await kas.opdracht(500)
    run = await kas.run()

    antwoorden = await asyncio.gather(*(kas.geef_vrij(run, sub=f"vrij-{nummer}") for nummer in range(50)))

    assert sorted(een.status_code for een in antwoorden) == [200] + [409] * 49
    uit = kas.dienst.sql("SELECT count(*) FROM outbox WHERE type LIKE '%betaling-vrijgegeven%'")
    assert uit == [(1,)]
    regels = (kas.dienst.settings.payment_register / "register.jsonl").read_text().splitlines()
    assert len(regels) == 1


async def test_parallel_refusals_and_outcomes_of_one_payment_have_one_winner(kas: Kas) -> None:
    await kas.opdracht(500)
    (betaling,) = await kas.betalingen(await kas.betaal())

    antwoorden = await asyncio.gather(
        *(kas.meld_af(betaling["id"], uitkomst, redencode="AC04") for uitkomst in ("geweigerd", "uitgevoerd") * 10)
    )

    (stand,) = kas.dienst.sql("SELECT status FROM betaalregel")
    gelukt = [een.json()["status"] for een in antwoorden if een.status_code == 200]
    assert set(gelukt) == {stand[0]}
    assert len(gelukt) == 10


async def test_the_terms_of_the_house_hold_for_a_run(kas: Kas) -> None:
    await kas.opdracht(500)

    zonder_sleutel = await kas.dienst.client.post("/v1/betaalruns", json={"gemeente": GEMEENTE}, headers=kas.als(EEN))
    gisteren = await kas.bereid_voor(uitvoerdatum=str(KLOK - dt.timedelta(days=1)))

    assert (zonder_sleutel.status_code, gisteren.status_code) == (400, 400)


async def test_a_repeated_request_with_the_same_key_gives_the_first_answer(kas: Kas) -> None:
    await kas.opdracht(500)
    koppen = {**kas.als(DRIE), "Idempotency-Key": "zelfde"}

    antwoorden: list[Any] = [
        (await kas.dienst.client.post("/v1/betaalruns", json={"gemeente": GEMEENTE}, headers=koppen)).json()
        for _ in range(2)
    ]

    assert antwoorden[0]["id"] == antwoorden[1]["id"]


def gemeten() -> tuple[float | None, float | None]:
    namen = ("risb_betaalbaar_open_euro", "risb_betaling_dagen_te_laat_max")
    open_, te_laat = (REGISTRY.get_sample_value(naam) for naam in namen)
    return open_, te_laat


async def test_the_meter_tells_what_is_open_and_how_late_until_it_is_released(kas: Kas) -> None:
    meter = Betaalmeter(kas.dienst.uow, kas.dienst.settings.clock)
    await kas.opdracht(12_345, vervaldatum=KLOK - dt.timedelta(days=3))
    run = await kas.run()
    await meter.measure()
    voor = gemeten()
    await kas.geef_vrij(run)
    await meter.measure()

    assert (voor, gemeten()) == ((123.45, 3.0), (0.0, 0.0))


async def test_what_stands_still_by_a_measure_is_open_and_not_late(kas: Kas) -> None:
    meter = Betaalmeter(kas.dienst.uow, kas.dienst.settings.clock)
    await kas.opdracht(12_345, vervaldatum=KLOK - dt.timedelta(days=3))
    await kas.dienst.meld("MaatregelOpgelegd", clientenstop(soort="opschorting"))

    await meter.measure()

    assert gemeten() == (123.45, 0.0)
