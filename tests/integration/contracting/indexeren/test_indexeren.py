"""Indexation over the API, on the figures of VNG: the preview, the decision, the new versions and their trace."""

import uuid
from typing import Any

import pytest

from tests.builders.contracting import prijs_json
from tests.builders.indexeren import VNG25, D
from tests.integration.contracting.conftest import Bureau
from tests.integration.contracting.indexeren.indexbureau import (
    PERCEEL,
    TOTAAL,
    clausule_json,
    doe,
    leg_vast,
    stel_voor,
    voer_uit,
)

pytestmark = pytest.mark.integratie
PRODUCTEN = {"01A03": 6180, "01A04": 4825, "01A05": 21240, "01A06": 6487}
VNG24 = [("TOTAAL", 2024, "raming", 4700), ("TOTAAL", 2023, "raming", 4400), ("TOTAAL", 2023, "definitief", 6070)]
LAGER = [("TOTAAL", 2025, "raming", 3000), ("TOTAAL", 2024, "raming", 3400), ("TOTAAL", 2024, "definitief", 2100)]


async def sluit(bureau: Bureau, *, van: str = "2022-01-01") -> dict[str, Any]:
    await bureau.toegelaten()
    prijzen = [prijs_json(productcode=code, tariefCent=cent, geldigVan=van) for code, cent in PRODUCTEN.items()]
    return await bureau.overeenkomst(ingangsdatum=van, prijzen=prijzen)


def slug(antwoord: Any) -> tuple[int, str]:
    return antwoord.status_code, antwoord.json()["type"].rpartition(":")[2]


@pytest.mark.parametrize(
    ("clausule", "cijfers", "jaar", "van", "procent", "verwacht"),
    [
        pytest.param({}, VNG25, 2025, "2022-01-01", "4.96000000", [6487, 5064, 22294], id="geval_36"),
        pytest.param(
            {"percentdecimalen": None}, VNG25, 2025, "2022-01-01", "4.95700000", [6486, None, 22293], id="geval_37"
        ),
        pytest.param(
            {"correctiemethode": "verhouding"}, VNG25, 2025, "2022-01-01", "4.91000000", [6483], id="geval_38"
        ),
        pytest.param(
            {"delen": TOTAAL, "correctiemethode": "verhouding"},
            VNG24,
            2024,
            "2022-01-01",
            "6.30000000",
            [6569],
            id="geval_39-verhouding",
        ),
        pytest.param({"delen": TOTAAL}, VNG24, 2024, "2022-01-01", "6.37000000", [6574], id="geval_39-verschil"),
        pytest.param({}, VNG25, 2025, "2024-01-01", "3.94000000", [6423], id="geval_40"),
        pytest.param(
            {"delen": TOTAAL}, LAGER, 2025, "2022-01-01", "1.70000000", [None, None, None, 6597], id="geval_41"
        ),
    ],
)
async def test_the_tariffs_are_those_of_the_source(
    bureau: Bureau, *, clausule: Any, cijfers: Any, jaar: int, van: str, procent: str, verwacht: list[int | None]
) -> None:
    gesloten = await sluit(bureau, van=van)
    await leg_vast(bureau, cijfers)
    await bureau.nieuw("/indexclausules", clausule_json(**clausule))
    voorstel = await stel_voor(bureau, jaar)
    regels = (await bureau.get(f"/indexeringen/{voorstel['id']}/regels")).json()["resultaten"]
    assert {one["berekening"]["percentage"] for one in regels} == {procent}
    assert (await voer_uit(bureau, voorstel))["voortgang"] == {"open": 0, "toegepast": 4, "vervallen": 0}
    prijzen = (await bureau.get(f"/overeenkomsten/{gesloten['id']}/prijzen?datum={jaar}-01-01")).json()["resultaten"]
    nieuw = {one["productcode"]: one["tariefCent"] for one in prijzen}
    assert all(cent in {None, nieuw[code]} for code, cent in zip(PRODUCTEN, verwacht, strict=False))
    oud = (await bureau.get(f"/overeenkomsten/{gesloten['id']}/prijzen?datum=2023-12-31")).json()["resultaten"]
    assert van > "2023" or {one["productcode"]: one["tariefCent"] for one in oud} == PRODUCTEN


async def test_a_preview_holds_the_whole_trace_and_changes_no_price(bureau: Bureau) -> None:
    gesloten = await sluit(bureau)
    await leg_vast(bureau, VNG25)
    await bureau.nieuw("/indexclausules", clausule_json())
    voorstel = await stel_voor(bureau)
    assert (voorstel["status"], voorstel["voortgang"]["open"]) == ("voorgesteld", 4)
    eerste = (await bureau.get(f"/indexeringen/{voorstel['id']}/regels?limiet=1")).json()
    (regel,) = eerste["resultaten"]
    assert regel["basisId"] in {one["id"] for one in gesloten["prijzen"]}
    assert (regel["wasCent"], regel["onafgerondCent"], regel["wordtCent"]) == (6180, "6486.52800000", 6487)
    berekening = regel["berekening"]
    assert [berekening[one] for one in ("raming", "correctie", "onafgerond")] == [
        "3.94400000",
        "1.01300000",
        "4.95700000",
    ]
    assert {(one["gepubliceerdOp"], one["bron"]) for one in berekening["invoer"]} == {
        ("2024-10-02", "VNG, indexatie bij inkoop")
    }
    volgende = (await bureau.get(f"/indexeringen/{voorstel['id']}/regels?limiet=3&na={eerste['volgende']}")).json()
    assert [one["nummer"] for one in volgende["resultaten"]] == [2, 3, 4]
    assert len(bureau.gebeurtenissen("PrijsVastgesteld")) == 4
    assert [one["id"] for one in (await bureau.get("/indexeringen?jaar=2025")).json()["resultaten"]] == [voorstel["id"]]


async def test_what_is_told_and_shown_of_an_indexed_price_says_where_it_comes_from(bureau: Bureau) -> None:
    gesloten = await sluit(bureau)
    await leg_vast(bureau, VNG25)
    await bureau.nieuw("/indexclausules", clausule_json())
    ronde = await voer_uit(bureau, await stel_voor(bureau))
    assert (ronde["status"], ronde["vastgesteldDoor"]) == ("uitgevoerd", "beslisser")
    verteld = [one for one in bureau.gebeurtenissen("PrijsVastgesteld") if one["indexering_id"] == ronde["id"]]
    assert {(one["reden"], one["bron"]) for one in verteld} == {
        ("indexering", "Indexering 2025: VNG, indexatie bij inkoop")
    }
    prijzen = (await bureau.get(f"/overeenkomsten/{gesloten['id']}/prijzen")).json()["resultaten"]
    assert [one["versie"] for one in prijzen if one["indexeringId"] == ronde["id"]] == [2, 2, 2, 2]
    assert {one["reden"] for one in prijzen if one["indexeringId"] is None} == {"overeengekomen"}
    zelf = prijs_json(geldigVan="2026-02-01", tariefCent=7000) | {"reden": "correctie", "bron": "Aanvulling 1"}
    met_bron = await doe(bureau, f"/overeenkomsten/{gesloten['id']}/prijzen", zelf, sub="prijzer")
    assert (met_bron.json()["reden"], met_bron.json()["bron"]) == ("correctie", "Aanvulling 1")


async def test_geval_42_a_taakgericht_budget_and_its_terms(bureau: Bureau) -> None:
    await bureau.toegelaten(variant="taakgericht")
    budget = {"jaarbudgetCent": 420_000_000, "verdeelsleutel": [{"gemeente": "0307", "gewicht": 1}]}
    taak = await bureau.overeenkomst(
        gemeenten=["0307"], ingangsdatum="2022-01-01", einddatum="2025-12-31", prijzen=[], taakbudget=budget
    )
    await leg_vast(bureau, VNG25)
    await bureau.nieuw("/indexclausules", clausule_json())
    voorstel = await stel_voor(bureau)
    (regel,) = (await bureau.get(f"/indexeringen/{voorstel['id']}/regels")).json()["resultaten"]
    assert (regel["wasCent"], regel["wordtCent"], regel["productcode"]) == (420_000_000, 440_832_000, None)
    await voer_uit(bureau, voorstel)
    (versie,) = (await bureau.get(f"/overeenkomsten/{taak['id']}")).json()["budgetversies"]
    assert (versie["vanafJaar"], versie["jaarbudgetCent"]) == (2025, 440_832_000)
    termijnen = (await bureau.get(f"/overeenkomsten/{taak['id']}/termijnen")).json()["resultaten"]
    assert [one["bedragCent"] for one in termijnen if one["jaar"] == 2025] == [36_736_000] * 12
    assert {one["bedragCent"] for one in termijnen if one["jaar"] < 2025} == {35_000_000}
    verteld = bureau.gebeurtenissen("BetaaltermijnVastgesteld")[-12:]
    assert {(one["bedrag_cent"], one["volgnummer"]) for one in verteld} == {(36_736_000, 1)}


async def test_a_run_is_refused_with_the_reason(bureau: Bureau) -> None:
    async def voorstel(jaar: int, **anders: Any) -> Any:
        body = {"jaar": jaar, "percelen": [PERCEEL], **anders}
        return await bureau.post("/indexeringen", body, sleutel=uuid.uuid4().hex)

    await sluit(bureau)
    assert slug(await voorstel(2025)) == (409, "geen-indexclausule")
    await bureau.nieuw("/indexclausules", clausule_json())
    anders = clausule_json(correctiemethode="verhouding")
    assert slug(await bureau.post("/indexclausules", clausule_json(), sleutel="a")) == (
        409,
        "indexclausule-ongewijzigd",
    )
    assert slug(await bureau.post("/indexclausules", anders, sleutel="b")) == (409, "wezenlijke-wijziging")
    half = clausule_json(delen=[TOTAAL[0] | {"gewicht": 5}])
    assert slug(await bureau.post("/indexclausules", half, sleutel="c")) == (400, "indexclausule-klopt-niet")
    assert slug(await voorstel(2025)) == (409, "indexcijfer-ontbreekt")
    await leg_vast(bureau, [one for one in VNG25 if one[2] is not D])
    cijfer = {"reeks": "OVA", "jaar": 2025, "soort": "raming", "duizendste": 4180, "bron": "VNG, indexatie bij inkoop"}
    weer = await bureau.post("/indexcijfers", cijfer | {"gepubliceerdOp": "2024-10-02"}, sleutel="d")
    assert slug(weer) == (409, "indexcijfer-bekend")
    morgen = await bureau.post("/indexcijfers", cijfer | {"gepubliceerdOp": "2026-02-01"}, sleutel="e")
    assert slug(morgen) == (400, "publicatie-in-de-toekomst")
    gedaan = (await voorstel(2025, voorlopig=True)).json()
    assert slug(await voorstel(2025, voorlopig=True)) == (409, "indexering-loopt")
    zelf = await bureau.post(f"/indexeringen/{gedaan['id']}/_vaststellen", {})
    assert slug(zelf) == (403, "zelfde-persoon")
    beter = await bureau.post("/indexcijfers", cijfer | {"gepubliceerdOp": "2024-10-03"}, sleutel="f")
    assert beter.json()["versie"] == 2
    oud = await doe(bureau, f"/indexeringen/{gedaan['id']}/_vaststellen", {}, sub="beslisser")
    assert slug(oud) == (409, "voorstel-verouderd")
    weg = await doe(bureau, f"/indexeringen/{gedaan['id']}/_intrekken", {}, sub="beslisser")
    assert weg.json()["status"] == "ingetrokken"
    await voer_uit(bureau, await stel_voor(bureau, voorlopig=True))
    assert slug(await voorstel(2025, voorlopig=True)) == (409, "al-geindexeerd")
    await leg_vast(bureau, [("OVA", 2024, "raming", 1), ("PPC", 2024, "raming", 1)])
    assert slug(await voorstel(2024, voorlopig=True)) == (409, "later-jaar-geindexeerd")


async def test_nothing_to_index_and_a_tariff_of_nothing_are_refused(bureau: Bureau) -> None:
    await bureau.toegelaten()
    await bureau.nieuw("/indexclausules", clausule_json(tariefdecimalen=0))
    diep = [("OVA", 2025, "raming", -50_000), ("PPC", 2025, "raming", -50_000)]
    await leg_vast(bureau, diep)
    niets = await bureau.post("/indexeringen", {"jaar": 2025, "percelen": [PERCEEL], "voorlopig": True}, sleutel="a")
    assert slug(niets) == (409, "niets-te-indexeren")
    laag = prijs_json(tariefCent=90, geldigVan="2022-01-01")
    await bureau.overeenkomst(ingangsdatum="2022-01-01", prijzen=[laag])
    nul = await bureau.post("/indexeringen", {"jaar": 2025, "percelen": [PERCEEL], "voorlopig": True}, sleutel="b")
    assert slug(nul) == (400, "onder-reele-prijs")
