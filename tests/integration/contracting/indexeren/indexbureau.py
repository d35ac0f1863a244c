"""Hands for indexation over the API of contracting: figures, a clause, a run, and the agenda that carries it out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import httpx
from contracting.entrypoints.agenda import TIMERS
from risb_zaak.agenda.process import Agendaproces

from tests.integration.contracting.conftest import Bureau

PERCEEL = "WMO-BEGELEIDING"
OVA_PPC = [
    {"kostensoort": "personeel", "reeks": "OVA", "gewicht": 9000},
    {"kostensoort": "materieel", "reeks": "PPC", "gewicht": 1000},
]
TOTAAL = [{"kostensoort": "personeel", "reeks": "TOTAAL", "gewicht": 10_000}]


def clausule_json(**anders: Any) -> dict[str, Any]:
    gewoon = {"perceelCode": PERCEEL, "delen": OVA_PPC, "contractwaardeCent": 100_000_000, "bron": "Artikel 3.2"}
    return {**gewoon, **anders}


async def leg_vast(bureau: Bureau, cijfers: Iterable[Sequence[Any]]) -> None:
    """Record figures as VNG published them on 2 October 2024."""
    for reeks, jaar, soort, duizendste in cijfers:
        body = {"reeks": reeks, "jaar": jaar, "soort": str(soort), "duizendste": duizendste}
        bron = {"gepubliceerdOp": "2024-10-02", "bron": "VNG, indexatie bij inkoop"}
        await bureau.nieuw("/indexcijfers", {**body, **bron})


async def doe(bureau: Bureau, pad: str, body: Mapping[str, Any], *, sub: str) -> httpx.Response:
    koppen = bureau.wie.als("contractmanager", sub=sub) | {"Idempotency-Key": f"{sub}:{pad}:{body}"[:255]}
    return await bureau.wie.client.post(f"/v1{pad}", json=body, headers=koppen)


async def stel_voor(bureau: Bureau, jaar: int = 2025, *, percelen: Sequence[str] = (PERCEEL,), **anders: Any) -> Any:
    """A proposal by one person."""
    body = {"jaar": jaar, "percelen": list(percelen), **anders}
    koppen = bureau.wie.als("inkoper", sub="voorsteller")
    koppen["Idempotency-Key"] = f"{body}:{len(bureau.gebeurtenissen('PrijsVastgesteld'))}"
    antwoord = await bureau.wie.client.post("/v1/indexeringen", json=body, headers=koppen)
    assert antwoord.status_code == 201, antwoord.text
    return antwoord.json()


async def voer_uit(bureau: Bureau, voorstel: Mapping[str, Any]) -> Any:
    """The decision by another, carried out by the agenda; how the run stands then."""
    antwoord = await doe(bureau, f"/indexeringen/{voorstel['id']}/_vaststellen", {}, sub="beslisser")
    assert antwoord.status_code == 200, antwoord.text
    await Agendaproces("contracting", bureau.uow, TIMERS, bureau.wie.app.state.edge.clock).carry_out()
    return (await bureau.get(f"/indexeringen/{voorstel['id']}")).json()
