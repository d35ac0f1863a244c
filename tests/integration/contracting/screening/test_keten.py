"""From a screening in contracting to a payment run in declaraties, over the APIs and the events of both."""

import datetime as dt
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from risb_schemas import decode, load_catalog

from tests.builders.betalen import TWEE, Kas
from tests.builders.contracting import aanbieder_json
from tests.builders.declaraties import AGB, ANDERE_AGB, dienst_op
from tests.builders.diensten import aanroeper
from tests.integration.contracting.conftest import Bureau

pytestmark = pytest.mark.integratie
KVK = "12345678"
UBO = {"naam": "Zoë Voorbeeld", "geboortedatum": "1970-03-01"}
LIJST = {"bron": "EU", "versie": "2026-05-01", "vermeldingen": [{"kenmerk": "EU-1", "namen": ["VOORBEELD Zoe"]}]}


def mei(dag: int) -> dt.date:
    return dt.date(2026, 5, dag)


@dataclass(slots=True)
class Keten:
    """Both services; `vertel` brings what contracting said since the last time to declaraties."""

    bureau: Bureau
    kas: Kas
    gezien: int = 0

    async def post(self, pad: str, body: Any, wie: str = "inkoper-1") -> dict[str, Any]:
        koppen = self.bureau.wie.als("inkoper", sub=wie) | {"Idempotency-Key": uuid.uuid4().hex}
        antwoord = await self.bureau.wie.client.post(f"/v1{pad}", json=body, headers=koppen)
        assert antwoord.is_success, antwoord.text
        await self.vertel()
        return dict(antwoord.json())

    async def weigering(self, pad: str, body: Any, wie: str = "inkoper-1") -> tuple[int, str]:
        koppen = self.bureau.wie.als("inkoper", sub=wie) | {"Idempotency-Key": uuid.uuid4().hex}
        antwoord = await self.bureau.wie.client.post(f"/v1{pad}", json=body, headers=koppen)
        return antwoord.status_code, antwoord.json()["type"].rpartition(":")[2]

    async def vertel(self) -> None:
        with psycopg.connect(self.bureau.url) as connection:
            rijen = connection.execute("SELECT inhoud FROM outbox ORDER BY volgnummer").fetchall()
        for (inhoud,) in rijen[self.gezien :]:
            feit = decode(load_catalog(), bytes(inhoud))
            await self.kas.dienst.meld(feit.schema.name, feit.record)
        self.gezien = len(rijen)

    async def overgeslagen(self) -> list[str]:
        """Why nothing is in the run of today."""
        antwoord = await self.kas.bereid_voor()
        assert antwoord.status_code == 409, antwoord.text
        return [one for one in ("ubo-onbekend", "sanctielijst") if one in antwoord.json()["detail"]]


@pytest.fixture
async def keten(database_url: Callable[[str], str], tmp_path: Path) -> AsyncIterator[Keten]:
    url = database_url("contracting")
    async with (
        dienst_op(database_url("declaraties"), tmp_path / "declaraties") as dienst,
        aanroeper("contracting", url, tmp_path / "contracting") as wie,
    ):
        bureau, kas = Bureau(wie, url), Kas(dienst)
        kas.regels()
        await kas.open_rekeningen()
        await dienst.neem_deel()
        bureau.op(mei(1))
        gemaakt = Keten(bureau, kas)
        for agb in (AGB, ANDERE_AGB):
            await gemaakt.post("/aanbieders", aanbieder_json(agbCode=agb, kvkNummer=KVK))
        yield gemaakt


async def test_geval_49_an_unknown_ubo_holds_and_the_next_run_pays_the_same_payables_unasked(keten: Keten) -> None:
    keten.kas.regels(grens_cent=500)
    for agb in (AGB, ANDERE_AGB):
        await keten.kas.opdracht(1_000, agb_code=agb)
    assert (await keten.kas.bereid_voor()).status_code == 409
    await keten.kas.kijk_na()
    besluiten = keten.kas.dienst.sql("SELECT count(*) FROM betaalcontrole_besluit")
    concept = await keten.kas.run()
    gevraagd = await keten.post(f"/aanbieders/{AGB}/uboverzoeken", {})
    assert gevraagd["blokkade"] == "ubo-onbekend"
    oud = await keten.kas.geef_vrij(concept, sub=TWEE)
    assert {one["code"] for one in oud.json()["fouten"]} == {"ubo-onbekend"}
    await keten.kas.post(f"/betaalruns/{concept['id']}/_intrekken", {"reden": "De UBO is onbekend."}, sub=TWEE)
    assert await keten.overgeslagen() == ["ubo-onbekend"]
    keten.bureau.op(mei(20))
    registratie = {"opgaven": [{"kvkNummer": KVK, "uittrekselVan": "2026-05-20", "ubos": [UBO]}]}
    assert (await keten.post("/uboregistraties", registratie))["screeningen"][0]["blokkade"] == "geen"
    betaald = await keten.kas.betaal()
    assert (betaald["bedragCent"], betaald["aantal"]) == (2_000, 2)
    assert keten.kas.dienst.sql("SELECT count(*) FROM betaalcontrole_besluit") == besluiten


async def test_geval_50_who_is_on_a_list_is_not_paid_also_not_for_delivered_care_or_by_one_person(
    keten: Keten,
) -> None:
    await keten.kas.opdracht(1_000, vervaldatum=dt.date(2026, 1, 1))
    await keten.post(
        "/uboregistraties", {"opgaven": [{"kvkNummer": KVK, "uittrekselVan": "2026-05-01", "ubos": [UBO]}]}
    )
    geraakt = await keten.post("/sanctielijsten", LIJST)
    assert [one["kvkNummer"] for one in geraakt["screeningen"]] == [KVK]
    assert await keten.overgeslagen() == ["sanctielijst"]
    pad = f"/screeningen/{KVK}"
    await keten.post("/sanctielijsten", LIJST | {"vermeldingen": []})
    voorstel = {"treffer": 1, "motivering": "De geboorteplaats op de lijst is een andere."}
    await keten.post(f"{pad}/weerleggingen", voorstel, "een")
    assert await keten.weigering(f"{pad}/weerlegging/_bevestigen", {"treffer": 1}, "een") == (403, "zelfde-persoon")
    assert await keten.overgeslagen() == ["sanctielijst"]
    assert (await keten.post(f"{pad}/weerlegging/_bevestigen", {"treffer": 1}, "twee"))["blokkade"] == "geen"
    assert (await keten.kas.betaal())["bedragCent"] == 1_000


async def test_a_screening_shows_who_and_why(keten: Keten) -> None:
    await keten.post(
        "/uboregistraties", {"opgaven": [{"kvkNummer": KVK, "uittrekselVan": "2026-05-01", "ubos": [UBO]}]}
    )
    await keten.post("/sanctielijsten", LIJST)
    gezien = (await keten.bureau.get(f"/screeningen/{KVK}")).json()
    assert (gezien["blokkade"], gezien["ubos"], gezien["treffers"][0]["kenmerk"]) == ("sanctielijst", [UBO], "EU-1")
    assert (await keten.bureau.get("/screeningen/87654321")).status_code == 404
