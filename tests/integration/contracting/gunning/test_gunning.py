"""A tender from begin to end over the API, on PostgreSQL: bids, scores, award, standstill, kort geding, contracts."""

import asyncio
import datetime as dt
from typing import Any

import pytest

from tests.builders.aanbesteding import (
    SLUITING,
    aanbesteding_json,
    inschrijving_json,
    perceelvraag_json,
    proef_json,
)
from tests.builders.contracting import AGB, ANDERE_AGB, aanbieder_json, overeenkomst_json, perceel_json
from tests.builders.markt import DERDE_AGB, Markt, gepubliceerd_op, markt_met
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
PERCEEL = {"perceelCode": "WMO-BEGELEIDING"}
# The worked bids of the reference: price, plan and wijk in hundredths.
BODEN = {AGB: (6000, 3000, 2600), ANDERE_AGB: (6200, 3500, 2600), DERDE_AGB: (5800, 2500, 2400)}
MEEGEDEELD = dt.date(2026, 10, 1)
JULI = dt.date(2026, 7, 2)


@pytest.fixture
async def markt(bureau: Bureau) -> Markt:
    return await gepubliceerd_op(await markt_met(bureau))


async def schrijf_in(markt: Markt, boden: dict[str, tuple[int, int, int]]) -> dict[str, str]:
    """Every bid in time, opened after the closing; per aanbieder the id of its bid."""
    markt.bureau.op(dt.date(2026, 6, 29))
    bewijs = [
        {"bewijssoort": one, "datum": "2026-06-01"} for one in ("kvk-uittreksel", "gedragsverklaring-aanbesteden")
    ]
    for agb, (prijs, _, _) in boden.items():
        bod = inschrijving_json(agb, prijs, bewijsstukken=bewijs)
        await markt.goed(f"{markt.pad}/inschrijvingen", bod, f"zorg-{agb}", agb)
    markt.bureau.op(JULI)
    await markt.goed(f"{markt.pad}/_openen", {"aanwezig": "jurist"})
    return {one["agbCode"]: one["id"] for one in await markt.inschrijvingen()}


async def beoordeel(markt: Markt, boden: dict[str, tuple[int, int, int]]) -> dict[str, str]:
    """Check every bid, let two assessors score it, and keep what they agree on."""
    ids = await schrijf_in(markt, boden)
    for agb, (_, plan, omgeving) in boden.items():
        pad = f"/inschrijvingen/{ids[agb]}"
        assert (await markt.goed(f"{pad}/_toetsen", {}, "toetser"))["status"] == "geldig"
        scores = [score("PLAN", plan), score("OMGEVING", omgeving)]
        for wie in ("beoordelaar-1", "beoordelaar-2"):
            for one in scores:
                await markt.goed(f"{pad}/scores", one, wie)
        await markt.goed(f"{pad}/consensus", {"scores": scores}, "voorzitter")
    return ids


def score(criterium: str, punten: int) -> dict[str, Any]:
    return {"criterium": criterium, "punten": punten, "motivering": "Het plan noemt wie wat doet."}


def contract(agb: str) -> dict[str, Any]:
    return overeenkomst_json(agbCode=agb, ingangsdatum="2027-01-01", einddatum="2030-12-31", prijzen=[PRIJS])


PRIJS = {
    "productcategorie": "01",
    "productcode": "01A03",
    "eenheid": "04",
    "tariefCent": 6000,
    "geldigVan": "2027-01-01",
}


async def teken(markt: Markt, agb: str, sleutel: str, **anders: Any) -> str:
    """The answer to a contract: its status when it was made, else the reason."""
    koppen = {**markt.bureau.wie.als("contractmanager", sub="tekenaar"), "Idempotency-Key": sleutel}
    antwoord = await markt.bureau.wie.client.post(
        "/v1/overeenkomsten", json={**contract(agb), **anders}, headers=koppen
    )
    return "gesloten" if antwoord.is_success else str(antwoord.json()["type"]).removeprefix("urn:risb:probleem:")


async def test_geval_20_an_inkoper_runs_a_tender_from_begin_to_end(markt: Markt) -> None:
    await beoordeel(markt, BODEN)
    markt.bureau.op(MEEGEDEELD)
    assert await teken(markt, AGB, "te-vroeg") == "niet-gegund"
    assert await markt.slug(f"{markt.pad}/gunningen", PERCEEL, "beoordelaar-1") == "zelfde-persoon"
    gunning = await markt.goed(f"{markt.pad}/gunningen", PERCEEL, "gunner")
    assert [(one["agbCode"], one["totaal"]) for one in gunning["standen"]] == [
        (DERDE_AGB, 7900),
        (AGB, 7850),
        (ANDERE_AGB, 7600),
    ]
    wacht = {(one["agbCode"], one["achterstand"]) for one in gunning["plaatsen"] if one["status"] == "wachtlijst"}
    assert (wacht, gunning["standstillTot"]) == ({(ANDERE_AGB, 250)}, "2026-10-21")
    eigen = await markt.bureau.get(f"{markt.pad}/gunningen/WMO-BEGELEIDING", rol="aanbieder", agb=ANDERE_AGB)
    assert {one["agbCode"] for one in eigen.json()["consensus"]} == set(BODEN)
    assert eigen.json()["scores"] == []
    # Standstill up to and including 21 October; a kort geding of that day holds up everybody.
    markt.bureau.op(dt.date(2026, 10, 21))
    assert await teken(markt, AGB, "standstill") == "standstill"
    geding = {**PERCEEL, "agbCode": ANDERE_AGB, "aanhangigOp": "2026-10-21"}
    gemeld = await markt.goed("/kortgedingen", geding)
    markt.bureau.op(dt.date(2026, 10, 22))
    assert (await teken(markt, AGB, "geding"), gemeld["gestandTot"]) == ("kort-geding-loopt", None)
    vonnis = {"uitspraak": "afgewezen", "vonnisOp": "2026-10-22"}
    morgen = {**vonnis, "vonnisOp": "2026-10-23"}
    assert await markt.slug(f"/kortgedingen/{gemeld['id']}/_beslissen", morgen) == "vonnisdag-past-niet"
    beslist = await markt.goed(f"/kortgedingen/{gemeld['id']}/_beslissen", vonnis)
    assert (beslist["gestandTot"], await markt.slug(f"/kortgedingen/{gemeld['id']}/_beslissen", vonnis)) == (
        "2026-11-05",
        "al-beslist",
    )
    assert await teken(markt, ANDERE_AGB, "wachtlijst") == "niet-gegund"
    assert await markt.slug(f"{markt.pad}/_aankondigen", PERCEEL) == "aankondiging-kan-niet"
    assert await teken(markt, DERDE_AGB, "andere-prijs") == "prijs-wijkt-af"
    assert await teken(markt, AGB, "te-lang", einddatum="2031-01-01") == "buiten-raamovereenkomst"
    assert await teken(markt, AGB, "goed") == "gesloten"
    terug = {**PERCEEL, "toelichting": "Een fout in de punten."}
    assert await markt.slug(f"{markt.pad}/gunning/_intrekken", terug) == "al-getekend"
    intrekking = {**PERCEEL, "reden": "budget-ontbreekt", "toelichting": "De raad gaf minder."}
    assert await markt.slug(f"{markt.pad}/_intrekken", intrekking) == "al-gesloten"
    aangekondigd = await markt.goed(f"{markt.pad}/_aankondigen", PERCEEL)
    assert (aangekondigd["aankondigingUiterlijk"], aangekondigd["aankondigingGebundeld"]) == (
        "2026-11-23",
        "2027-02-01",
    )
    await geef_door(markt)


async def geef_door(markt: Markt) -> None:
    """One who won leaves: the waiting list is asked, with evidence that was too old by then."""
    plaats = {**PERCEEL, "gemeente": "0307", "productcode": "01A03", "agbCode": DERDE_AGB}
    volgende = {**plaats, "agbCode": ANDERE_AGB}
    markt.bureau.op(dt.date(2027, 3, 1))
    vrij = await markt.goed(f"{markt.pad}/_vrijgeven", plaats)
    assert [one["uiterlijk"] for one in vrij["plaatsen"] if one["status"] == "aangeboden"] == ["2027-03-15"]
    assert await markt.slug(f"{markt.pad}/_vrijgeven", plaats) == "geen-plaats"
    assert await markt.slug(f"{markt.pad}/_vrijgeven", volgende) == "aanbod-loopt"
    assert await markt.slug(f"{markt.pad}/_aanvaarden", volgende, "zorg", ANDERE_AGB) == "bewijs-voldoet-niet"
    nieuw = {**volgende, "bewijsstukken": [{"bewijssoort": "kvk-uittreksel", "datum": "2027-02-20"}]}
    markt.bureau.op(dt.date(2027, 3, 16))
    assert await markt.slug(f"{markt.pad}/_aanvaarden", nieuw, "zorg", ANDERE_AGB) == "aanbod-verlopen"
    markt.bureau.op(dt.date(2027, 3, 15))
    gegund = await markt.goed(f"{markt.pad}/_aanvaarden", nieuw, "zorg", ANDERE_AGB)
    assert ANDERE_AGB in {one["agbCode"] for one in gegund["plaatsen"] if one["status"] == "gegund"}
    markt.bureau.op(dt.date(2031, 1, 1))
    assert await markt.slug(f"{markt.pad}/_vrijgeven", volgende) == "wachtlijst-verlopen"
    namen = ("GunningMedegedeeld", "KortgedingGemeld", "KortgedingBeslist", "PlaatsVrijgekomen", "PlaatsAanvaard")
    assert [one["naam"] for one in markt.bureau.gebeurtenissen(*namen)] == list(namen)


@pytest.mark.parametrize(
    ("anders", "stap", "reden"),
    [
        pytest.param({"akkoordZonderVoorbehoud": False}, "akkoord", "voorbehoud", id="geval_9"),
        pytest.param(
            {"tarieven": [{"productcode": "01A03", "tariefCent": 4551}]},
            "reele prijs",
            "onder-reele-prijs",
            id="geval_23",
        ),
    ],
)
async def test_a_bid_is_set_aside_with_the_step_and_the_reason(
    markt: Markt, anders: dict[str, Any], stap: str, reden: str
) -> None:
    markt.bureau.op(dt.date(2026, 6, 29))
    ingediend = await markt.goed(f"{markt.pad}/inschrijvingen", inschrijving_json(**anders), "zorg", AGB)
    pad = f"/inschrijvingen/{ingediend['id']}"
    assert await markt.slug(f"{pad}/_toetsen", {}) == "nog-verzegeld"
    markt.bureau.op(JULI)
    await markt.goed(f"{markt.pad}/_openen", {"aanwezig": "jurist"})
    assert await markt.slug(f"{markt.pad}/gunningen", PERCEEL, "gunner") == "toets-ontbreekt"
    getoetst = await markt.goed(f"{pad}/_toetsen", {})
    assert (getoetst["status"], getoetst["stap"], getoetst["redenen"][0]["code"]) == ("terzijde", stap, reden)
    assert await markt.slug(f"{pad}/scores", score("PLAN", 1)) == "niet-geldig"
    assert await markt.slug(f"{markt.pad}/gunningen", PERCEEL, "gunner") == "geen-geldige-inschrijving"


async def test_geval_22_bids_that_nothing_tells_apart_are_put_in_order_by_lot(markt: Markt) -> None:
    await beoordeel(markt, dict.fromkeys((AGB, ANDERE_AGB, DERDE_AGB), BODEN[AGB]))
    loting = {**PERCEEL, "getuige": "jurist"}
    assert await markt.slug(f"{markt.pad}/gunningen", PERCEEL, "gunner") == "loting-nodig"
    geloot = (await markt.goed(f"{markt.pad}/lotingen", loting, "gunner"))["loting"]
    assert await markt.slug(f"{markt.pad}/lotingen", loting, "gunner") == "loting-niet-nodig"
    gunning = await markt.goed(f"{markt.pad}/gunningen", PERCEEL, "gunner")
    assert [one["agbCode"] for one in gunning["standen"]] == geloot["volgorde"]
    (feit,) = markt.bureau.gebeurtenissen("LotingVerricht")
    assert (feit["volgorde"], feit["zaad"], feit["getuige"]) == (geloot["volgorde"], geloot["zaad"], "jurist")


async def test_assessors_score_alone_without_an_interest_and_within_what_there_is(markt: Markt) -> None:
    ids = await schrijf_in(markt, {AGB: BODEN[AGB]})
    pad = f"/inschrijvingen/{ids[AGB]}"
    await markt.goed(f"{pad}/_toetsen", {})
    assert await markt.slug(f"{pad}/scores", score("PLAN", 4001)) == "score-past-niet"
    await markt.goed(f"{pad}/scores", score("PLAN", 3000), "beoordelaar-1")
    een = {"scores": [score("PLAN", 3000)]}
    assert await markt.slug(f"{pad}/consensus", een) == "consensus-onvolledig"
    beide = {"scores": [score("PLAN", 3000), score("OMGEVING", 10)]}
    assert await markt.slug(f"{pad}/consensus", beide) == "consensus-past-niet"
    assert await markt.slug(f"{markt.pad}/gunningen", PERCEEL, "gunner") == "consensus-ontbreekt"
    belang = {**PERCEEL, "persoon": "beoordelaar-1", "agbCode": ANDERE_AGB}
    assert (await markt.goed(f"{markt.pad}/belangen", belang))["scores"] == []
    assert await markt.slug(f"{pad}/scores", score("PLAN", 3000), "beoordelaar-1") == "belangenconflict"


async def test_after_the_opening_no_second_bid_counts(markt: Markt) -> None:
    await schrijf_in(markt, {AGB: BODEN[AGB]})
    markt.op(SLUITING - dt.timedelta(seconds=1))
    assert await markt.slug(f"{markt.pad}/inschrijvingen", inschrijving_json(), "zorg", AGB) == "inschrijving-bestaat"


async def test_geval_11_a_complaint_is_answered_by_somebody_else_within_six_weeks(markt: Markt) -> None:
    markt.bureau.op(dt.date(2026, 7, 1))
    klacht = await markt.goed(f"{markt.pad}/klachten", {"agbCode": AGB, "klacht": "Te kort."}, "zorg", AGB)
    assert klacht["uiterlijk"] == "2026-08-12"
    besluit = {"gegrond": False, "antwoord": "De termijn is die van de wet."}
    assert await markt.slug(f"/klachten/{klacht['id']}/_beslissen", besluit) == "zelfde-persoon"
    beslist = await markt.goed(f"/klachten/{klacht['id']}/_beslissen", besluit, "klachtbehandelaar")
    assert (beslist["gegrond"], beslist["beslistOp"]) == (False, "2026-07-01")
    assert await markt.slug(f"/klachten/{klacht['id']}/_beslissen", besluit, "klachtbehandelaar") == "al-beslist"


async def test_a_kort_geding_is_reported_when_it_is_there(markt: Markt) -> None:
    morgen = {**PERCEEL, "agbCode": AGB, "aanhangigOp": "2026-01-06"}
    assert await markt.slug("/kortgedingen", morgen) == "aanhangig-in-toekomst"


async def test_after_a_judgment_the_award_is_taken_back_and_given_anew(markt: Markt) -> None:
    await beoordeel(markt, {AGB: BODEN[AGB]})
    markt.bureau.op(MEEGEDEELD)
    await markt.goed(f"{markt.pad}/gunningen", PERCEEL, "gunner")
    markt.bureau.op(dt.date(2026, 10, 22))
    gemeld = await markt.goed("/kortgedingen", {**PERCEEL, "agbCode": DERDE_AGB, "aanhangigOp": "2026-10-21"})
    vonnis = {"uitspraak": "toegewezen", "vonnisOp": "2026-10-22"}
    await markt.goed(f"/kortgedingen/{gemeld['id']}/_beslissen", vonnis)
    assert await teken(markt, AGB, "verloren") == "vonnis-toegewezen"
    terug = await markt.goed(f"{markt.pad}/gunning/_intrekken", {**PERCEEL, "toelichting": "Het vonnis."})
    assert (terug["status"], terug["plaatsen"]) == ("beoordeling", [])
    markt.bureau.op(dt.date(2026, 10, 23))
    opnieuw = await markt.goed(f"{markt.pad}/gunningen", PERCEEL, "gunner")
    assert opnieuw["standstillTot"] == "2026-11-12"


async def test_a_mini_competition_is_for_the_parties_of_the_framework_and_both_know_each_other(markt: Markt) -> None:
    await beoordeel(markt, {AGB: BODEN[AGB]})
    await markt.goed("/percelen", perceel_json(code="WMO-AFROEP", procedure="aanbesteding"))
    raam = {"aanbestedingId": markt.pad.rpartition("/")[2], "perceelCode": "WMO-BEGELEIDING"}
    rest = {"kenmerk": "AB-AFROEP", "sluiting": "2026-12-01T10:00:00Z", "afroepVan": raam}
    vraag = perceelvraag_json(perceelCode="WMO-AFROEP")
    anders = aanbesteding_json({**vraag, "prijspunten": 60, "criteria": [{**vraag["criteria"][0]}]}, **rest)
    assert await markt.slug("/aanbestedingen", {**anders, "looptijdTot": "2031-12-31"}) == "afroep-past-niet"
    concept = await markt.goed("/aanbestedingen", aanbesteding_json(vraag, **rest))
    pad = f"/aanbestedingen/{concept['id']}"
    await markt.goed(f"{pad}/proefberekeningen", proef_json(perceelCode="WMO-AFROEP"))
    afroep = await markt.goed(f"{pad}/_publiceren", {}, "publicist")
    assert (afroep["afroepVan"], (await markt.bureau.get(markt.pad)).json()["afroepen"]) == (raam, [concept["id"]])
    bod = inschrijving_json(perceelCode="WMO-AFROEP")
    assert await markt.slug(f"{pad}/inschrijvingen", bod, "zorg", AGB) == "geen-partij"
    await markt.goed(f"{markt.pad}/gunningen", PERCEEL, "gunner")
    assert (await markt.goed(f"{pad}/inschrijvingen", bod, "zorg", AGB))["status"] == "ontvangen"
    ander = inschrijving_json(ANDERE_AGB, perceelCode="WMO-AFROEP")
    assert await markt.slug(f"{pad}/inschrijvingen", ander, "zorg-2", ANDERE_AGB) == "geen-partij"


async def test_bids_of_the_last_minute_are_all_stamped_and_none_is_lost(markt: Markt) -> None:
    codes = [f"4243{nummer:04}" for nummer in range(40)]
    for agb in codes:
        await markt.goed("/aanbieders", aanbieder_json(agbCode=agb))
    markt.op(SLUITING - dt.timedelta(seconds=30))
    antwoorden = await asyncio.gather(
        *[markt.doe(f"{markt.pad}/inschrijvingen", inschrijving_json(agb), f"zorg-{agb}", agb) for agb in codes]
    )
    assert {one.status_code for one in antwoorden} <= {201, 503}
    ingediend = [one for one in antwoorden if one.status_code == 201]
    assert {one.json()["status"] for one in ingediend} == {"ontvangen"}
    assert all("retry-after" in one.headers for one in antwoorden if one.status_code == 503)
    markt.op(SLUITING)
    geopend = await markt.goed(f"{markt.pad}/_openen", {"aanwezig": "jurist"})
    assert len(geopend["processenVerbaal"][0]["inschrijvingen"]) == len(ingediend)


async def test_who_was_set_aside_reads_who_won_and_until_when_nothing_is_signed(markt: Markt) -> None:
    markt.bureau.op(dt.date(2026, 6, 29))
    voorbehoud = inschrijving_json(ANDERE_AGB, akkoordZonderVoorbehoud=False)
    opzij = await markt.goed(f"{markt.pad}/inschrijvingen", voorbehoud, "zorg-2", ANDERE_AGB)
    await beoordeel(markt, {AGB: BODEN[AGB]})
    await markt.goed(f"/inschrijvingen/{opzij['id']}/_toetsen", {}, "toetser")
    markt.bureau.op(MEEGEDEELD)
    await markt.goed(f"{markt.pad}/gunningen", PERCEEL, "gunner")
    pad = f"{markt.pad}/gunningen/WMO-BEGELEIDING"
    gezien = (await markt.bureau.get(pad, rol="aanbieder", agb=ANDERE_AGB)).json()
    assert ([one["agbCode"] for one in gezien["standen"]], gezien["standstillTot"]) == ([AGB], "2026-10-21")
    assert (await markt.bureau.get(pad, rol="aanbieder", agb=DERDE_AGB)).status_code == 404
