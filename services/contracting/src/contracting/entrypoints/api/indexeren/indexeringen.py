import uuid
from typing import Annotated

from fastapi import Depends, Path, Query, Response
from risb_api.api import Pagina
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import not_found
from risb_kern.lists import Blad

from contracting.application.indexeren import handelingen
from contracting.application.uow import Uow
from contracting.domain.indexeren.indexering import Indexering
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.indexeren.indexeringen_models import IndexeringIn, IndexeringUit, IndexregelUit
from contracting.entrypoints.api.jaren import EERSTE_JAAR, LAATSTE_JAAR
from contracting.entrypoints.api.toegang import Inkoop, Sturing

router = Router("indexeringen")
REGELS = Lijst(IndexregelUit, {"nummer": Orde(nummer=int)})
IndexeringPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de indexering.")]


@router.post("/indexeringen", status_code=201, response_model=IndexeringUit, summary="Indexering voorstellen")
async def indexering_voorstellen(
    indexering: IndexeringIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Rekent elk tarief en jaarbudget van de percelen door en toont het; er verandert nog geen prijs."""

    async def work(uow: Uow) -> IndexeringUit:
        return await _toon(
            uow, await handelingen.indexering_voorstellen(uow, edge.handeling(wie), indexering.opdracht())
        )

    return await schrijf.doe(wie, work)


@router.post("/indexeringen/{id}/_vaststellen", response_model=IndexeringUit, summary="Indexering vaststellen")
async def indexering_vaststellen(
    indexering_id: IndexeringPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Stelt een voorstel vast, door een ander dan wie het deed; de agenda voert het uit en toont de voortgang."""

    async def work(uow: Uow) -> IndexeringUit:
        return await _toon(uow, await handelingen.indexering_vaststellen(uow, edge.handeling(wie), indexering_id))

    return await schrijf.doe(wie, work, status=200)


@router.post("/indexeringen/{id}/_intrekken", response_model=IndexeringUit, summary="Indexering intrekken")
async def indexering_intrekken(
    indexering_id: IndexeringPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Trekt een voorstel in waarover niet is besloten."""

    async def work(uow: Uow) -> IndexeringUit:
        return await _toon(uow, await handelingen.indexering_intrekken(uow, edge.handeling(wie), indexering_id))

    return await schrijf.doe(wie, work, status=200)


@router.get("/indexeringen", summary="Indexeringen opvragen")
async def indexeringen_opvragen(
    edge: EdgeDep,
    _: Sturing,
    jaar: Annotated[int, Query(ge=EERSTE_JAAR, le=LAATSTE_JAAR, description="Jaar van de nieuwe tarieven.")],
) -> Pagina[IndexeringUit]:
    """De indexeringen van een jaar met hun voortgang."""
    async with edge.uow() as uow:
        return Pagina(resultaten=[await _toon(uow, one) for one in await uow.indexeringen.list(jaar)])


@router.get("/indexeringen/{id}", summary="Indexering opvragen")
async def indexering_opvragen(indexering_id: IndexeringPad, edge: EdgeDep, _: Sturing) -> IndexeringUit:
    """Een indexering met haar berekeningen en voortgang."""
    async with edge.uow() as uow:
        return await _toon(uow, await _vind(uow, indexering_id))


@router.get("/indexeringen/{id}/regels", summary="Regels van een indexering opvragen")
async def indexregels_opvragen(
    indexering_id: IndexeringPad, edge: EdgeDep, _: Sturing, blad: Annotated[Blad, Depends(REGELS)]
) -> Pagina[IndexregelUit]:
    """Elk tarief en jaarbudget met wat het was, wat het wordt en de hele berekening."""
    async with edge.uow() as uow:
        berekeningen = (await _vind(uow, indexering_id)).berekeningen
        gevonden = await uow.indexeringen.list_shown(indexering_id, blad)
    getoond = [IndexregelUit.regel(one, berekeningen[one[1].berekening]) for one in gevonden]
    return REGELS.pagina(getoond, blad, lambda one: one)


async def _vind(uow: Uow, indexering_id: uuid.UUID) -> Indexering:
    indexering = await uow.indexeringen.find(indexering_id)
    if indexering is None:
        raise not_found("De indexering")
    return indexering


async def _toon(uow: Uow, indexering: Indexering) -> IndexeringUit:
    return IndexeringUit.van(indexering, await uow.indexeringen.count(indexering.id))
