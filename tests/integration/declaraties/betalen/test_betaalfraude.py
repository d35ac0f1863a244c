"""Attempts to let money go where it should not (S-24), and a database that was put back to an earlier state (I3)."""

import datetime as dt
import json
import shutil
import uuid
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from declaraties.adapters.betalen.betaalregister import BESTAND, Bestandsregister

from tests.builders.betalen import BEVESTIGER, EEN, TWEE, Kas, bedragen_in
from tests.builders.declaraties import AGB, ANDERE_AGB, GEMEENTE, KLOK, clientenstop

pytestmark = pytest.mark.integratie


def slug(antwoord: httpx.Response) -> str:
    return str(antwoord.json()["type"]).split(":")[-1]


def redenen(antwoord: httpx.Response) -> set[str]:
    return {een["code"] for een in antwoord.json()["fouten"]}


def niets_vrijgegeven(kas: Kas) -> bool:
    vrij = kas.dienst.sql("SELECT count(*) FROM betaalrun WHERE status = 'vrijgegeven'")
    return vrij == [(0,)] and not kas.dienst.events("BetalingVrijgegeven")


async def test_the_same_person_cannot_do_both(kas: Kas) -> None:
    await kas.opdracht()
    run = await kas.run(sub=EEN)

    antwoord = await kas.geef_vrij(run, sub=EEN)

    assert (antwoord.status_code, slug(antwoord)) == (403, "zelfde-persoon")
    assert niets_vrijgegeven(kas)


async def test_two_persons_of_one_aanbieder_do_not_prepare_and_release(kas: Kas) -> None:
    def als(sub: str, agb: str) -> dict[str, str]:
        token = kas.dienst.issuer.maak_token("financien", agb=[agb], gemeenten=[], claims={"sub": sub})
        return {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid.uuid4().hex}

    await kas.opdracht()
    gemaakt = await kas.dienst.client.post("/v1/betaalruns", json={"gemeente": GEMEENTE}, headers=als(EEN, "99990001"))
    run = gemaakt.json()
    akkoord = {"aantal": run["aantal"], "bedragCent": run["bedragCent"]}
    pad = f"/v1/betaalruns/{run['id']}/_vrijgeven"

    samen = await kas.dienst.client.post(pad, json=akkoord, headers=als(TWEE, "99990001"))
    ander = await kas.dienst.client.post(pad, json=akkoord, headers=als("fin-drie", "99990002"))

    assert (samen.status_code, slug(samen), ander.status_code) == (403, "zelfde-persoon", 200)


async def test_two_persons_of_one_aanbieder_do_not_review_and_release(kas: Kas) -> None:
    def als(sub: str) -> dict[str, str]:
        token = kas.dienst.issuer.maak_token("financien", agb=["99990001"], gemeenten=[], claims={"sub": sub})
        return {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid.uuid4().hex}

    kas.regels(grens_cent=1)
    opdracht = await kas.opdracht()
    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)
    pad = f"/v1/betaalcontroles/{opdracht}/_beoordelen"
    goed = await kas.dienst.client.post(pad, json={"besluit": "vrijgeven"}, headers=als(TWEE))
    run = await kas.run(sub=EEN)
    akkoord = {"aantal": run["aantal"], "bedragCent": run["bedragCent"]}

    samen = await kas.dienst.client.post(
        f"/v1/betaalruns/{run['id']}/_vrijgeven", json=akkoord, headers=als("fin-drie")
    )

    assert (goed.status_code, samen.status_code, slug(samen)) == (200, 403, "zelfde-persoon")


async def test_who_confirmed_the_account_does_not_release_a_payment_to_it(kas: Kas) -> None:
    await kas.opdracht()
    run = await kas.run()

    antwoord = await kas.geef_vrij(run, sub=BEVESTIGER)

    assert (antwoord.status_code, slug(antwoord)) == (403, "zelfde-persoon")
    assert "rekening bevestigen" in antwoord.json()["detail"]
    assert niets_vrijgegeven(kas)
    assert (await kas.geef_vrij(run, sub=TWEE)).status_code == 200


async def test_a_changed_account_blocks_the_run_until_it_is_prepared_again(kas: Kas) -> None:
    await kas.opdracht()
    run = await kas.run()
    await kas.rekening(AGB, versie=2, iban="NL69INGB0123456789")

    antwoord = await kas.geef_vrij(run)
    await kas.post(f"/betaalruns/{run['id']}/_intrekken", {"reden": "Rekening gewijzigd"}, sub=EEN)
    await kas.kijk_na()
    opnieuw = await kas.betaal()

    assert (antwoord.status_code, redenen(antwoord)) == (409, {"rekening-gewijzigd", "vastgehouden"})
    assert b"NL69INGB0123456789" in (await kas.get(f"/betaalruns/{opnieuw['id']}/bestand")).content


async def test_an_older_account_that_arrives_again_changes_nothing(kas: Kas) -> None:
    await kas.rekening(AGB, versie=2, iban="NL69INGB0123456789")
    await kas.rekening(AGB, versie=1)

    assert kas.dienst.sql(f"SELECT versie FROM rekening WHERE houder = '{AGB}'") == [(2,)]


async def test_a_changed_account_of_the_gemeente_blocks_the_run(kas: Kas) -> None:
    await kas.opdracht()
    run = await kas.run()
    await kas.rekening("0307", versie=2)

    assert redenen(await kas.geef_vrij(run)) == {"rekening-gewijzigd"}
    assert niets_vrijgegeven(kas)


async def test_a_suspension_after_the_preparation_blocks_the_release(kas: Kas) -> None:
    await kas.opdracht()
    run = await kas.run()
    await kas.dienst.meld("MaatregelOpgelegd", clientenstop(soort="opschorting"))

    assert redenen(await kas.geef_vrij(run)) == {"opgeschort"}
    assert niets_vrijgegeven(kas)


@pytest.mark.parametrize(
    ("van", "tot", "houdt"),
    [(0, None, True), (1, None, True), (5, 6, True), (6, None, False), (-9, 0, True), (-9, -1, False)],
)
async def test_a_suspension_on_any_day_until_the_bank_pays_holds_the_payment(
    kas: Kas, van: int, tot: int | None, *, houdt: bool
) -> None:
    def dag(over: int) -> dt.date:
        return KLOK + dt.timedelta(days=over)

    await kas.opdracht()
    run = await kas.run(uitvoerdatum=str(dag(5)))
    schorsing = clientenstop(soort="opschorting", van=dag(van), tot=None if tot is None else dag(tot))
    await kas.dienst.meld("MaatregelOpgelegd", schorsing)

    antwoord = await kas.geef_vrij(run)

    assert antwoord.status_code == (409 if houdt else 200)
    if houdt:
        assert redenen(antwoord) == {"opgeschort"}
        await kas.post(f"/betaalruns/{run['id']}/_intrekken", {"reden": "Opgeschort"}, sub=EEN)
        assert "opgeschort" in (await kas.bereid_voor(uitvoerdatum=str(dag(5)))).json()["detail"]


@pytest.mark.parametrize("uitkomst", ["geweigerd", "uitgevoerd"])
async def test_what_the_bank_told_is_recorded_by_nobody_who_made_the_run_or_gets_the_money(
    kas: Kas, uitkomst: str
) -> None:
    await kas.opdracht()
    (betaling,) = await kas.betalingen(await kas.betaal())
    pad, afloop = f"/v1/betalingen/{betaling['id']}/_afhandelen", {"uitkomst": uitkomst, "redencode": "AC04"}

    for wie, agb in ((EEN, []), (TWEE, []), ("insider", [AGB])):
        token = kas.dienst.issuer.maak_token("financien", agb=agb, gemeenten=[], claims={"sub": wie})
        koppen = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid.uuid4().hex}
        antwoord = await kas.dienst.client.post(pad, json=afloop, headers=koppen)
        assert (antwoord.status_code, slug(antwoord)) == (403, "zelfde-persoon")

    assert (await kas.bereid_voor()).status_code == 409
    assert (await kas.meld_af(betaling["id"], uitkomst, redencode="AC04")).status_code == 200


@pytest.mark.parametrize("anders", [{"bedragCent": 9_999}, {"aantal": 2}, {"bedragCent": 10_001}])
async def test_an_approval_of_other_figures_releases_nothing(kas: Kas, anders: dict[str, Any]) -> None:
    await kas.opdracht(10_000)
    run = await kas.run()

    antwoord = await kas.geef_vrij(run, **anders)

    assert (antwoord.status_code, slug(antwoord)) == (409, "akkoord-past-niet")
    assert niets_vrijgegeven(kas)


async def test_a_replayed_approval_releases_once(kas: Kas) -> None:
    await kas.opdracht()
    run = await kas.run()

    eerste, tweede = await kas.geef_vrij(run), await kas.geef_vrij(run, sub="fin-vier")

    assert (eerste.status_code, tweede.status_code, slug(tweede)) == (200, 409, "run-afgehandeld")


@pytest.mark.parametrize(
    "knoeien",
    [
        "UPDATE betaalregel SET bedrag_cent = bedrag_cent + 1",
        "UPDATE betaalopdracht SET bedrag_cent = bedrag_cent - 1",
        "UPDATE betaalregel_opdracht SET telt = false",
    ],
)
async def test_amounts_that_were_tampered_with_in_the_database_are_seen(kas: Kas, knoeien: str) -> None:
    await kas.opdracht(10_000)
    run = await kas.run()
    knoei(kas, knoeien)
    run["bedragCent"] = int(kas.dienst.sql("SELECT sum(bedrag_cent) FROM betaalregel")[0][0])

    antwoord = await kas.geef_vrij(run)

    assert (antwoord.status_code, redenen(antwoord)) == (409, {"bedrag-wijkt-af"})
    assert niets_vrijgegeven(kas)


async def test_a_forged_file_in_the_database_is_not_handed_out(kas: Kas) -> None:
    await kas.opdracht()
    run = await kas.betaal()
    async with kas.dienst.uow() as uow:
        vals = uow._privacy.encrypt_file(b"<Document/>", f"betaalbestand|{run['id']}")
    with psycopg.connect(kas.dienst.url) as verbinding:
        verbinding.execute("UPDATE betaalrun SET bestand = %s, sha256 = 'x'", [vals])

    antwoord = await kas.get(f"/betaalruns/{run['id']}/bestand")

    assert (antwoord.status_code, slug(antwoord)) == (409, "register-wijkt-af")


async def test_whoever_reviewed_an_amount_cannot_release_it(kas: Kas) -> None:
    kas.regels(grens_cent=1)
    opdracht = await kas.opdracht()
    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)
    goed = await kas.post(f"/betaalcontroles/{opdracht}/_beoordelen", {"besluit": "vrijgeven"}, sub=TWEE)
    run = await kas.run(sub=EEN)

    zelf, ander = await kas.geef_vrij(run, sub=TWEE), await kas.geef_vrij(run, sub="fin-drie")

    assert (goed.status_code, zelf.status_code, slug(zelf), ander.status_code) == (200, 403, "zelfde-persoon", 200)


async def test_an_amount_held_after_the_preparation_blocks_the_release(kas: Kas) -> None:
    kas.regels(grens_cent=1)
    opdracht = await kas.opdracht()
    await kas.post("/betaalcontroles/_kiezen", {}, sub=EEN)
    pad = f"/betaalcontroles/{opdracht}/_beoordelen"
    await kas.post(pad, {"besluit": "vrijgeven"}, sub="fin-drie")
    run = await kas.run()
    await kas.post(pad, {"besluit": "vasthouden", "toelichting": "Melding van toezicht"}, sub="fin-drie")

    assert redenen(await kas.geef_vrij(run)) == {"vastgehouden"}


def knoei(kas: Kas, vraag: str) -> None:
    with psycopg.connect(kas.dienst.url) as verbinding:
        verbinding.execute(vraag.encode())


async def test_a_database_put_back_to_before_the_release_sends_the_same_file_and_no_other(kas: Kas) -> None:
    await kas.opdracht(500)
    run = await kas.run()
    eerste = (await kas.geef_vrij(run)).json()
    inhoud = (await kas.get(f"/betaalruns/{run['id']}/bestand")).content
    knoei(kas, "UPDATE betaalrun SET status = 'concept', bestand = NULL, sha256 = NULL, afgehandeld_door = NULL")

    intrekken = await kas.post(f"/betaalruns/{run['id']}/_intrekken", {"reden": "Per ongeluk"}, sub=EEN)
    nogmaals = await kas.geef_vrij(run, sub="fin-drie")

    assert (intrekken.status_code, slug(intrekken)) == (409, "volgens-register-vrijgegeven")
    assert (nogmaals.status_code, nogmaals.json()["hersteld"]) == (200, True)
    assert nogmaals.json()["sha256"] == eerste["sha256"]
    assert (await kas.get(f"/betaalruns/{run['id']}/bestand")).content == inhoud
    assert len((kas.dienst.settings.payment_register / BESTAND).read_text().splitlines()) == 1


async def test_a_database_put_back_to_before_the_preparation_does_not_pay_again(kas: Kas) -> None:
    await kas.opdracht(500)
    await kas.betaal()
    for tabel in ("betaalregel_opdracht", "betaalregel", "betaalrun"):
        knoei(kas, f"DELETE FROM {tabel}")
    await kas.opdracht(30)

    run = await kas.betaal()

    assert (run["bedragCent"], run["overgeslagen"][0]["reden"]) == (30, "volgens-register-betaald")


async def test_a_run_that_holds_what_the_register_knows_as_paid_is_not_released(kas: Kas) -> None:
    await kas.opdracht(500)
    run = await kas.run()
    ander = Kas(kas.dienst)
    register = Bestandsregister(kas.dienst.settings.payment_register)
    await ander.geef_vrij(run)
    knoei(kas, "UPDATE betaalregel SET id = gen_random_uuid()")
    knoei(kas, "UPDATE betaalregel_opdracht SET regel_id = (SELECT id FROM betaalregel)")
    knoei(kas, "UPDATE betaalregel SET run_id = '11111111-1111-4111-8111-111111111111'")
    knoei(kas, "UPDATE betaalrun SET id = '11111111-1111-4111-8111-111111111111', status = 'concept', bestand = NULL")

    antwoord = await kas.geef_vrij({**run, "id": "11111111-1111-4111-8111-111111111111"})

    assert (antwoord.status_code, slug(antwoord)) == (409, "volgens-register-betaald")
    assert len(register.list_runs()) == 1


async def test_an_empty_register_beside_a_database_with_releases_stops_all_payment(kas: Kas) -> None:
    await kas.opdracht(500)
    await kas.betaal()
    await kas.opdracht(70)
    shutil.rmtree(kas.dienst.settings.payment_register)

    antwoord = await kas.geef_vrij(await kas.run())

    assert (antwoord.status_code, slug(antwoord)) == (409, "register-onvolledig")


async def test_a_register_that_was_tampered_with_stops_all_payment(kas: Kas) -> None:
    await kas.opdracht(500)
    await kas.betaal()
    await kas.opdracht(70)
    vervals(kas.dienst.settings.payment_register / BESTAND)

    antwoord = await kas.bereid_voor()

    assert (antwoord.status_code, slug(antwoord)) == (409, "register-beschadigd")


def vervals(pad: Path) -> None:
    """Let the release hold no payables."""
    pad.write_text(json.dumps({**json.loads(pad.read_text()), "regels": {}}) + "\n")


async def test_a_crash_between_register_and_commit_is_mended_by_releasing_again(
    kas: Kas, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kas.opdracht(500)
    run = await kas.run()
    with monkeypatch.context() as val:
        val.setattr("declaraties.adapters.uow.SqlUow.commit", val_om)
        assert (await kas.geef_vrij(run)).status_code == 500
    assert niets_vrijgegeven(kas)

    antwoord = await kas.geef_vrij(run)

    assert (antwoord.status_code, antwoord.json()["hersteld"]) == (200, True)
    assert bedragen_in(await kas.bestand(antwoord.json())) == [500]
    assert len(kas.dienst.events("BetalingVrijgegeven")) == 1


async def val_om(_: object) -> None:
    raise RuntimeError("omgevallen")


async def test_a_refusal_in_the_register_alone_pays_nothing_twice(kas: Kas, monkeypatch: pytest.MonkeyPatch) -> None:
    await kas.opdracht(500, agb_code=ANDERE_AGB)
    (betaling,) = await kas.betalingen(await kas.betaal())
    with monkeypatch.context() as val:
        val.setattr("declaraties.adapters.uow.SqlUow.commit", val_om)
        assert (await kas.meld_af(betaling["id"], "geweigerd", redencode="AC04")).status_code == 500

    assert (await kas.bereid_voor()).status_code == 409
    assert (await kas.meld_af(betaling["id"], "geweigerd", redencode="AC04")).status_code == 200
    await kas.kijk_na()
    assert (await kas.run())["bedragCent"] == 500
