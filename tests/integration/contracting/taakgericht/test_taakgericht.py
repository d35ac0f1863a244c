"""A taakgerichte overeenkomst through the API: its task, its settlement, extra money, and the agreement above it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from tests.builders.contracting import AGB, ANDERE_AGB, aanbieder_json, perceel_json, prijs_json
from tests.integration.contracting.conftest import Bureau
from tests.integration.contracting.overeenkomsten.test_overeenkomsten import taak_json

pytestmark = pytest.mark.integratie
NA_HET_JAAR = dt.date(2027, 2, 1)
NERGENS = "00000000-0000-4000-8000-000000000000"
AFSPRAAK: dict[str, Any] = {
    "taak": "Ambulante hulp in de wijk",
    "doelgroep": "Gezinnen",
    "gebied": "Noord en Oost",
    "indexwijze": "landelijk",
    "bandbreedte": {"clienten": 600, "band": 500, "aandeel": 5000},
    "indicatoren": [
        {
            "code": "TEVREDEN",
            "omschrijving": "Tevredenheid",
            "eenheid": "rapportcijfer",
            "doel": 800,
            "ondergrens": 750,
            "bovengrens": 1000,
            "bron": "Onderzoek",
            "meetperiode": "kwartaal",
        }
    ],
    "plan": [
        {
            "code": "DICHTBIJ",
            "omschrijving": "Hulp dichterbij",
            "eigenaar": "Bestuurder",
            "mijlpalen": [{"code": "M1", "omschrijving": "Team staat", "uiterlijk": "2026-07-01"}],
        }
    ],
    "datalevering": "Elk kwartaal",
    "exitplan": "Warme overdracht",
}
METING = {"indicator": "TEVREDEN", "periodeVan": "2026-01-01", "waarde": 740, "bron": "Onderzoek"}
CASUS: dict[str, Any] = {
    "titel": "Transformatie",
    "probleem": "Wachttijd",
    "keuze": "Kleinere groepen",
    "investeringen": [{"jaar": 2027, "partij": "Gemeente 0307", "bedragCent": 60_000_000}],
    "baten": [{"jaar": 2029, "partij": "Gemeente 0307", "bedragCent": 60_000_000}],
    "risico": "Personeel",
    "kpi": "Uitstroom",
    "stopcriterium": "Geen uitstroom na een jaar",
}


async def post(
    bureau: Bureau, pad: str, body: Mapping[str, Any], wie: str = "manager-1", *, agb: str | None = None
) -> httpx.Response:
    rol, codes = ("aanbieder", [agb]) if agb else ("contractmanager", [])
    headers = bureau.wie.als(rol, sub=wie, agb=codes) | {"Idempotency-Key": uuid.uuid4().hex}
    return await bureau.wie.client.post(f"/v1{pad}", json=body, headers=headers)


async def doe(
    bureau: Bureau, pad: str, body: Mapping[str, Any], wie: str = "manager-1", **anders: Any
) -> dict[str, Any]:
    antwoord = await post(bureau, pad, body, wie, **anders)
    assert antwoord.is_success, antwoord.text
    gedaan: dict[str, Any] = antwoord.json()
    return gedaan


def slug(antwoord: httpx.Response) -> tuple[int, str]:
    return antwoord.status_code, antwoord.json()["type"].rpartition(":")[2]


async def gesloten(bureau: Bureau, **anders: Any) -> str:
    """A taakgerichte overeenkomst of two years, 4.2 million a year; its id."""
    await bureau.toegelaten(variant="taakgericht")
    return await sluit(bureau, **anders)


async def sluit(bureau: Bureau, **anders: Any) -> str:
    budget = {
        "jaarbudgetCent": 420_000_000,
        "verdeelsleutel": [{"gemeente": "0307", "gewicht": 60}, {"gemeente": "0342", "gewicht": 40}],
    }
    body = taak_json(**{"einddatum": "2027-12-31", "taakbudget": budget, **anders})
    return str((await bureau.nieuw("/overeenkomsten", body, rol="contractmanager"))["id"])


async def casus(bureau: Bureau, betreft: str, *, cent: int = 50_000_000) -> str:
    """A business case of which the college decided."""
    gemaakt = await doe(bureau, "/businesscases", {**CASUS, "betreftId": betreft})
    pad = f"/businesscases/{gemaakt['id']}"
    assert (await doe(bureau, f"{pad}/_adviseren", {"advies": "Doen."}))["terugverdiendIn"] == 2029
    besluit = {"besluitnummer": "B-2027-1", "beslotenOp": "2026-01-05", "bedragCent": cent}
    await doe(bureau, f"{pad}/_besluiten", besluit, "bestuur")
    return str(gemaakt["id"])


def wijziging(overeenkomst: str, cent: int = 50_000_000, **anders: Any) -> dict[str, Any]:
    return {
        "regels": [{"overeenkomstId": overeenkomst, "bedragCent": cent}],
        "eersteVervaldatum": "2027-03-31",
        "grondslag": "1.4.2",
        "reden": "Transformatieplan",
        **anders,
    }


async def test_the_task_keeps_what_was_measured_and_reached(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau)}"
    assert slug(await bureau.get(f"{pad}/taakafspraak")) == (404, "niet-gevonden")
    await doe(bureau, f"{pad}/taakafspraak", AFSPRAAK)
    assert slug(await post(bureau, f"{pad}/taakafspraak", AFSPRAAK)) == (409, "taakafspraak-bestaat")
    assert slug(await post(bureau, f"{pad}/realisaties", METING)) == (400, "periode-past-niet")
    bureau.op(NA_HET_JAAR)
    vreemd = await post(bureau, f"{pad}/realisaties", {**METING, "indicator": "ONBEKEND"})
    assert slug(vreemd) == (400, "indicator-onbekend")
    await doe(bureau, f"{pad}/realisaties", METING)
    await doe(bureau, f"{pad}/realisaties", {**METING, "waarde": 760, "bron": "Gecorrigeerd"})
    stand = {"mijlpaal": "M1", "behaaldOp": "2026-06-30", "bron": "Verslag"}
    await doe(bureau, f"{pad}/mijlpalen", stand)
    assert slug(await post(bureau, f"{pad}/mijlpalen", stand)) == (409, "mijlpaal-al-behaald")
    onbekend = await post(bureau, f"{pad}/mijlpalen", {**stand, "mijlpaal": "M2"})
    assert slug(onbekend) == (400, "mijlpaal-onbekend")
    gezien = (await bureau.get(f"{pad}/taakafspraak", rol="aanbieder")).json()
    (indicator,) = gezien["indicatoren"]
    assert [(one["waarde"], one["binnenBand"], one["bron"]) for one in indicator["realisaties"]] == [
        (760, True, "Gecorrigeerd")
    ]
    assert gezien["plan"][0]["mijlpalen"][0]["behaaldOp"] == "2026-06-30"


async def test_a_milestone_in_the_future_or_a_task_that_cannot_be_is_refused(bureau: Bureau) -> None:
    pad = f"/overeenkomsten/{await gesloten(bureau)}"
    scheef = {**AFSPRAAK, "indexwijze": "formule"}
    assert slug(await post(bureau, f"{pad}/taakafspraak", scheef)) == (400, "taakopdracht-past-niet")
    await doe(bureau, f"{pad}/taakafspraak", {**AFSPRAAK, "bandbreedte": None})
    toekomst = {"mijlpaal": "M1", "behaaldOp": "2026-02-01", "bron": "Verslag"}
    assert slug(await post(bureau, f"{pad}/mijlpalen", toekomst)) == (400, "mijlpaal-toekomst")
    afrekening = {"jaar": 2026, "bediend": 540, "bron": "Stopberichten"}
    niet_om = await post(bureau, f"{pad}/taakafrekeningen", afrekening)
    assert slug(niet_om) == (400, "jaar-niet-af-te-rekenen")
    bureau.op(NA_HET_JAAR)
    assert slug(await post(bureau, f"{pad}/taakafrekeningen", afrekening)) == (409, "geen-bandbreedte")


async def test_geval_61_what_comes_back_is_told_as_terms_below_zero(bureau: Bureau) -> None:
    overeenkomst = await gesloten(bureau)
    pad = f"/overeenkomsten/{overeenkomst}"
    await doe(bureau, f"{pad}/taakafspraak", AFSPRAAK)
    bureau.op(NA_HET_JAAR)
    afrekening = {"jaar": 2026, "bediend": 540, "bron": "Stopberichten"}
    berekend = await doe(bureau, f"{pad}/taakafrekeningen", afrekening)
    assert (berekend["bedragCent"], berekend["status"]) == (-10_500_000, "berekend")
    assert slug(await post(bureau, f"{pad}/taakafrekeningen", afrekening)) == (409, "al-afgerekend")
    besluit = f"/taakafrekeningen/{berekend['id']}/_besluiten"
    assert slug(await post(bureau, besluit, {"akkoord": True})) == (403, "zelfde-persoon")
    overbodig = await post(bureau, besluit, {"akkoord": True, "businesscaseId": NERGENS}, "manager-2")
    assert slug(overbodig) == (409, "businesscase-overbodig")
    besloten = await doe(bureau, besluit, {"akkoord": True}, "manager-2")
    assert besloten["status"] == "vastgesteld"
    termijnen = bureau.gebeurtenissen("BetaaltermijnVastgesteld")[-2:]
    assert [(one["gemeente"], one["termijn"], one["bedrag_cent"]) for one in termijnen] == [
        ("0307", 13, -6_300_000),
        ("0342", 13, -4_200_000),
    ]
    (feit,) = bureau.gebeurtenissen("TaakafrekeningVastgesteld")
    assert (feit["jaar"], feit["bedrag_cent"], feit["businesscase_id"]) == (2026, -10_500_000, None)
    (getoond,) = (await bureau.get(f"{pad}/taakafrekeningen", rol="aanbieder")).json()["resultaten"]
    assert getoond == besloten


async def test_geval_61_a_claim_waits_for_its_business_case(bureau: Bureau) -> None:
    overeenkomst = await gesloten(bureau)
    pad = f"/overeenkomsten/{overeenkomst}"
    await doe(bureau, f"{pad}/taakafspraak", AFSPRAAK)
    bureau.op(NA_HET_JAAR)
    berekend = await doe(bureau, f"{pad}/taakafrekeningen", {"jaar": 2026, "bediend": 650, "bron": "Stopberichten"})
    besluit = f"/taakafrekeningen/{berekend['id']}/_besluiten"
    wacht = await doe(bureau, besluit, {"akkoord": True}, "manager-2")
    assert (wacht["bedragCent"], wacht["status"]) == (7_000_000, "wacht-op-businesscase")
    assert slug(await post(bureau, besluit, {"akkoord": True}, "manager-2")) == (409, "zonder-businesscase")
    akkoord = {"akkoord": True, "businesscaseId": await casus(bureau, overeenkomst)}
    assert (await doe(bureau, besluit, akkoord, "manager-2"))["status"] == "vastgesteld"
    assert sum(one["bedrag_cent"] for one in bureau.gebeurtenissen("BetaaltermijnVastgesteld")[-2:]) == 7_000_000


async def test_geval_60_extra_money_is_an_amendment_that_all_sign(bureau: Bureau) -> None:
    overeenkomst = await gesloten(bureau)
    zonder = await post(bureau, "/budgetwijzigingen", wijziging(overeenkomst))
    assert slug(zonder) == (400, "zonder-businesscase")
    concept = await doe(bureau, "/businesscases", {**CASUS, "betreftId": overeenkomst})
    onbesloten = wijziging(overeenkomst, businesscaseId=concept["id"])
    assert slug(await post(bureau, "/budgetwijzigingen", onbesloten)) == (409, "businesscase-niet-besloten")
    besloten = await casus(bureau, overeenkomst)
    voorstel = await doe(bureau, "/budgetwijzigingen", wijziging(overeenkomst, businesscaseId=besloten))
    assert voorstel["nogTeTekenen"] == ["0307", "0342", AGB]
    pad = f"/budgetwijzigingen/{voorstel['id']}/_ondertekenen"
    assert slug(await post(bureau, pad, {"partij": "0307"})) == (403, "zelfde-persoon")
    assert slug(await post(bureau, pad, {"partij": AGB}, "manager-2")) == (403, "niet-namens-ander")
    assert slug(await post(bureau, pad, {"partij": "0308"}, "manager-2")) == (400, "geen-partij")
    assert slug(await post(bureau, pad, {"partij": AGB}, agb=ANDERE_AGB)) == (404, "niet-gevonden")
    await doe(bureau, pad, {"partij": "0307"}, "manager-2")
    assert slug(await post(bureau, pad, {"partij": "0307"}, "manager-2")) == (409, "al-getekend")
    await doe(bureau, pad, {"partij": "0342"}, "manager-2")
    assert bureau.gebeurtenissen("BudgetwijzigingGetekend") == []
    assert (await doe(bureau, pad, {"partij": AGB}, "aanbieder-1", agb=AGB))["status"] == "getekend"
    (feit,) = bureau.gebeurtenissen("BudgetwijzigingGetekend")
    assert (feit["bedrag_cent"], feit["businesscase_id"]) == (50_000_000, besloten)
    getoond = (await bureau.get(f"/overeenkomsten/{overeenkomst}/termijnen")).json()["resultaten"]
    assert [one["bedragCent"] for one in getoond if one["buitenSchema"]] == [30_000_000, 20_000_000]
    op = await post(bureau, "/budgetwijzigingen", wijziging(overeenkomst, 1, businesscaseId=besloten))
    assert slug(op) == (409, "boven-besluit")
    (lijst,) = (await bureau.get(f"/overeenkomsten/{overeenkomst}/budgetwijzigingen")).json()["resultaten"]
    assert lijst["nogTeTekenen"] == []
    casussen = (await bureau.get(f"/businesscases?betreft={overeenkomst}")).json()["resultaten"]
    assert {one["status"] for one in casussen} == {"toegekend", "concept"}


async def test_an_amendment_that_cannot_be_is_refused(bureau: Bureau) -> None:
    overeenkomst = await gesloten(bureau)
    besloten = await casus(bureau, overeenkomst)
    weigeringen = [
        (wijziging(overeenkomst, 0), 400, "wijziging-leeg"),
        (wijziging(overeenkomst, -1, businesscaseId=besloten), 400, "businesscase-overbodig"),
        (wijziging(overeenkomst, termijnen=11, businesscaseId=besloten), 400, "termijnen-over-het-jaar"),
        (
            wijziging(overeenkomst, eersteVervaldatum="2028-01-31", businesscaseId=besloten),
            400,
            "termijnen-buiten-looptijd",
        ),
        (wijziging(overeenkomst, -(10**12)), 409, "meer-dan-er-komt"),
    ]
    for body, status, reden in weigeringen:
        assert slug(await post(bureau, "/budgetwijzigingen", body)) == (status, reden)
    voorstel = await doe(bureau, "/budgetwijzigingen", wijziging(overeenkomst, businesscaseId=besloten))
    ingetrokken = await doe(bureau, f"/budgetwijzigingen/{voorstel['id']}/_intrekken", {})
    assert ingetrokken["status"] == "ingetrokken"
    await doe(bureau, f"/businesscases/{besloten}/_evalueren", {"evaluatie": "Klaar."})


async def test_a_decision_of_the_college_is_of_the_past_and_within_what_was_asked(bureau: Bureau) -> None:
    overeenkomst = await gesloten(bureau)
    gemaakt = await doe(bureau, "/businesscases", {**CASUS, "betreftId": overeenkomst})
    pad = f"/businesscases/{gemaakt['id']}"
    await doe(bureau, f"{pad}/_adviseren", {"advies": "Doen."})
    besluit = {"besluitnummer": "B-1", "beslotenOp": "2026-01-05", "bedragCent": 60_000_001}
    assert slug(await post(bureau, f"{pad}/_besluiten", besluit, "bestuur")) == (400, "boven-vraag")
    later = {**besluit, "bedragCent": 1, "beslotenOp": "2026-01-06"}
    assert slug(await post(bureau, f"{pad}/_besluiten", later, "bestuur")) == (400, "besluit-toekomst")


async def test_geval_59_a_pq_agreement_gets_no_budget_afterwards(bureau: Bureau) -> None:
    await bureau.toegelaten()
    pq = str((await bureau.overeenkomst())["id"])
    besloten = await casus(bureau, pq)
    geweigerd = await post(bureau, "/budgetwijzigingen", wijziging(pq, businesscaseId=besloten))
    assert slug(geweigerd) == (409, "pq-kent-geen-budget")


def collectief(*agb_codes: str, **anders: Any) -> dict[str, Any]:
    return {
        "moedersoort": "collectief",
        "naam": "Breed spectrum aanbieders",
        "houder": "Regio",
        "perceelCode": "WMO-BEGELEIDING",
        "gemeenten": ["0307", "0342"],
        "deelnemers": [{"agbCode": one, "gewicht": 1} for one in agb_codes],
        "ingangsdatum": "2026-01-01",
        "einddatum": "2027-12-31",
        "jaarbudgetCent": 1_000_000_000,
        **anders,
    }


async def test_seven_aanbieders_share_one_agreement_and_each_calls_off_its_part(bureau: Bureau) -> None:
    await bureau.toegelaten(variant="taakgericht")
    zeven = [AGB, *(f"4242010{nummer}" for nummer in range(6))]
    for nummer, agb in enumerate(zeven[1:]):
        await bureau.nieuw("/aanbieders", aanbieder_json(agbCode=agb, kvkNummer=f"8765432{nummer}"))
    moeder = await doe(bureau, "/moederovereenkomsten", collectief(*zeven))
    delen = {one["agbCode"]: one["jaarbudgetCent"] for one in moeder["deelnemers"]}
    assert sorted(delen.values()) == [142_857_142, *[142_857_143] * 6]
    afroep = {
        "moederId": moeder["id"],
        "einddatum": None,
        "taakbudget": {
            "jaarbudgetCent": delen[AGB],
            "verdeelsleutel": [{"gemeente": "0307", "gewicht": 1}, {"gemeente": "0342", "gewicht": 1}],
        },
    }
    te_vroeg = await post(bureau, "/overeenkomsten", taak_json(**afroep))
    assert slug(te_vroeg) == (409, "stap-niet-mogelijk")
    vaststellen = f"/moederovereenkomsten/{moeder['id']}/_vaststellen"
    assert slug(await post(bureau, vaststellen, {})) == (403, "zelfde-persoon")
    await doe(bureau, vaststellen, {}, "manager-2")
    verkeerd = {**afroep, "taakbudget": {**afroep["taakbudget"], "jaarbudgetCent": 1}}
    assert slug(await post(bureau, "/overeenkomsten", taak_json(**verkeerd))) == (400, "afroep-past-niet")
    gesloten = await doe(bureau, "/overeenkomsten", taak_json(**afroep))
    assert (gesloten["einddatum"], gesloten["moederId"]) == ("2027-12-31", moeder["id"])
    (feit,) = bureau.gebeurtenissen("OvereenkomstGesloten")
    assert feit["moeder_id"] == moeder["id"]
    voorstel = wijziging(gesloten["id"], businesscaseId=await casus(bureau, moeder["id"]))
    assert (await doe(bureau, "/budgetwijzigingen", voorstel))["nogTeTekenen"] == ["0307", "0342", *sorted(zeven)]


async def test_national_tariffs_are_inherited_and_nobody_changes_them(bureau: Bureau) -> None:
    await bureau.toegelaten()
    tarief = {k: v for k, v in prijs_json(tariefCent=21_240).items() if k != "gemeenten"}
    landelijk = collectief(
        AGB,
        moedersoort="landelijk",
        houder="VNG",
        jaarbudgetCent=None,
        tarieven=[{**tarief, "geldigTot": "2026-12-31"}],
    )
    zonder = await post(bureau, "/moederovereenkomsten", {**landelijk, "tarieven": []})
    assert slug(zonder) == (400, "moeder-past-niet")
    moeder = await doe(bureau, "/moederovereenkomsten", landelijk)
    pad = f"/moederovereenkomsten/{moeder['id']}"
    await doe(bureau, f"{pad}/_vaststellen", {}, "manager-2")
    afroep = taak_json(moederId=moeder["id"], taakbudget=None, einddatum=None)
    eigen = await post(bureau, "/overeenkomsten", {**afroep, "prijzen": [prijs_json()]})
    assert slug(eigen) == (400, "landelijk-tarief-geerfd")
    gesloten = await doe(bureau, "/overeenkomsten", afroep)
    assert [one["tariefCent"] for one in gesloten["prijzen"]] == [21_240]
    prijzen = f"/overeenkomsten/{gesloten['id']}/prijzen"
    nieuw = prijs_json(tariefCent=22_294, geldigVan="2027-01-01")
    assert slug(await post(bureau, prijzen, nieuw, "manager-2")) == (409, "landelijk-tarief-staat-vast")
    dubbel = {**tarief, "geldigVan": "2026-06-01"}
    assert slug(await post(bureau, f"{pad}/landelijke-tarieven", dubbel)) == (409, "tarief-dubbel")
    await doe(bureau, f"{pad}/landelijke-tarieven", {**tarief, "tariefCent": 22_294, "geldigVan": "2027-01-01"})
    assert (await doe(bureau, prijzen, nieuw, "manager-2"))["tariefCent"] == 22_294
    (getoond,) = (await bureau.get("/moederovereenkomsten")).json()["resultaten"]
    assert len(getoond["tarieven"]) == 2


async def test_agreements_without_one_parent_are_not_changed_together(bureau: Bureau) -> None:
    een = await gesloten(bureau)
    await bureau.nieuw("/percelen", perceel_json(code="WMO-TAAK-2", variant="taakgericht"))
    aanmelding = {
        "agbCode": AGB,
        "perceelCode": "WMO-TAAK-2",
        "bewijsstukken": [
            {"bewijssoort": "kvk-uittreksel", "datum": "2025-12-20"},
            {"bewijssoort": "gedragsverklaring-aanbesteden", "datum": "2025-06-01"},
        ],
        "ondertekend": True,
        "akkoordZonderVoorbehoud": True,
    }
    gemaakt = await bureau.nieuw("/aanmeldingen", aanmelding, rol="aanbieder")
    await doe(bureau, f"/aanmeldingen/{gemaakt['id']}/_beoordelen", {}, "toelater")
    twee = await sluit(bureau, perceelCode="WMO-TAAK-2")
    regels = [{"overeenkomstId": een, "bedragCent": -1}, {"overeenkomstId": twee, "bedragCent": 1}]
    samen = await post(bureau, "/budgetwijzigingen", wijziging(een, regels=regels))
    assert slug(samen) == (400, "geen-gezamenlijke-moeder")
    vreemd = wijziging(een, businesscaseId=await casus(bureau, twee))
    assert slug(await post(bureau, "/budgetwijzigingen", vreemd)) == (409, "andere-businesscase")
