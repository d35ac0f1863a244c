"""An inkoper runs a tender over the API, on PostgreSQL."""

import datetime as dt
import json
from collections.abc import AsyncIterator

import psycopg
import pytest

from tests.builders.aanbesteding import SLUITING, aanbesteding_json, inschrijving_json, perceelvraag_json, proef_json
from tests.builders.contracting import AGB, ANDERE_AGB, DAG, perceel_json
from tests.builders.markt import Markt, gepubliceerd_op, markt_met
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie


@pytest.fixture
async def markt(bureau: Bureau) -> Markt:
    return await markt_met(bureau)


@pytest.fixture
async def gepubliceerd(markt: Markt) -> Markt:
    return await gepubliceerd_op(markt)


async def test_what_does_not_fit_is_refused_and_says_why(markt: Markt) -> None:
    alleen_prijs = perceelvraag_json(prijspunten=100, criteria=[])
    assert await markt.slug("/aanbestedingen", aanbesteding_json(alleen_prijs)) == "aanbesteding-past-niet"
    te_lang = aanbesteding_json(sluiting="2026-01-01T00:00:00Z", looptijdTot="2031-03-31", aankondiging=None)
    pad = f"/aanbestedingen/{(await markt.goed('/aanbestedingen', te_lang))['id']}"
    assert await markt.slug("/aanbestedingen", aanbesteding_json()) == "aanbesteding-loopt"
    vreemd = proef_json()
    vreemd["boden"][0]["tarieven"][0]["productcode"] = "99A99"
    assert await markt.slug(f"{pad}/proefberekeningen", vreemd) == "bod-past-niet"
    assert await markt.slug(f"{pad}/_publiceren", {}) == "zelfde-persoon"
    antwoord = await markt.doe(f"{pad}/_publiceren", {}, "publicist")
    assert {one["code"] for one in antwoord.json()["fouten"]} == {
        "in-verleden",
        "te-lang",
        "sas-aankondiging",
        "niet-beproefd",
    }
    bod = inschrijving_json()
    assert await markt.slug(f"{pad}/inschrijvingen", bod, "zorg", AGB) == "niet-gevonden"
    vraag = {"agbCode": AGB, "vraag": "Wanneer?"}
    assert await markt.slug(f"{pad}/vragen", vraag, "zorg", AGB) == "niet-gevonden"


async def test_a_toelating_is_published_and_takes_no_bids(markt: Markt) -> None:
    await markt.goed("/percelen", perceel_json(code="WMO-VRIJ"))
    vrij = perceelvraag_json(
        perceelCode="WMO-VRIJ", prijspunten=0, criteria=[], formule={"soort": "fixed"}, maximum=None
    )
    concept = await markt.goed("/aanbestedingen", aanbesteding_json(vrij, procedure="toelating", aankondiging=None))
    pad = f"/aanbestedingen/{concept['id']}"
    assert (await markt.goed(f"{pad}/_publiceren", {}, "publicist"))["sasPlichtig"] is False
    bod = inschrijving_json(perceelCode="WMO-VRIJ")
    assert await markt.slug(f"{pad}/inschrijvingen", bod, "zorg", AGB) == "toelating-kent-geen-inschrijving"


async def test_questions_are_answered_without_a_name_and_a_change_moves_the_closing(gepubliceerd: Markt) -> None:
    markt, pad = gepubliceerd, gepubliceerd.pad
    markt.bureau.op(dt.date(2026, 6, 25))
    vraag = await markt.goed(f"{pad}/vragen", {"agbCode": AGB, "vraag": "Telt reistijd mee?"}, "zorg", AGB)
    assert await markt.slug(f"{pad}/notas", {"antwoorden": []}) == "nota-past-niet"
    antwoord = {"vraagId": vraag["id"], "antwoord": "Ja, in het tarief."}
    nota = await markt.goed(f"{pad}/notas", {"antwoorden": [antwoord], "wijziging": "Reistijd telt mee."})
    assert (nota["sluiting"], AGB in str(nota)) == ("2026-07-06T10:00:00Z", False)
    (gewijzigd,) = markt.bureau.gebeurtenissen("AanbestedingGewijzigd")
    assert (gewijzigd["wijzigt"], gewijzigd["nota"]) == (True, 1)


async def test_a_bid_stays_sealed_in_the_database_and_for_the_bureau_until_the_opening(gepubliceerd: Markt) -> None:
    markt, pad = gepubliceerd, f"{gepubliceerd.pad}/inschrijvingen"
    vreemd = inschrijving_json(tarieven=[{"productcode": "99A99", "tariefCent": 1}])
    assert await markt.slug(pad, vreemd, "zorg", AGB) == "inschrijving-past-niet"
    await markt.goed(pad, inschrijving_json(tarief=4242), "zorg", AGB)
    await markt.goed(pad, inschrijving_json(tarief=6000), "zorg", AGB)
    assert [(one["status"], one["inhoud"]) for one in await markt.inschrijvingen()] == [
        ("vervangen", None),
        ("ontvangen", None),
    ] or {one["status"] for one in await markt.inschrijvingen()} == {"vervangen", "ontvangen"}
    with psycopg.connect(markt.bureau.url) as connection:
        rijen = connection.execute("SELECT verzegeld, inhoud FROM inschrijving").fetchall()
    assert all(b"Wij beginnen" not in bytes(one) for rij in rijen for one in rij)
    assert await markt.slug(f"{gepubliceerd.pad}/_openen", {"aanwezig": "jurist"}) == "nog-niet-gesloten"
    markt.op(SLUITING)
    te_laat = await markt.goed(pad, inschrijving_json(ANDERE_AGB), "zorg-2", ANDERE_AGB)
    assert te_laat["status"] == "te-laat"
    vraag = {"agbCode": AGB, "vraag": "Mag het nog?"}
    assert await markt.slug(f"{gepubliceerd.pad}/vragen", vraag, "zorg", AGB) == "gesloten"
    geopend = await markt.goed(f"{gepubliceerd.pad}/_openen", {"aanwezig": "jurist"})
    assert len(geopend["processenVerbaal"][0]["inschrijvingen"]) == 3
    stand = {one["status"]: one["inhoud"] for one in await markt.inschrijvingen()}
    assert (stand["te-laat"], stand["vervangen"]) == (None, None)
    assert stand["geopend"]["tarieven"] == {"01A03": 6000}
    assert stand["geopend"]["bewijsstukken"]
    assert await markt.slug(f"{gepubliceerd.pad}/_openen", {"aanwezig": "jurist"}) == "niets-te-openen"
    (feit,) = markt.bureau.gebeurtenissen("InschrijvingenGeopend")
    assert (feit["op_tijd"], feit["te_laat"]) == (1, 1)


async def test_a_perceel_is_cancelled_with_a_coded_reason(gepubliceerd: Markt) -> None:
    markt, pad = gepubliceerd, gepubliceerd.pad
    body = {"perceelCode": "WMO-BEGELEIDING", "reden": "budget-ontbreekt", "toelichting": "De raad gaf minder."}
    ingetrokken = await markt.goed(f"{pad}/_intrekken", body)
    assert (ingetrokken["status"], ingetrokken["intrekkingen"][0]["bezwaarTot"]) == ("ingetrokken", "2026-01-26")
    (feit,) = markt.bureau.gebeurtenissen("AanbestedingIngetrokken")
    assert (feit["reden"], feit["datum"]) == ("budget-ontbreekt", DAG.isoformat())
    await markt.goed("/aanbestedingen", aanbesteding_json(kenmerk="AB-2026-02"))


async def test_a_draft_that_is_withdrawn_stays_within_the_bureau(markt: Markt) -> None:
    pad = f"/aanbestedingen/{(await markt.goed('/aanbestedingen', aanbesteding_json()))['id']}"
    body = {"perceelCode": None, "reden": "budget-ontbreekt", "toelichting": "De raad gaf minder."}
    assert (await markt.goed(f"{pad}/_intrekken", body))["status"] == "vervallen"
    als_aanbieder = markt.bureau.wie.als("aanbieder", sub="zorg", agb=[AGB])
    lijst = await markt.bureau.wie.client.get("/v1/aanbestedingen", headers=als_aanbieder)
    een = await markt.bureau.wie.client.get(f"/v1{pad}", headers=als_aanbieder)
    assert (lijst.json()["resultaten"], een.status_code) == ([], 404)
    klacht = {"agbCode": AGB, "klacht": "Waarom niet?"}
    assert await markt.slug(f"{pad}/klachten", klacht, "zorg", AGB) == "niet-gevonden"
    assert markt.bureau.gebeurtenissen("AanbestedingIngetrokken") == []
    verlopen = await markt.doe(f"{pad}/_openen", {"aanwezig": "jurist"})
    assert "niet openen" in verlopen.json()["detail"]


async def test_a_draft_is_written_anew_until_it_is_published_and_a_withdrawn_one_gives_its_kenmerk_back(
    markt: Markt,
) -> None:
    eerste = await markt.goed("/aanbestedingen", aanbesteding_json())
    pad = f"/aanbestedingen/{eerste['id']}"
    await markt.goed(f"{pad}/proefberekeningen", proef_json())
    nieuw = aanbesteding_json(perceelvraag_json(ramingCent=80_000_000), titel="Begeleiding, opnieuw")
    gewijzigd = await markt.vervang(pad, nieuw, "tweede")
    assert (gewijzigd.json()["titel"], gewijzigd.json()["id"]) == ("Begeleiding, opnieuw", eerste["id"])
    assert await markt.slug(f"{pad}/_publiceren", {}, "tweede") == "zelfde-persoon"
    onbeproefd = await markt.doe(f"{pad}/_publiceren", {}, "publicist")
    assert [one["code"] for one in onbeproefd.json()["fouten"]] == ["niet-beproefd"]
    ander_kenmerk = await markt.vervang(pad, {**nieuw, "kenmerk": "AB-2"})
    assert ander_kenmerk.json()["type"].endswith("kenmerk-staat-vast")
    await markt.goed(f"{pad}/_intrekken", {"perceelCode": None, "reden": "budget-ontbreekt", "toelichting": "Op."})
    assert (await markt.vervang(pad, nieuw)).status_code == 409
    opnieuw = await markt.goed("/aanbestedingen", aanbesteding_json())
    op_markt = f"/aanbestedingen/{opnieuw['id']}"
    await markt.goed(f"{op_markt}/proefberekeningen", proef_json())
    await markt.goed(f"{op_markt}/_publiceren", {}, "publicist")
    assert (await markt.vervang(op_markt, nieuw)).status_code == 409
    onbekend = await markt.vervang("/aanbestedingen/00000000-0000-0000-0000-000000000009", nieuw)
    assert onbekend.status_code == 404


async def test_a_draft_cannot_take_a_perceel_of_another(markt: Markt) -> None:
    await markt.goed("/percelen", perceel_json(code="WMO-TWEE", procedure="aanbesteding"))
    await markt.goed("/aanbestedingen", aanbesteding_json())
    rest = {"kenmerk": "AB-2"}
    tweede = await markt.goed("/aanbestedingen", aanbesteding_json(perceelvraag_json(perceelCode="WMO-TWEE"), **rest))
    genomen = await markt.vervang(f"/aanbestedingen/{tweede['id']}", aanbesteding_json(**rest))
    assert genomen.json()["type"].endswith("aanbesteding-loopt")
    blijft = await markt.bureau.get(f"/aanbestedingen/{tweede['id']}")
    assert [one["perceelCode"] for one in blijft.json()["percelen"]] == ["WMO-TWEE"]


async def test_a_bid_that_is_complete_after_the_closing_is_too_late(gepubliceerd: Markt) -> None:
    pad = f"/v1{gepubliceerd.pad}/inschrijvingen"
    heel = json.dumps(inschrijving_json()).encode()
    koppen = gepubliceerd.bureau.wie.als("aanbieder", sub="zorg", agb=[AGB])
    klok = gepubliceerd.op(SLUITING - dt.timedelta(seconds=1))

    async def langzaam() -> AsyncIterator[bytes]:
        yield heel[:-1]
        klok._nu = SLUITING
        yield heel[-1:]

    antwoord = await gepubliceerd.bureau.wie.client.post(
        pad, content=langzaam(), headers={**koppen, "Content-Type": "application/json"}
    )
    assert antwoord.json()["status"] == "te-laat"


async def test_who_handed_in_a_bid_opens_none(gepubliceerd: Markt) -> None:
    markt, pad = gepubliceerd, gepubliceerd.pad
    await markt.goed(f"{pad}/inschrijvingen", inschrijving_json(), "dubbelrol", AGB)
    markt.op(SLUITING)
    assert await markt.slug(f"{pad}/_openen", {"aanwezig": "jurist"}, "dubbelrol") == "zelfde-persoon"


async def test_what_is_named_twice_is_refused(gepubliceerd: Markt) -> None:
    markt, pad = gepubliceerd, gepubliceerd.pad
    bod = inschrijving_json(tarieven=[{"productcode": "01A03", "tariefCent": cent} for cent in (1, 6000)])
    assert (await markt.doe(f"{pad}/inschrijvingen", bod, "zorg", AGB)).status_code == 400
    proef = proef_json()
    proef["boden"][0]["punten"] *= 2
    assert (await markt.doe(f"{pad}/proefberekeningen", proef)).status_code == 400
