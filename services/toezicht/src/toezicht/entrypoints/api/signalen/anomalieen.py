import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from typing import Annotated

from fastapi import Header, Query
from fastapi.responses import StreamingResponse
from risb_api.api import Pagina
from risb_api.identity import Wie
from risb_api.routes import Router
from risb_kern.edge.cursors import decode_cursor, encode_cursor, invalid_cursor, whole_number

from toezicht.application.uow import Uow
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.entrypoints.api.edge import EdgeDep, ToezichtEdge
from toezicht.entrypoints.api.signalen.anomalieen_models import AnomalieberichtUit
from toezicht.entrypoints.api.toegang import Toezicht, bereik_van, soorten_van
from toezicht.entrypoints.inzage import log_inzage

router = Router("anomalieen")
_BATCH = 100


@router.get("/anomalieen", summary="Anomalieën opvragen")
async def anomalieen_opvragen(
    edge: EdgeDep,
    wie: Toezicht,
    na: Annotated[str | None, Query(description="Cursor uit `volgende` van de vorige keer.", max_length=200)] = None,
    limiet: Annotated[int, Query(ge=1, le=200, description="Hoogste aantal resultaten.")] = 100,
) -> Pagina[AnomalieberichtUit]:
    """Anomalieën in de volgorde waarin zij binnenkwamen. Bewaar `volgende` om later verder te lezen."""
    positie = decode_cursor(na, whole_number) or 0
    async with edge.uow() as uow:
        gevonden = await _list(edge, uow, wie, positie, limiet)
    volgende = encode_cursor(gevonden[-1].positie) if gevonden else na
    return Pagina(resultaten=[AnomalieberichtUit.model_validate(one) for one in gevonden], volgende=volgende)


@router.get(
    "/anomalieen/stroom",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    summary="Anomalieën volgen",
)
async def anomalieen_volgen(
    edge: EdgeDep,
    wie: Toezicht,
    last_event_id: Annotated[
        str | None, Header(alias="Last-Event-ID", description="Laatste positie die u ontving.")
    ] = None,
    vanaf: Annotated[str | None, Query(description="Positie om vanaf te beginnen, als er nog geen laatste is.")] = None,
) -> StreamingResponse:
    """Server-sent events. Elke gebeurtenis draagt haar positie als id; na een breuk gaat uw client vanzelf verder."""
    try:
        begin = whole_number(last_event_id or vanaf or "0")
    except ValueError as error:
        raise invalid_cursor() from error
    return StreamingResponse(
        _events(edge, wie, begin),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


async def _list(edge: ToezichtEdge, uow: Uow, wie: Wie, positie: int, limiet: int) -> Sequence[Anomaliebericht]:
    """What the caller may see after the position; who saw it is kept."""
    bereik = await bereik_van(uow, wie)
    gevonden = await uow.anomalieen.list(positie, soorten=soorten_van(wie), limiet=limiet, bereik=bereik)
    await log_inzage(uow, edge.privacy, wie, "anomalieen-opvragen", {one.agb_code for one in gevonden})
    return gevonden


async def _events(edge: ToezichtEdge, wie: Wie, positie: int) -> AsyncIterator[str]:
    beleid = edge.stroombeleid
    end = time.monotonic() + beleid.seconden
    yield "retry: 2000\n\n"
    # A connection ends after a while, so that nobody keeps listening on a token that has expired.
    while time.monotonic() < end:
        bell = edge.bell.take()
        async with edge.uow() as uow:
            berichten = await _list(edge, uow, wie, positie, _BATCH)
        for one in berichten:
            positie = one.positie
            yield _sse(one)
        if not berichten:
            yield ": hartslag\n\n"
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), min(beleid.hartslag, max(0.0, end - time.monotonic())))


def _sse(bericht: Anomaliebericht) -> str:
    data = AnomalieberichtUit.model_validate(bericht).model_dump_json(by_alias=True)
    return f"id: {bericht.positie}\nevent: anomalie\ndata: {data}\n\n"
