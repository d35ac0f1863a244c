import asyncio
import datetime as dt
import uuid
from typing import Any

import httpx
import psycopg
import pytest
from prometheus_client import REGISTRY
from risb_kern.errors import DomainError

from tests.builders.contracting import (
    AGB,
    ANDERE_AGB,
    DAG,
    maatregel,
    overeenkomst,
    overeenkomst_json,
    prijs,
    prijs_json,
)
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie


def taak_json(**changes: Any) -> dict[str, Any]:
    sleutel = [{"gemeente": "0307", "gewicht": 1}, {"gemeente": "0342", "gewicht": 1}]
    budget = {"jaarbudgetCent": 100_000_001, "verdeelsleutel": sleutel, "termijnenPerJaar": 12}
    return overeenkomst_json(**{"prijzen": [], "taakbudget": budget, "einddatum": "2026-12-31", **changes})


async def test_a_pq_agreement_tells_itself_and_every_price(bureau: Bureau) -> None:
    await bureau.toegelaten()
    prijzen = [
        prijs_json(),
        prijs_json(productcode="01A04", gemeenten=["0342"], geldigTot="2026-12-31"),
        prijs_json(tariefCent=6487, geldigVan="2027-01-01"),
    ]
    gesloten = await bureau.overeenkomst(prijzen=prijzen)
    (feit,) = bureau.gebeurtenissen("OvereenkomstGesloten")
    assert feit == {
        "naam": "OvereenkomstGesloten",
        "keten": gesloten["correlatieId"],
        "overeenkomst_id": gesloten["id"],
        "agb_code": AGB,
        "wet": "wmo",
        "variant": "inspanningsgericht",
        "perceel_code": "WMO-BEGELEIDING",
        "programmalijn": "2.1.3",
        "gemeenten": ["0307", "0342"],
        "productcodes": ["01A03", "01A04"],
        "ingangsdatum": "2026-01-01",
        "einddatum": "2029-12-31",
        "jaarbudget_cent": None,
        "moeder_id": None,
    }
    verteld = bureau.gebeurtenissen("PrijsVastgesteld")
    assert [(one["productcode"], one["versie"], one["tarief_cent"], one["gemeenten"]) for one in verteld] == [
        ("01A03", 1, 6180, ["0307", "0342"]),
        ("01A04", 1, 6180, ["0342"]),
        ("01A03", 2, 6487, ["0307", "0342"]),
    ]


async def test_a_correction_is_a_new_version_and_the_day_decides(bureau: Bureau) -> None:
    await bureau.toegelaten()
    gesloten = await bureau.overeenkomst()
    pad = f"/overeenkomsten/{gesloten['id']}/prijzen"
    nieuw = await bureau.nieuw(pad, prijs_json(tariefCent=6487, geldigVan="2026-07-01", gemeenten=["0342"]))
    assert nieuw["versie"] == 2
    alle = (await bureau.get(pad)).json()["resultaten"]
    assert [(one["versie"], one["tariefCent"]) for one in alle] == [(1, 6180), (2, 6487)]

    async def op(dag: str, gemeente: str) -> list[int]:
        antwoord = await bureau.get(f"{pad}?datum={dag}&gemeente={gemeente}")
        return [one["tariefCent"] for one in antwoord.json()["resultaten"]]

    assert [await op("2026-06-30", "0342"), await op("2026-07-01", "0342")] == [[6180], [6487]]
    assert [await op("2026-07-01", "0307"), await op("2030-01-01", "0307")] == [[6180], []]


async def test_prices_set_at_the_same_time_get_their_own_version(bureau: Bureau) -> None:
    await bureau.toegelaten()
    pad = f"/overeenkomsten/{(await bureau.overeenkomst())['id']}/prijzen"
    antwoorden = await asyncio.gather(
        *(bureau.post(pad, prijs_json(tariefCent=7000 + een), sleutel=str(een)) for een in range(5))
    )
    assert sorted(one.json()["versie"] for one in antwoorden) == [2, 3, 4, 5, 6]


async def test_a_taakgericht_agreement_has_a_schedule_that_adds_up(bureau: Bureau) -> None:
    await bureau.toegelaten(variant="taakgericht")
    gesloten = await bureau.nieuw("/overeenkomsten", taak_json())
    termijnen = bureau.gebeurtenissen("BetaaltermijnVastgesteld")
    assert len(termijnen) == 24
    assert sum(one["bedrag_cent"] for one in termijnen) == 100_000_001
    per_gemeente = [
        [one["bedrag_cent"] for one in termijnen if one["gemeente"] == gemeente] for gemeente in ("0307", "0342")
    ]
    assert per_gemeente == [[4_166_666] * 11 + [4_166_675], [4_166_666] * 11 + [4_166_674]]
    getoond = (await bureau.get(f"/overeenkomsten/{gesloten['id']}/termijnen")).json()["resultaten"]
    assert [(one["gemeente"], one["vervaldatum"]) for one in getoond[:3]] == [
        ("0307", "2026-01-31"),
        ("0342", "2026-01-31"),
        ("0307", "2026-02-28"),
    ]


async def test_only_an_admitted_aanbieder_gets_an_agreement(bureau: Bureau) -> None:
    await bureau.toegelaten()
    await bureau.nieuw("/aanbieders", {**AANBIEDER, "agbCode": ANDERE_AGB})
    antwoord = await bureau.post("/overeenkomsten", overeenkomst_json(agbCode=ANDERE_AGB), sleutel="x")
    assert (antwoord.status_code, antwoord.json()["type"]) == (409, "urn:risb:probleem:niet-toegelaten")


AANBIEDER = {"kvkNummer": "12345678", "naam": "Zorggroep Ander", "capaciteitUrenPerMaand": 10}


@pytest.mark.parametrize(
    ("variant", "body", "slug"),
    [
        ("taakgericht", overeenkomst_json(), "taakgericht-kent-geen-prijzen"),
        ("inspanningsgericht", taak_json(), "pq-kent-geen-jaarbudget"),
        ("taakgericht", taak_json(taakbudget=None), "taakgericht-zonder-budget"),
        ("taakgericht", taak_json(gemeenten=["0307"]), "verdeelsleutel-past-niet"),
        ("inspanningsgericht", overeenkomst_json(gemeenten=["0313"]), "gemeente-buiten-perceel"),
        ("inspanningsgericht", overeenkomst_json(einddatum="2025-01-01"), "periode-omgekeerd"),
        ("inspanningsgericht", overeenkomst_json(prijzen=[prijs_json(geldigVan="2025-12-31")]), "prijs-past-niet"),
    ],
)
async def test_an_agreement_that_breaks_its_form_is_refused(
    bureau: Bureau, variant: str, body: dict[str, Any], slug: str
) -> None:
    await bureau.toegelaten(variant=variant)
    antwoord = await bureau.post("/overeenkomsten", body, sleutel="x")
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, f"urn:risb:probleem:{slug}")
    assert bureau.gebeurtenissen("OvereenkomstGesloten", "PrijsVastgesteld", "BetaaltermijnVastgesteld") == []


async def test_a_price_on_a_taakgericht_agreement_is_refused(bureau: Bureau) -> None:
    await bureau.toegelaten(variant="taakgericht")
    gesloten = await bureau.nieuw("/overeenkomsten", taak_json())
    antwoord = await bureau.post(f"/overeenkomsten/{gesloten['id']}/prijzen", prijs_json(), sleutel="x")
    assert antwoord.json()["type"] == "urn:risb:probleem:taakgericht-kent-geen-prijzen"


async def test_a_wmo_agreement_for_eemnes_before_it_takes_part_is_refused(bureau: Bureau) -> None:
    await bureau.nieuw("/regio-deelnames", {"gemeente": "0317", "dienst": "wmo", "van": "2026-06-01"})
    await bureau.toegelaten(gemeenten=["0307", "0317"])
    antwoord = await bureau.post("/overeenkomsten", overeenkomst_json(gemeenten=["0307", "0317"]), sleutel="x")
    assert antwoord.json()["type"] == "urn:risb:probleem:gemeente-neemt-niet-deel"
    assert antwoord.json()["fouten"] == [
        {
            "veld": "gemeenten",
            "code": "neemt-niet-deel",
            "melding": "Gemeente 0317 neemt de dienst wmo op 2026-01-01 niet af bij de regio."
            " De deelname is bekend vanaf 2026-06-01: kies een ingangsdatum vanaf die dag.",
        }
    ]


async def test_a_youth_agreement_for_eemnes_is_made(bureau: Bureau) -> None:
    await bureau.toegelaten(gemeenten=["0307", "0317"], wet="jw")
    gesloten = await bureau.overeenkomst(gemeenten=["0307", "0317"])
    assert (gesloten["wet"], gesloten["gemeenten"]) == ("jw", ["0307", "0317"])


async def test_without_a_key_no_agreement_is_made(bureau: Bureau) -> None:
    await bureau.toegelaten()
    antwoord = await bureau.post("/overeenkomsten", overeenkomst_json())
    assert (antwoord.status_code, antwoord.json()["type"]) == (400, "urn:risb:probleem:sleutel-ontbreekt")


async def test_a_repeated_key_makes_one_agreement(bureau: Bureau) -> None:
    await bureau.toegelaten()
    eerste, tweede = [await bureau.post("/overeenkomsten", overeenkomst_json(), sleutel="x") for _ in range(2)]
    assert eerste.json() == tweede.json()
    assert len(bureau.gebeurtenissen("OvereenkomstGesloten")) == 1


async def test_an_early_end_is_told_and_later_terms_lapse(bureau: Bureau) -> None:
    await bureau.toegelaten(variant="taakgericht")
    gesloten = await bureau.nieuw("/overeenkomsten", taak_json(), rol="contractmanager")
    pad = f"/overeenkomsten/{gesloten['id']}"
    einde = {"einddatum": "2026-06-30", "grond": "wederzijds", "reden": "Opzegging (artikel 1.3.4)"}
    antwoord = await bureau.post(f"{pad}/_beeindigen", einde)
    assert (antwoord.status_code, antwoord.json()["einddatum"]) == (200, "2026-06-30")
    (feit,) = bureau.gebeurtenissen("OvereenkomstBeeindigd")
    assert (feit["overeenkomst_id"], feit["agb_code"], feit["einddatum"], feit["reden"]) == (
        gesloten["id"],
        AGB,
        "2026-06-30",
        "Opzegging (artikel 1.3.4)",
    )
    termijnen = (await bureau.get(f"{pad}/termijnen")).json()["resultaten"]
    assert [one["vervallen"] for one in termijnen] == [False] * 12 + [True] * 12
    verteld = [(one["termijn"], one["bedrag_cent"]) for one in bureau.gebeurtenissen("BetaaltermijnVastgesteld")[24:]]
    assert sorted(verteld) == [(termijn, 0) for termijn in range(7, 13) for _ in range(2)]
    monitor = (await bureau.get("/budgetmonitor?jaar=2026")).json()
    assert monitor["totaal"]["verplichtCent"] == 12 * 4_166_666
    nog_eens = await bureau.post(f"{pad}/_beeindigen", einde)
    assert (nog_eens.status_code, nog_eens.json()["type"]) == (409, "urn:risb:probleem:al-beeindigd")


async def test_tenants_see_their_own_agreements(bureau: Bureau) -> None:
    await bureau.toegelaten()
    gesloten = await bureau.overeenkomst()
    for deel in ("", "/prijzen", "/termijnen"):
        pad = f"/overeenkomsten/{gesloten['id']}{deel}"
        assert (await bureau.get(pad, rol="aanbieder")).status_code == 200
        assert (await bureau.get(pad, rol="zorgadministratie", gemeente="0342")).status_code == 200
        assert (await bureau.get(pad, rol="aanbieder", agb=ANDERE_AGB)).status_code == 404
        assert (await bureau.get(pad, rol="zorgadministratie", gemeente="0313")).status_code == 404
    lijsten = [
        await bureau.get("/overeenkomsten", rol="aanbieder"),
        await bureau.get("/overeenkomsten", rol="zorgadministratie", gemeente="0342"),
        await bureau.get("/overeenkomsten", rol="aanbieder", agb=ANDERE_AGB),
        await bureau.get("/overeenkomsten", rol="zorgadministratie", gemeente="0313"),
        await bureau.get("/overeenkomsten?datum=2030-01-01"),
    ]
    assert [len(one.json()["resultaten"]) for one in lijsten] == [1, 1, 0, 0, 0]


async def test_the_number_of_running_agreements_is_a_metric(bureau: Bureau) -> None:
    await bureau.toegelaten()
    gesloten = await bureau.overeenkomst()

    def lopend() -> float | None:
        return REGISTRY.get_sample_value("risb_overeenkomsten_actief", {"variant": "inspanningsgericht"})

    assert lopend() == 1
    bureau.op(dt.date(2030, 1, 1))
    await bureau.get("/overeenkomsten")
    assert lopend() == 1
    bureau.op(DAG)
    einde = {"einddatum": "2026-06-30", "grond": "wederzijds", "reden": "Opzegging"}
    await bureau.post(f"/overeenkomsten/{gesloten['id']}/_beeindigen", einde)
    assert lopend() == 1
    bureau.op(dt.date(2026, 7, 1))
    later = overeenkomst_json(ingangsdatum="2027-01-01", prijzen=[prijs_json(geldigVan="2027-01-01")])
    assert (await bureau.post("/overeenkomsten", later, sleutel="later")).status_code == 201
    assert lopend() == 0


async def test_the_same_agreement_signed_at_the_same_time_is_made_once(bureau: Bureau) -> None:
    await bureau.toegelaten()
    antwoorden = await asyncio.gather(
        *(bureau.post("/overeenkomsten", overeenkomst_json(), sleutel=str(een)) for een in range(6))
    )
    assert sorted(one.status_code for one in antwoorden) == [201, 409, 409, 409, 409, 409]
    assert {one.json()["type"] for one in antwoorden if one.status_code == 409} == {
        "urn:risb:probleem:overeenkomst-overlapt"
    }
    assert len(bureau.gebeurtenissen("OvereenkomstGesloten", "PrijsVastgesteld")) == 2


@pytest.mark.parametrize(
    ("tweede", "status"),
    [
        ({"gemeenten": ["0342"]}, 409),
        ({"einddatum": "2026-01-01"}, 409),
        ({"ingangsdatum": "2029-12-31", "einddatum": None, "prijzen": [prijs_json(geldigVan="2029-12-31")]}, 409),
        ({"ingangsdatum": "2030-01-01", "einddatum": None, "prijzen": [prijs_json(geldigVan="2030-01-01")]}, 201),
        ({"prijzen": [prijs_json(productcode="01A04"), prijs_json(eenheid="01", tariefCent=100)]}, 409),
        ({"prijzen": [prijs_json(productcode="01A04")]}, 201),
    ],
)
async def test_two_agreements_never_price_one_product_gemeente_and_day(
    bureau: Bureau, tweede: dict[str, Any], status: int
) -> None:
    await bureau.toegelaten()
    await bureau.overeenkomst()
    antwoord = await bureau.post("/overeenkomsten", overeenkomst_json(**tweede), sleutel="tweede")
    assert antwoord.status_code == status, antwoord.text


async def test_a_price_added_at_the_same_time_to_two_agreements_is_added_to_one(bureau: Bureau) -> None:
    await bureau.toegelaten()
    ids = [(await bureau.overeenkomst(prijzen=[prijs_json(productcode=code)]))["id"] for code in ("01A03", "01A04")]
    nieuw = prijs_json(productcode="01A05")
    antwoorden = await asyncio.gather(
        *(bureau.post(f"/overeenkomsten/{one}/prijzen", nieuw, sleutel=one) for one in ids)
    )
    assert sorted(one.status_code for one in antwoorden) == [201, 409]


async def test_the_database_itself_keeps_two_agreements_apart(bureau: Bureau) -> None:
    """Also for who forgets to look: both transactions are open when the second one writes."""
    await bureau.toegelaten()
    gesloten = [overeenkomst(id=uuid.UUID(int=nummer), prijzen=(prijs(nummer),)) for nummer in (1, 2)]
    async with bureau.uow() as tweede:
        async with bureau.uow() as eerste:
            await eerste.overeenkomsten.add(gesloten[0])
            wacht = asyncio.ensure_future(tweede.overeenkomsten.add(gesloten[1]))
            await asyncio.wait([wacht], timeout=0.3)
            assert not wacht.done()
            await eerste.commit()
        with pytest.raises(DomainError) as refused:
            await asyncio.wait_for(wacht, timeout=20)
    assert refused.value.slug == "overeenkomst-overlapt"


async def test_a_product_paid_by_amount_is_contracted_without_a_tariff(bureau: Bureau) -> None:
    await bureau.toegelaten()
    naar_bedrag = {**prijs_json(productcode="01A09", eenheid="83"), "tariefCent": None}
    gesloten = await bureau.overeenkomst(prijzen=[naar_bedrag])
    assert [one["tariefCent"] for one in gesloten["prijzen"]] == [None]
    getoond = (await bureau.get(f"/overeenkomsten/{gesloten['id']}/prijzen?datum=2026-02-01")).json()["resultaten"]
    assert [(one["eenheid"], one["tariefCent"]) for one in getoond] == [("83", None)]
    assert [one["tarief_cent"] for one in bureau.gebeurtenissen("PrijsVastgesteld")] == [0]


@pytest.mark.parametrize(("gemeenten", "aantal"), [(["0307"], 1), (["0308"], 0), (["0308", "0342"], 1), ([], 1)])
async def test_a_toezichthouder_sees_the_own_gemeenten_in_every_route(
    bureau: Bureau, gemeenten: list[str], aantal: int
) -> None:
    await bureau.toegelaten()
    gesloten = await bureau.overeenkomst()
    koppen = bureau.wie.als("toezichthouder-rechtmatigheid", sub="kijker", gemeenten=gemeenten)

    async def lees(pad: str) -> httpx.Response:
        return await bureau.wie.client.get(f"/v1{pad}", headers=koppen)

    for lijst in ("/aanbieders", "/aanmeldingen", "/overeenkomsten"):
        assert len((await lees(lijst)).json()["resultaten"]) == aantal, lijst
    (aanmelding,) = (await bureau.get("/aanmeldingen")).json()["resultaten"]
    pad = f"/overeenkomsten/{gesloten['id']}"
    for een in (f"/aanbieders/{AGB}", f"/aanmeldingen/{aanmelding['id']}", pad, f"{pad}/prijzen", f"{pad}/termijnen"):
        assert (await lees(een)).status_code == (200 if aantal else 404), een
    with psycopg.connect(bureau.url) as connection:
        gezien = connection.execute("SELECT count(*) FROM verwerkingslog WHERE gebruiker = 'kijker'").fetchone()
    assert gezien == (8 * aantal,)


async def test_a_measure_in_another_gemeente_is_not_shown(bureau: Bureau) -> None:
    await bureau.toegelaten()
    await bureau.overeenkomst()
    async with bureau.uow() as uow:
        for nummer, gemeenten in enumerate([("0307",), ("0342",), ()], start=1):
            await uow.maatregelen.save(maatregel(nummer, gemeenten=gemeenten), dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
        await uow.commit()
    koppen = bureau.wie.als("toezichthouder-kwaliteit", gemeenten=["0342"])
    antwoord = await bureau.wie.client.get("/v1/maatregelen", headers=koppen)
    assert sorted(one["gemeenten"] for one in antwoord.json()["resultaten"]) == [[], ["0342"]]
