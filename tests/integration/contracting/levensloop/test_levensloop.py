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
