"""An inkoper runs a tender over the API, on PostgreSQL."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import httpx
import psycopg
import pytest
from risb_kern.clock import FixedClock

from tests.builders.aanbesteding import SLUITING, aanbesteding_json, inschrijving_json, perceelvraag_json, proef_json
from tests.builders.contracting import AGB, ANDERE_AGB, DAG, aanbieder_json, perceel_json
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
DERDE_AGB = "42420003"
NA_SLUITING = dt.date(2026, 7, 1)


@dataclass(frozen=True, slots=True)
class Markt:
    """The API with who does what in a tender; `pad` is that of the tender."""

    bureau: Bureau
    pad: str = ""

    async def doe(self, pad: str, body: Any, wie: str = "opsteller", agb: str | None = None) -> httpx.Response:
        rol = "aanbieder" if agb else "inkoper"
        koppen = self.bureau.wie.als(rol, sub=wie, agb=[agb] if agb else [])
        return await self.bureau.wie.client.post(f"/v1{pad}", json=body, headers=koppen)

    async def goed(self, pad: str, body: Any, wie: str = "opsteller", agb: str | None = None) -> dict[str, Any]:
        antwoord = await self.doe(pad, body, wie, agb)
        assert antwoord.is_success, antwoord.text
        gemaakt: dict[str, Any] = antwoord.json()
        return gemaakt

    async def slug(self, pad: str, body: Any, wie: str = "opsteller", agb: str | None = None) -> str:
        antwoord = await self.doe(pad, body, wie, agb)
        assert antwoord.is_error, antwoord.text
        return str(antwoord.json()["type"]).removeprefix("urn:risb:probleem:")

    async def inschrijvingen(self) -> list[dict[str, Any]]:
        antwoord = await self.bureau.get(f"{self.pad}/inschrijvingen")
        return list(antwoord.json()["resultaten"])

    def op(self, moment: dt.datetime) -> None:
        """Let it be this moment from now on."""
        klok = FixedClock(moment.date())
        klok._nu = moment
        self.bureau.wie.app.state.edge = replace(self.bureau.wie.app.state.edge, clock=klok)


@pytest.fixture
async def markt(bureau: Bureau) -> Markt:
    """Three aanbieders and a perceel that is tendered."""
    for agb in (AGB, ANDERE_AGB, DERDE_AGB):
        await bureau.nieuw("/aanbieders", aanbieder_json(agbCode=agb))
    await bureau.nieuw("/percelen", perceel_json(procedure="aanbesteding"))
    return Markt(bureau)


@pytest.fixture
async def gepubliceerd(markt: Markt) -> Markt:
    gemaakt = await markt.goed("/aanbestedingen", aanbesteding_json())
    op_markt = replace(markt, pad=f"/aanbestedingen/{gemaakt['id']}")
    proef = await op_markt.goed(f"{op_markt.pad}/proefberekeningen", proef_json())
    assert [(one["naam"], one["totaal"]) for one in proef["standen"]] == [("C", 7900), ("A", 7850), ("B", 7600)]
    await op_markt.goed(f"{op_markt.pad}/_publiceren", {}, "publicist")
    return op_markt


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
    assert await markt.slug(f"{pad}/inschrijvingen", bod, "zorg", AGB) == "stap-niet-mogelijk"


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
