"""The life of an agreement through the API on PostgreSQL: extended, bridged, changed, and what is refused."""

import datetime as dt
from typing import Any

import pytest

from tests.builders.contracting import AGB, overeenkomst_json, prijs_json
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
RECHT = {"aantal": 2, "maanden": 12}
WIJZIGING = {"reden": "meer-vraag", "grond": "aw-2-163d", "toelichting": "Meer kinderen met dyslexie"}


def brug(*wie: str, tot: str = "2028-12-31", bedrag: int = 0) -> dict[str, Any]:
    return {
        "overeenkomsten": [{"overeenkomstId": one, "bedragCent": bedrag} for one in wie],
        "tot": tot,
        "grond": "aw-2-163g",
        "toelichting": "De aanbesteding is uitgesteld",
    }


async def gesloten(bureau: Bureau, **changes: Any) -> str:
    await bureau.toegelaten()
    values = {"einddatum": "2027-12-31", "verlengrecht": RECHT, "waardeCent": 10_000_000, **changes}
    return str((await bureau.overeenkomst(prijzen=[prijs_json(geldigTot="2027-12-31")], **values))["id"])


async def soort(bureau: Bureau, pad: str, body: Any, **kwargs: Any) -> str:
    antwoord = await bureau.post(pad, body, **kwargs)
    return f"{antwoord.status_code} {antwoord.json()['type'].rpartition(':')[2]}"


async def test_geval_24_a_notice_in_time_extends_and_a_day_later_does_not(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau)}"
    bureau.op(dt.date(2027, 7, 1))
    assert await soort(bureau, f"{pad}/_verlengen", {"ontvangenOp": "2027-07-01"}) == "400 verlenging-te-laat"
    assert await soort(bureau, f"{pad}/_verlengen", {"ontvangenOp": "2027-07-02"}) == "400 ontvangst-in-toekomst"
    lang = {"ontvangenOp": "2027-06-30", "maanden": 13}
    assert await soort(bureau, f"{pad}/_verlengen", lang) == "400 verlenging-te-lang"
    zelf = {"ontvangenOp": "2027-06-30"}
    assert await soort(bureau, f"{pad}/_verlengen", zelf, rol="contractmanager") == "403 zelfde-persoon"
    antwoord = await bureau.post(f"{pad}/_verlengen", zelf)
    assert (antwoord.status_code, antwoord.json()["einddatum"]) == (200, "2028-12-31")
    (feit,) = bureau.gebeurtenissen("OvereenkomstVerlengd")
    assert (feit["einddatum"], feit["volgnummer"], feit["ontvangen_op"]) == ("2028-12-31", 1, "2027-06-30")
    prijzen = (await bureau.get(f"{pad}/prijzen?datum=2028-06-01")).json()["resultaten"]
    assert [one["tariefCent"] for one in prijzen] == [6180]


async def test_geval_25_a_third_extension_of_two_is_refused(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau)}"
    for jaar in (2027, 2028):
        bureau.op(dt.date(jaar, 6, 1))
        assert (await bureau.post(f"{pad}/_verlengen", {"ontvangenOp": f"{jaar}-06-01"})).status_code == 200
    bureau.op(dt.date(2029, 6, 1))
    assert await soort(bureau, f"{pad}/_verlengen", {"ontvangenOp": "2029-06-01"}) == "409 verlengingen-op"
    assert (await bureau.get(pad)).json()["einddatum"] == "2029-12-31"


async def test_geval_26_a_postponed_tender_is_bridged_for_all_agreements_or_for_none(bureau: Bureau) -> None:
    een = await gesloten(bureau)
    ander = overeenkomst_json(einddatum="2027-12-31", prijzen=[prijs_json(productcode="01A04")])
    twee = (await bureau.nieuw("/overeenkomsten", ander, rol="contractmanager"))["id"]
    bureau.op(dt.date(2027, 10, 4))
    assert (
        await soort(bureau, "/overbruggingen", brug(een, tot="2029-01-01"), sleutel="a") == "400 overbrugging-te-lang"
    )
    antwoord = await bureau.post("/overbruggingen", brug(een, twee), sleutel="b")
    assert antwoord.status_code == 201, antwoord.text
    assert {one["einddatum"] for one in antwoord.json()["overeenkomsten"]} == {"2028-12-31"}
    feiten = bureau.gebeurtenissen("OvereenkomstVerlengd")
    assert [(one["soort"], one["grond"]) for one in feiten] == [("overbrugging", "aw-2-163g")] * 2
    assert await soort(bureau, "/overbruggingen", brug(twee, tot="2029-06-30"), sleutel="c") == "409 al-overbrugd"
    samen = await bureau.post("/overbruggingen", brug(een, twee, tot="2029-06-30"), sleutel="d")
    assert samen.json()["type"] == "urn:risb:probleem:overbrugging-past-niet"
    assert [one["code"] for one in samen.json()["fouten"]] == ["al-overbrugd"] * 2


async def test_what_another_agreement_covers_is_not_reached_by_an_extension(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau)}"
    ander = overeenkomst_json(
        ingangsdatum="2028-01-01", einddatum="2029-12-31", prijzen=[prijs_json(geldigVan="2028-01-01")]
    )
    await bureau.nieuw("/overeenkomsten", ander)
    assert await soort(bureau, f"{pad}/_verlengen", {"ontvangenOp": "2026-01-05"}) == "409 overeenkomst-overlapt"


async def test_what_has_no_option_or_no_end_or_was_ended_does_not_run_on(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau, verlengrecht=None)}"
    vandaag = {"ontvangenOp": "2026-01-05"}
    assert await soort(bureau, f"{pad}/_verlengen", vandaag) == "409 geen-verlengrecht"
    open_einde = overeenkomst_json(einddatum=None, prijzen=[prijs_json(productcode="01A04")])
    los = await bureau.nieuw("/overeenkomsten", open_einde, rol="contractmanager")
    assert await soort(bureau, f"/overeenkomsten/{los['id']}/_verlengen", vandaag) == "409 overeenkomst-zonder-einde"
    wens = {**open_einde, "verlengrecht": RECHT}
    assert await soort(bureau, "/overeenkomsten", wens, sleutel="x") == "400 verlengrecht-zonder-einde"
    einde = {"einddatum": "2026-06-30", "grond": "wederzijds", "reden": "Samen"}
    assert (await bureau.post(f"{pad}/_beeindigen", einde)).status_code == 200
    assert await soort(bureau, f"{pad}/_verlengen", vandaag) == "409 overeenkomst-beeindigd"
    bureau.op(dt.date(2028, 1, 1))
    nergens = "/overeenkomsten/00000000-0000-4000-8000-000000000000"
    assert await soort(bureau, f"{nergens}/_verlengen", vandaag) == "404 niet-gevonden"


async def test_what_is_over_does_not_run_on(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau)}"
    bureau.op(dt.date(2028, 1, 1))
    assert await soort(bureau, f"{pad}/_verlengen", {"ontvangenOp": "2027-06-01"}) == "409 overeenkomst-voorbij"


async def test_geval_75_changes_together_of_more_than_a_fifth_raise_the_flag(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau)}"
    for nummer, bedrag in enumerate((1_200_000, 800_000, 1)):
        antwoord = await bureau.post(f"{pad}/wijzigingen", {**WIJZIGING, "bedragCent": bedrag}, sleutel=str(nummer))
        assert antwoord.status_code == 201, antwoord.text
    assert (antwoord.json()["cumulatiefCent"], antwoord.json()["vlaggen"]) == (2_000_001, ["P01"])
    feiten = bureau.gebeurtenissen("OvereenkomstGewijzigd")
    assert [(one["agb_code"], one["boven_grens"]) for one in feiten] == [(AGB, False), (AGB, False), (AGB, True)]
    anders = {**WIJZIGING, "bedragCent": 1, "waardeCent": 1}
    assert await soort(bureau, f"{pad}/wijzigingen", anders, sleutel="x") == "409 waarde-staat-vast"
    laat = {**WIJZIGING, "grond": "aw-2-163c", "ingangsdatum": "2026-07-06"}
    assert await soort(bureau, f"{pad}/wijzigingen", laat, sleutel="y") == "400 uitvoering-te-laat"
    vroeg = {**WIJZIGING, "ingangsdatum": "2026-01-04"}
    assert await soort(bureau, f"{pad}/wijzigingen", vroeg, sleutel="z") == "400 ingang-past-niet"
    zelf = await soort(bureau, f"{pad}/wijzigingen", WIJZIGING, sleutel="q", rol="contractmanager")
    assert zelf == "403 zelfde-persoon"


async def test_a_change_that_costs_needs_the_original_value(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau, waardeCent=None)}"
    duur = {**WIJZIGING, "bedragCent": 1}
    assert await soort(bureau, f"{pad}/wijzigingen", duur, sleutel="x") == "400 waarde-onbekend"
    antwoord = await bureau.post(f"{pad}/wijzigingen", {**duur, "waardeCent": 100}, sleutel="y")
    assert (antwoord.status_code, antwoord.json()["waardeCent"]) == (201, 100)


async def test_geval_27_and_geval_28_a_notice_for_too_little_use_asks_for_its_facts(bureau: Bureau) -> None:
    norm = {"maatstaf": "omzet-cent", "minimum": 1_000_000}
    pad = f"/overeenkomsten/{await gesloten(bureau, gebruiksnorm=norm)}/_beeindigen"
    wens = {"einddatum": "2027-07-04", "grond": "te-weinig-gebruik", "reden": "Artikel 1.6"}
    weinig = {"gerealiseerd": 999_999}
    bureau.op(dt.date(2026, 12, 31))
    assert await soort(bureau, pad, {**wens, "gebruik": weinig}) == "400 gebruik-te-vroeg"
    bureau.op(dt.date(2027, 1, 4))
    assert await soort(bureau, pad, wens) == "400 feiten-ontbreken"
    assert await soort(bureau, pad, {**wens, "gebruik": {"gerealiseerd": 1_000_000}}) == "400 norm-gehaald"
    tevreden = {**weinig, "tevredenheidTienden": 85}
    assert await soort(bureau, pad, {**wens, "gebruik": tevreden}) == "400 opzegging-geblokkeerd"
    vroeg = {**wens, "einddatum": "2027-07-03", "gebruik": weinig}
    assert await soort(bureau, pad, vroeg) == "400 opzegtermijn-te-kort"
    antwoord = await bureau.post(pad, {**wens, "gebruik": {**weinig, "tevredenheidTienden": 84}})
    assert (antwoord.status_code, antwoord.json()["einddatum"]) == (200, "2027-07-04")


async def test_without_a_norm_nobody_gives_notice_for_too_little_use(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau)}/_beeindigen"
    bureau.op(dt.date(2027, 1, 4))
    wens = {
        "einddatum": "2027-07-04",
        "grond": "te-weinig-gebruik",
        "reden": "Artikel 1.6",
        "gebruik": {"gerealiseerd": 0},
    }
    assert await soort(bureau, pad, wens) == "409 geen-gebruiksnorm"


async def test_geval_29_and_geval_55_an_agreement_ends_when_its_ground_lasted_long_enough(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau)}/_beeindigen"
    stil = {"laatsteLevering": "2026-11-30", "laatsteDeclaratie": "2026-11-30"}
    wens = {"einddatum": "2027-12-01", "reden": "Artikel 3.19"}
    bureau.op(dt.date(2027, 11, 30))
    levering = {**wens, "grond": "geen-levering", "levering": stil}
    assert await soort(bureau, pad, levering) == "400 twaalf-maanden-niet-voorbij"
    overmacht = {**wens, "grond": "overmacht", "overmachtVan": "2027-11-01"}
    assert await soort(bureau, pad, overmacht) == "400 overmacht-te-kort"
    bureau.op(dt.date(2027, 12, 1))
    antwoord = await bureau.post(pad, levering)
    assert (antwoord.status_code, antwoord.json()["beeindiging"]["grond"]) == (200, "geen-levering")
    (feit,) = bureau.gebeurtenissen("OvereenkomstBeeindigd")
    assert feit["grond"] == "geen-levering"


async def test_geval_56_a_damage_is_claimed_up_to_its_ceiling(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau)}/schades"
    schade = {"gebeurdOp": "2026-01-05", "bedragCent": 140_000_000}
    klein = {**schade, "medewerkers": 9, "omzetCent": 200_000_000, "balansCent": 300_000_000}
    verhaald = [
        (await bureau.nieuw(pad, body))["verhaalbaarCent"]
        for body in (
            klein,
            {**klein, "opheffing": "opzet"},
            {**klein, "bedragCent": 139_000_000},
            {**klein, "omzetCent": 1},
        )
    ]
    assert verhaald == [125_000_000, 140_000_000, 125_000_000, 0]
    assert await soort(bureau, pad, {**klein, "gebeurdOp": "2026-01-06"}, sleutel="x") == "400 schade-past-niet"


async def test_geval_57_a_new_standard_is_adopted_in_time_or_not_at_all(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau, waardeCent=60_000_000)}/standaarden"
    standaard = {"versie": "1.3", "gepubliceerdOp": "2026-10-01", "effectCent": 30_000_001}
    vroeg = await soort(bureau, pad, {**standaard, "effectCent": 0}, sleutel="a")
    assert vroeg == "400 standaard-niet-gepubliceerd"
    bureau.op(dt.date(2026, 11, 2))
    assert await soort(bureau, pad, standaard, sleutel="b") == "400 standaard-te-duur"
    past = {**standaard, "effectCent": 30_000_000}
    assert await soort(bureau, pad, {**past, "andereAard": True}, sleutel="c") == "400 standaard-andere-aard"
    assert await soort(bureau, pad, {**past, "ingangsdatum": "2027-04-02"}, sleutel="d") == "400 overname-te-laat"
    zelf = await soort(bureau, pad, past, sleutel="e", rol="contractmanager")
    assert zelf == "403 zelfde-persoon"
    antwoord = await bureau.post(pad, past, sleutel="f")
    assert antwoord.status_code == 201, antwoord.text
    assert (antwoord.json()["standaardversie"], antwoord.json()["wijzigingen"][0]["ingangsdatum"]) == (
        "1.3",
        "2027-04-01",
    )
    assert await soort(bureau, pad, past, sleutel="g") == "409 standaard-geldt-al"
