"""Missed events can be fetched again, in the order in which they left, with a cursor."""

from collections.abc import Mapping
from typing import Annotated, Any

from chassis.db import session_of
from chassis.events.wire import headers_of
from fastapi import Depends, Query, Request
from risb_kern.edge.cursors import decode_cursor, encode_cursor, whole_number
from risb_kern.events.wire import OutboxRow
from risb_schemas import decode, load_catalog, to_json
from sqlalchemy import text

from risb_api.api import ApiModel, Pagina
from risb_api.edge import Edge, edge_of
from risb_api.identity import Rol, Toegang, Wie
from risb_api.routes import Router


class Gebeurtenis(ApiModel):
    """One event: its CloudEvents attributes and its data as JSON."""

    id: str
    type: str
    bron: str
    tijd: str
    topic: str
    sleutel: str | None
    correlatie: str
    data: dict[str, Any]


def feed_router(source: str, *rollen: Rol) -> Router:
    """`GET /gebeurtenissen?na=<cursor>` for operations and the named roles; dead letters are left out."""
    router = Router("gebeurtenissen")
    toegang = Toegang(Rol.OPERATIONS, *rollen)

    @router.get("/gebeurtenissen", summary="Gemiste gebeurtenissen ophalen")
    async def gebeurtenissen_opvragen(
        request: Request,
        wie: Annotated[Wie, Depends(toegang)],
        na: str | None = None,
        limiet: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> Pagina[Gebeurtenis]:
        """Gebeurtenissen in volgorde van verzending, vanaf de cursor; bewaar `volgende` voor de volgende keer.

        Wie gebonden is aan gemeenten, ziet alleen wat die gemeenten noemt.
        """
        position = decode_cursor(na, whole_number) or 0
        query = (
            "SELECT positie, id, topic, sleutel, type, inhoud, tijd, traceparent, kop FROM gebeurtenis"
            " WHERE positie > :na AND kop IS NULL ORDER BY positie LIMIT :limiet"
        )
        async with edge_of(request, Edge).uow() as uow:
            rows = (await session_of(uow).execute(text(query), {"na": position, "limiet": limiet})).all()
        found = [_read(OutboxRow(*row[1:]), source) for row in rows]
        bereik = wie.bereik(*toegang.rollen)
        found = [one for one in found if bereik.ziet(gemeenten=_named(one.data))]
        return Pagina(resultaten=found, volgende=encode_cursor(rows[-1].positie) if rows else na)

    return router


def _named(data: Mapping[str, Any]) -> set[str]:
    """The gemeenten that an event names."""
    return {*data.get("gemeenten", ()), data.get("gemeente", "")}


def _read(row: OutboxRow, source: str) -> Gebeurtenis:
    attributes = {name: value.decode() for name, value in headers_of(row, source)}
    return Gebeurtenis(
        id=attributes["ce_id"],
        type=row.type,
        bron=source,
        tijd=attributes["ce_time"],
        topic=row.topic,
        sleutel=row.sleutel.decode() if row.sleutel else None,
        correlatie=row.traceparent,
        data=to_json(decode(load_catalog(), row.inhoud).record),
    )
