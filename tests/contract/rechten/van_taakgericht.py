"""A taakgerichte overeenkomst of one aanbieder and one gemeente, with what belongs to it."""

import uuid
from typing import Any

from tests.builders.diensten import Aanroeper
from tests.builders.inkoop import Inkoop

from .gevallen import Geval, Object

PERCEEL = "WMO-RECHTEN-TAAK"
NIETS = "00000000-0000-4000-8000-000000000000"


async def gevallen_van_taakgericht(
    dienst: Aanroeper, agb: str, eigenaar: dict[str, str], vreemden: list[dict[str, str]]
) -> list[Geval]:
    """Its task, settlements and amendments, and a signature that is asked."""
    inkoop = Inkoop(client=dienst.client, als=dienst.als)
    await inkoop.perceel(PERCEEL, ["0307"], taakgericht=True)
    await inkoop.toegelaten(agb, PERCEEL)
    overeenkomst = await inkoop.taakovereenkomst(agb, PERCEEL, ["0307"], 1_200_000)
    wijziging = await _wijziging(dienst, overeenkomst)
    gemeente = dienst.als("zorgadministratie", gemeenten=["0307"])
    anderen = [*vreemden, dienst.als("zorgadministratie", gemeenten=["0342"]), dienst.als("zorgadministratie")]
    pad, onbekend = f"/v1/budgetwijzigingen/{wijziging}", f"/v1/budgetwijzigingen/{NIETS}"
    return [
        *[
            Object(
                route=f"GET /v1/overeenkomsten/{{id}}/{staart}",
                pad=f"/v1/overeenkomsten/{overeenkomst}/{staart}",
                onbekend=f"/v1/overeenkomsten/{NIETS}/{staart}",
                eigenaar=wie,
                vreemden=anderen,
            )
            for staart in ("taakafspraak", "taakafrekeningen", "budgetwijzigingen")
            for wie in (eigenaar, gemeente)
        ],
        Object(
            route="POST /v1/budgetwijzigingen/{id}/_ondertekenen",
            pad=f"{pad}/_ondertekenen",
            onbekend=f"{onbekend}/_ondertekenen",
            eigenaar=eigenaar,
            vreemden=vreemden,
            body={"partij": agb},
        ),
    ]


async def _wijziging(dienst: Aanroeper, overeenkomst: str) -> str:
    """An amendment that waits for its signatures; the task is there too."""
    afspraak = {
        "taak": "x",
        "doelgroep": "x",
        "gebied": "x",
        "indexwijze": "geen",
        "datalevering": "x",
        "exitplan": "x",
    }
    await _doe(dienst, f"/v1/overeenkomsten/{overeenkomst}/taakafspraak", afspraak)
    regel = {"overeenkomstId": overeenkomst, "bedragCent": -1}
    wijziging = {"regels": [regel], "eersteVervaldatum": "2026-12-31", "grondslag": "1.4", "reden": "Minder"}
    return str((await _doe(dienst, "/v1/budgetwijzigingen", wijziging))["id"])


async def _doe(dienst: Aanroeper, pad: str, body: dict[str, Any]) -> dict[str, Any]:
    headers = dienst.als("contractmanager") | {"idempotency-key": uuid.uuid4().hex}
    gemaakt = await dienst.client.post(pad, json=body, headers=headers)
    assert gemaakt.is_success, gemaakt.text
    antwoord: dict[str, Any] = gemaakt.json()
    return antwoord
