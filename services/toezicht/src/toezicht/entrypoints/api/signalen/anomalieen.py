import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import StreamingResponse
from risb_api.api import Pagina
from risb_api.cursors import decode_cursor, encode_cursor, invalid_cursor, whole_number
from risb_api.identity import Wie

from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.entrypoints.api.signalen.anomalieen_models import AnomalieberichtModel
from toezicht.entrypoints.api.toegang import TOEZICHT, Limiet, Na, eenheid, soorten_van

router = APIRouter(tags=["anomalieen"])
_BATCH = 100
Toezicht = Annotated[Wie, Depends(TOEZICHT)]


class Wekker(Protocol):
    """Tells streams that there may be something new."""

    def bel(self) -> asyncio.Event:
        """Set at the next anomaly; to be taken before looking."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroombeleid:
    """How long one connection lives, and how often it shows a sign of life."""

    seconden: float
    hartslag: float


@router.get("/anomalieen", summary="Anomalieën ophalen", operation_id="lijstAnomalieen")
async def lijst(request: Request, wie: Toezicht, na: Na = None, limiet: Limiet = 100) -> Pagina[AnomalieberichtModel]:
    """Anomalieën in de volgorde waarin zij binnenkwamen. Bewaar `volgende` om later verder te lezen."""
    positie = decode_cursor(na, whole_number) or 0
    async with eenheid(request) as uow:
        gevonden = await uow.anomalieen.na(positie, soorten=soorten_van(wie), limiet=limiet)
    volgende = encode_cursor(gevonden[-1].positie) if gevonden else na
    return Pagina(resultaten=[_model(one) for one in gevonden], volgende=volgende)


@router.get(
    "/anomalieen/stroom",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    summary="Anomalieën volgen",
    operation_id="volgAnomalieen",
)
async def stroom(
    request: Request,
    wie: Toezicht,
    last_event_id: Annotated[
        str | None, Header(alias="Last-Event-ID", description="Laatste positie die u ontving.")
    ] = None,
    vanaf: Annotated[str | None, Query(description="Positie om vanaf te beginnen, als er nog geen laatste is.")] = None,
) -> StreamingResponse:
    """Server-sent events. Elke gebeurtenis draagt haar positie als id; na een breuk gaat uw client vanzelf verder."""
    try:
        begin = whole_number(last_event_id or vanaf or "0")
    except ValueError as fout:
        raise invalid_cursor() from fout
    return StreamingResponse(
        _gebeurtenissen(request, soorten_van(wie), begin),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _gebeurtenissen(request: Request, soorten: frozenset[str], positie: int) -> AsyncIterator[str]:
    beleid: Stroombeleid = request.app.state.stroombeleid
    wekker: Wekker = request.app.state.wekker
    einde = time.monotonic() + beleid.seconden
    yield "retry: 2000\n\n"
    # A connection ends after a while, so that nobody keeps listening on a token that has expired.
    while time.monotonic() < einde:
        bel = wekker.bel()
        async with eenheid(request) as uow:
            berichten = await uow.anomalieen.na(positie, soorten=soorten, limiet=_BATCH)
        for bericht in berichten:
            positie = bericht.positie
            yield _sse(bericht)
        if not berichten:
            yield ": hartslag\n\n"
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(bel.wait(), min(beleid.hartslag, max(0.0, einde - time.monotonic())))


def _model(bericht: Anomaliebericht) -> AnomalieberichtModel:
    return AnomalieberichtModel(
        positie=bericht.positie,
        gebeurtenis_id=bericht.gebeurtenis_id,
        tijd=bericht.tijd,
        correlatie_id=bericht.trace_id,
        anomalie=dict(bericht.inhoud),
    )


def _sse(bericht: Anomaliebericht) -> str:
    data = json.dumps(_model(bericht).model_dump(mode="json", by_alias=True), ensure_ascii=False)
    return f"id: {bericht.positie}\nevent: anomalie\ndata: {data}\n\n"
