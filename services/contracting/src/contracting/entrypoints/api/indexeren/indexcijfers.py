from typing import Annotated

from fastapi import Path, Query, Response
from risb_api.api import Pagina
from risb_api.routes import Router

from contracting.application.indexeren import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfEenmaligDep
from contracting.entrypoints.api.indexeren.indexcijfers_models import (
    IndexcijferIn,
    IndexcijferUit,
    IndexclausuleIn,
    IndexclausuleUit,
)
from contracting.entrypoints.api.jaren import EERSTE_JAAR, LAATSTE_JAAR
from contracting.entrypoints.api.toegang import Inkoop, Sturing

router = Router("indexeringen")
PerceelPad = Annotated[str, Path(alias="perceelCode", pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$", description="Perceel.")]


@router.post("/indexcijfers", status_code=201, response_model=IndexcijferUit, summary="Indexcijfer vastleggen")
async def indexcijfer_vastleggen(
    cijfer: IndexcijferIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Legt een gepubliceerd cijfer vast; eerdere versies blijven zoals ze waren."""

    async def work(uow: Uow) -> IndexcijferUit:
        return IndexcijferUit.van(await handelingen.indexcijfer_vastleggen(uow, edge.handeling(wie), cijfer.cijfer()))

    return await schrijf.doe(wie, work)


@router.get("/indexcijfers", summary="Indexcijfers opvragen")
async def indexcijfers_opvragen(
    edge: EdgeDep,
    _: Sturing,
    jaar: Annotated[int, Query(ge=EERSTE_JAAR, le=LAATSTE_JAAR, description="Jaar waarover het cijfer gaat.")],
) -> Pagina[IndexcijferUit]:
    """Alle versies van de cijfers over een jaar."""
    async with edge.uow() as uow:
        gevonden = await uow.indexcijfers.list([jaar])
    return Pagina(resultaten=[IndexcijferUit.van(one) for one in gevonden])


@router.post("/indexclausules", status_code=201, response_model=IndexclausuleUit, summary="Indexclausule vastleggen")
async def indexclausule_vastleggen(
    clausule: IndexclausuleIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Legt vast hoe een perceel wordt geindexeerd; een wezenlijke wijziging wordt geweigerd (AW 2.163)."""

    async def work(uow: Uow) -> IndexclausuleUit:
        vast = await handelingen.indexclausule_vastleggen(uow, edge.handeling(wie), clausule.clausule())
        return IndexclausuleUit.van(vast)

    return await schrijf.doe(wie, work)


@router.get("/indexclausules/{perceelCode}", summary="Indexclausules opvragen")
async def indexclausules_opvragen(perceel: PerceelPad, edge: EdgeDep, _: Sturing) -> Pagina[IndexclausuleUit]:
    """Alle versies van de indexclausule van een perceel."""
    async with edge.uow() as uow:
        gevonden = await uow.indexclausules.list(perceel)
    return Pagina(resultaten=[IndexclausuleUit.van(one) for one in gevonden])
