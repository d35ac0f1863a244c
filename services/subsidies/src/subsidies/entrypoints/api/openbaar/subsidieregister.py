import datetime as dt
import uuid
from typing import Annotated

from fastapi import APIRouter, Query, Request
from risb_api.api import Pagina
from risb_api.cursors import decode_cursor, encode_cursor
from risb_api.identity import Iedereen

from subsidies.application.lezen import Registerfilter
from subsidies.entrypoints.api.aanvragen.aanvragen_models import RegisterregelModel
from subsidies.entrypoints.api.regelingen.regelingen_models import GemeenteCode, RegelingCode

router = APIRouter(tags=["subsidieregister"])


@router.get("/subsidieregister", summary="Openbaar subsidieregister")
async def lees_subsidieregister(
    request: Request,
    _: Iedereen,
    *,
    jaar: Annotated[int | None, Query(ge=2000, le=2100, description="Jaar van het besluit.")] = None,
    gemeente: Annotated[GemeenteCode | None, Query(description="CBS-code van de gemeente.")] = None,
    regeling_code: Annotated[RegelingCode | None, Query(alias="regelingCode", description="Code.")] = None,
    na: Annotated[str | None, Query(description="Cursor van de vorige pagina.")] = None,
    limiet: Annotated[int, Query(ge=1, le=500, description="Aantal per pagina.")] = 100,
) -> Pagina[RegisterregelModel]:
    """Alle verleende subsidies, in volgorde van besluit. Inwoners staan er zonder naam in."""
    welke = Registerfilter(jaar=jaar, gemeente=gemeente, regeling_code=regeling_code)
    async with request.app.state.uow() as uow:
        gevonden = await uow.lezer.register(welke, decode_cursor(na, _positie), limiet + 1)
    regels = [RegisterregelModel.model_validate(one) for one in gevonden[:limiet]]
    verder = len(gevonden) > limiet
    volgende = encode_cursor(f"{regels[-1].besluitdatum.isoformat()}|{regels[-1].id}") if verder else None
    return Pagina(resultaten=regels, volgende=volgende)


def _positie(tekst: str) -> tuple[dt.date, uuid.UUID]:
    dag, _, kenmerk = tekst.partition("|")
    return dt.date.fromisoformat(dag), uuid.UUID(kenmerk)
