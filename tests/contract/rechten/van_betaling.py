"""Amounts, payments and requests of one aanbieder, for its own eyes."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from risb_kern.privacy import Privacy, account_binding

from tests.builders.diensten import Aanroeper

from .gevallen import Geval, Headers, Lijst, Object

GEMEENTE = "0307"
NIETS = "00000000-0000-4000-8000-000000000000"


async def gevallen(
    dienst: Aanroeper, *, agb: str, declaratie: str, eigenaars: Sequence[Headers], vreemden: Sequence[Headers]
) -> list[Geval]:
    """A declaratie of which the money went out, and a request beside it."""
    aanbieder, anderen = eigenaars[0], _agb(dienst)
    betaling = await _betaald(dienst)
    aanvraag = _aanvraag(agb)
    gemaakt = await dienst.client.post("/v1/vergoedingen", json=aanvraag, headers=dict(aanbieder))
    assert gemaakt.status_code == 201, gemaakt.text
    kenmerk = gemaakt.json()["id"]
    return [
        *_bedragen(declaratie, eigenaars, vreemden),
        Lijst(route="GET /v1/betalingen", pad="/v1/betalingen", kenmerk=betaling, eigenaar=aanbieder, vreemden=anderen),
        Lijst(
            route="GET /v1/vergoedingen", pad="/v1/vergoedingen", kenmerk=kenmerk, eigenaar=aanbieder, vreemden=anderen
        ),
        Object(
            route="GET /v1/vergoedingen/{id}",
            pad=f"/v1/vergoedingen/{kenmerk}",
            onbekend=f"/v1/vergoedingen/{NIETS}",
            eigenaar=aanbieder,
            vreemden=anderen,
        ),
        Object(
            route="POST /v1/vergoedingen",
            pad="/v1/vergoedingen",
            onbekend="/v1/vergoedingen",
            eigenaar=aanbieder,
            vreemden=anderen,
            body=aanvraag,
            onbekende_body={**aanvraag, "gemeente": "0342"},
            status=403,
        ),
    ]


def _bedragen(declaratie: str, eigenaars: Sequence[Headers], vreemden: Sequence[Headers]) -> list[Geval]:
    return [
        een
        for wie in eigenaars
        for een in (
            Object(
                route="GET /v1/declaraties/{id}/bedragen",
                pad=f"/v1/declaraties/{declaratie}/bedragen",
                onbekend=f"/v1/declaraties/{NIETS}/bedragen",
                eigenaar=wie,
                vreemden=vreemden,
            ),
            Lijst(
                route="GET /v1/bedragen",
                pad="/v1/bedragen?jaar=2026",
                kenmerk=f'"gemeente":"{GEMEENTE}"',
                eigenaar=wie,
                vreemden=vreemden,
            ),
        )
    ]


def _agb(dienst: Aanroeper) -> list[Headers]:
    return [dienst.als("aanbieder", agb=["42420002"]), dienst.als("aanbieder")]


def _aanvraag(agb: str) -> dict[str, Any]:
    return {
        "soort": "continuiteit",
        "agbCode": agb,
        "gemeente": GEMEENTE,
        "wet": "wmo",
        "programmalijn": "2.1.3",
        "van": "2026-03-01",
        "tot": "2026-03-31",
        "gevraagdCent": 1000,
        "toelichting": "Dagbesteding was gesloten",
    }


async def _rekening(dienst: Aanroeper, gebeurtenis: str, soort: str, houder: str) -> None:
    """An account of the holder, under the key of this service."""
    kluis = Privacy(getattr(dienst.settings, "payment_key", None) or b"")
    nummer = kluis.encrypt("NL91ABNA0417164300", account_binding(soort, houder, 1)).hex()
    await dienst.ontvang(gebeurtenis, {"iban_versleuteld": nummer})


async def _betaald(dienst: Aanroeper) -> str:
    """The id of a released payment: reviewed, prepared and released by three persons."""
    await _rekening(dienst, "RekeningVastgesteld.v1", "aanbieder", "42420001")
    await _rekening(dienst, "GemeenterekeningVastgesteld.v1", "gemeente", GEMEENTE)

    async def post(pad: str, body: dict[str, Any], sub: str) -> dict[str, Any]:
        koppen = {**dienst.als("financien", sub=sub), "Idempotency-Key": uuid.uuid4().hex}
        antwoord = await dienst.client.post(f"/v1{pad}", json=body, headers=koppen)
        assert antwoord.is_success, antwoord.text
        return dict(antwoord.json())

    koppen = dienst.als("financien")
    await post("/betaalcontroles/_kiezen", {}, "een")
    for controle in (await dienst.client.get("/v1/betaalcontroles", headers=koppen)).json()["resultaten"]:
        await post(f"/betaalcontroles/{controle['id']}/_beoordelen", {"besluit": "vrijgeven"}, "een")
    dag = str(dienst.settings.clock.vandaag() + dt.timedelta(days=90))
    run = await post("/betaalruns", {"gemeente": GEMEENTE, "totEnMet": dag, "uitvoerdatum": dag}, "twee")
    akkoord = {"aantal": run["aantal"], "bedragCent": run["bedragCent"]}
    await post(f"/betaalruns/{run['id']}/_vrijgeven", akkoord, "drie")
    betalingen = await dienst.client.get(f"/v1/betaalruns/{run['id']}/betalingen", headers=koppen)
    return str(betalingen.json()["resultaten"][0]["id"])
