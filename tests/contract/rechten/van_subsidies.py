"""Applications of two applicants in subsidies."""

import datetime as dt
from collections.abc import Mapping

from tests.builders.aanvraag import dien_in, een_regeling
from tests.builders.diensten import Aanroeper

from .gevallen import Geval, Lijst, Object

NIETS = "00000000-0000-4000-8000-000000000000"


async def gevallen(dienst: Aanroeper) -> list[Geval]:
    """Everything of one applicant, for another one."""
    eigenaar = dienst.als("aanvrager", sub="aanvrager-a")
    vreemden = [dienst.als("aanvrager", sub="aanvrager-b")]
    adviseur = dienst.als("subsidieadviseur")
    made = await dienst.client.post("/v1/regelingen", json=een_regeling(), headers=adviseur)
    assert made.status_code == 201, made.text
    asked = (await dien_in(dienst.client, eigenaar))["id"]
    heard = (await dien_in(dienst.client, eigenaar, titel="Buurtfeest"))["id"]
    question = {"gevraagd": ["Uw begroting"]}
    answer = await dienst.client.post(f"/v1/aanvragen/{asked}/aanvullingen", json=question, headers=adviseur)
    assert answer.status_code == 201, answer.text
    refused = (await dien_in(dienst.client, eigenaar, titel="Muziekles"))["id"]
    grounds = [{"code": "awb-4-35-1-a", "toelichting": "De zaal is gesloten."}]
    refusal = {"soort": "weigeren", "gronden": grounds, "motivering": "Zie de gronden."}
    answer = await dienst.client.post(f"/v1/aanvragen/{refused}/besluiten", json=refusal, headers=adviseur)
    assert answer.status_code == 201, answer.text
    await _hoor_en_verdaag(dienst, heard, adviseur)
    return [
        Lijst(route="GET /v1/aanvragen", pad="/v1/aanvragen", kenmerk=asked, eigenaar=eigenaar, vreemden=vreemden),
        Object(
            route="GET /v1/aanvragen/{aanvraagId}",
            pad=f"/v1/aanvragen/{asked}",
            onbekend=f"/v1/aanvragen/{NIETS}",
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        Object(
            route="GET /v1/aanvragen/{aanvraagId}/beschikking",
            pad=f"/v1/aanvragen/{refused}/beschikking",
            onbekend=f"/v1/aanvragen/{NIETS}/beschikking",
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        Object(
            route="GET /v1/aanvragen/{aanvraagId}/verdagingsbericht",
            pad=f"/v1/aanvragen/{heard}/verdagingsbericht",
            onbekend=f"/v1/aanvragen/{NIETS}/verdagingsbericht",
            eigenaar=eigenaar,
            vreemden=vreemden,
        ),
        Object(
            route="POST /v1/aanvragen/{aanvraagId}/aanvullingen/_beantwoorden",
            pad=f"/v1/aanvragen/{asked}/aanvullingen/_beantwoorden",
            onbekend=f"/v1/aanvragen/{NIETS}/aanvullingen/_beantwoorden",
            eigenaar=eigenaar,
            vreemden=vreemden,
            body={"toelichting": "Hierbij."},
        ),
        Object(
            route="POST /v1/aanvragen/{aanvraagId}/zienswijzen/_beantwoorden",
            pad=f"/v1/aanvragen/{heard}/zienswijzen/_beantwoorden",
            onbekend=f"/v1/aanvragen/{NIETS}/zienswijzen/_beantwoorden",
            eigenaar=eigenaar,
            vreemden=vreemden,
            body={"reactie": "De zaal gaat weer open."},
        ),
    ]


async def _hoor_en_verdaag(dienst: Aanroeper, aanvraag_id: str, wie: Mapping[str, str]) -> None:
    pad = f"/v1/aanvragen/{aanvraag_id}"
    intention = {"voornemen": "Wij willen weigeren, omdat de zaal gesloten is."}
    answer = await dienst.client.post(f"{pad}/zienswijzen", json=intention, headers=wie)
    assert answer.status_code == 201, answer.text
    beslisdatum = (await dienst.client.get(pad, headers=wie)).json()["beslisdatum"]
    later = {"tot": str(dt.date.fromisoformat(beslisdatum) + dt.timedelta(days=1)), "reden": "Wij wachten op advies."}
    answer = await dienst.client.post(f"{pad}/_verdagen", json=later, headers=wie)
    assert answer.status_code == 200, answer.text
