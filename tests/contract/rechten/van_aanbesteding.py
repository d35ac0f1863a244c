"""A tender on which two aanbieders ask and bid, for the permissions of contracting."""

from typing import Any

from tests.builders.aanbesteding import aanbesteding_json, inschrijving_json, perceelvraag_json, proef_json
from tests.builders.diensten import Aanroeper

from .gevallen import Geval, Lijst, Object

NERGENS = "42420009"
PERCEEL = "WMO-AANBESTEED"


async def gevallen_van_aanbesteding(
    dienst: Aanroeper, eigen: str, eigenaar: dict[str, str], vreemden: list[dict[str, str]]
) -> list[Geval]:
    """What aanbieder `eigen` asks and hands in, for another."""
    pad = f"/v1/aanbestedingen/{await _markt(dienst)}"
    bod = inschrijving_json(eigen, perceelCode=PERCEEL, gemeenten=["0307"])
    ingediend = await _doe(dienst, f"{pad}/inschrijvingen", bod, eigenaar)
    vraag = {"agbCode": eigen, "vraag": "Mag het plan tien bladzijden zijn?"}
    return [
        Lijst(
            route="GET /v1/aanbestedingen/{id}/inschrijvingen",
            pad=f"{pad}/inschrijvingen",
            kenmerk=ingediend["id"],
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        *[
            Object(
                route=f"POST /v1/aanbestedingen/{{id}}/{wat}",
                pad=f"{pad}/{wat}",
                onbekend=f"{pad}/{wat}",
                eigenaar=eigenaar,
                vreemden=vreemden,
                body=body,
                onbekende_body={**body, "agbCode": NERGENS},
            )
            for wat, body in (("inschrijvingen", bod), ("vragen", vraag))
        ],
    ]


async def _markt(dienst: Aanroeper) -> str:
    perceel = {
        "code": PERCEEL,
        "wet": "wmo",
        "variant": "inspanningsgericht",
        "procedure": "aanbesteding",
        "programmalijn": "2.1.3",
        "gemeenten": ["0307"],
        "basiscriteria": [{"code": "KVK", "omschrijving": "Uittreksel", "bewijssoort": "kvk-uittreksel"}],
    }
    opsteller, ander = dienst.als("inkoper", sub="opsteller"), dienst.als("inkoper", sub="publicist")
    await _doe(dienst, "/v1/percelen", perceel, opsteller)
    vraag = perceelvraag_json(perceelCode=PERCEEL, gemeenten=["0307"])
    concept = aanbesteding_json(vraag, kenmerk="AB-RECHTEN", sluiting="2190-01-01T00:00:00Z")
    gemaakt = await _doe(dienst, "/v1/aanbestedingen", concept, opsteller)
    pad = f"/v1/aanbestedingen/{gemaakt['id']}"
    await _doe(dienst, f"{pad}/proefberekeningen", proef_json(perceelCode=PERCEEL), opsteller)
    await _doe(dienst, f"{pad}/_publiceren", {}, ander)
    return str(gemaakt["id"])


async def _doe(dienst: Aanroeper, pad: str, body: Any, koppen: dict[str, str]) -> dict[str, Any]:
    antwoord = await dienst.client.post(pad, json=body, headers=koppen)
    assert antwoord.is_success, antwoord.text
    gemaakt: dict[str, Any] = antwoord.json()
    return gemaakt
