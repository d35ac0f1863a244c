"""Settlements and responsible gemeenten of two aanbieders and two gemeenten in declaraties."""

from chassis.db import engine_for
from declaraties.bootstrap import build_verrekenaar

from tests.builders.diensten import Aanroeper

from .gevallen import Geval, Headers, Lijst, Object

NIETS = "00000000-0000-4000-8000-000000000000"


async def gevallen(
    dienst: Aanroeper, *, eigenaars: tuple[Headers, Headers], vreemden: list[Headers], client: str
) -> list[Geval]:
    """A settlement of the declared line, and the woonplaats of its client; `eigenaars` are aanbieder and gemeente."""
    eigenaar, gemeente = eigenaars
    andere_gemeenten = vreemden[2:]
    await _verreken(dienst)
    antwoord = await dienst.client.get("/v1/verrekeningen", headers=eigenaar)
    kenmerk = antwoord.json()["resultaten"][0]["id"]
    woonplaats = {"bsn": client, "gemeente": "0307", "vanaf": "2026-04-16"}
    vastgelegd = await dienst.client.post("/v1/woonplaatsen", json=woonplaats, headers=gemeente)
    assert vastgelegd.status_code == 201, vastgelegd.text
    lijsten = [
        Lijst(route="GET /v1/verrekeningen", pad="/v1/verrekeningen", kenmerk=kenmerk, eigenaar=wie, vreemden=vreemden)
        for wie in eigenaars
    ]
    objecten = [
        Object(
            route=f"GET /v1/verrekeningen/{{id}}{staart}",
            pad=f"/v1/verrekeningen/{kenmerk}{staart}",
            onbekend=f"/v1/verrekeningen/{NIETS}{staart}",
            eigenaar=wie,
            vreemden=vreemden,
        )
        for staart in ("", "/regels")
        for wie in eigenaars
    ]
    return [
        *lijsten,
        *objecten,
        Lijst(
            route="POST /v1/woonplaatsen/_zoek",
            pad="/v1/woonplaatsen/_zoek",
            kenmerk=vastgelegd.json()["id"],
            eigenaar=gemeente,
            vreemden=andere_gemeenten,
            body={"bsn": client},
        ),
        Object(
            route="POST /v1/woonplaatsen",
            pad="/v1/woonplaatsen",
            onbekend="/v1/woonplaatsen",
            eigenaar=gemeente,
            vreemden=andere_gemeenten,
            body=woonplaats,
            onbekende_body={**woonplaats, "gemeente": "0308"},
            status=403,
        ),
    ]


async def _verreken(dienst: Aanroeper) -> None:
    """A higher price with a day in the past, settled to the end."""
    deelname = {"gemeente": "0307", "dienst": "jw", "van": "2015-01-01", "tot": None}
    await dienst.ontvang("RegioDeelnameVastgelegd.v1", deelname)
    prijs = {
        "overeenkomst_id": "11111111-1111-4111-8111-111111111113",
        "prijs_id": "11111111-1111-4111-8111-111111111199",
        "agb_code": "42420001",
        "wet": "wmo",
        "versie": 9,
        "productcategorie": "02",
        "productcode": "02A03",
        "eenheid": "04",
        "tarief_cent": 1300,
        "geldig_van": "2026-04-01",
        "geldig_tot": None,
        "gemeenten": ["0307"],
    }
    await dienst.ontvang("PrijsVastgesteld.v1", prijs)
    engine = engine_for(dienst.settings.database_url.get_secret_value())
    verrekenaar = build_verrekenaar(dienst.settings, engine)  # type: ignore[arg-type]
    while await verrekenaar.settle_one():
        pass
    await engine.dispose()
