import uuid
from typing import Annotated

from fastapi import Depends, Path, Response
from risb_api.api import Pagina
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.lists import Blad

from contracting.application.moederovereenkomsten import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.moederovereenkomsten.moederovereenkomsten_models import (
    LandelijkTariefIn,
    MoederovereenkomstIn,
    MoederovereenkomstUit,
)
from contracting.entrypoints.api.toegang import Inkoop, Sturing

router = Router("moederovereenkomsten")
LIJST = Lijst(MoederovereenkomstUit, {"id": Orde(id=uuid.UUID)})
MoederPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de moederovereenkomst.")]


@router.post(
    "/moederovereenkomsten",
    status_code=201,
    response_model=MoederovereenkomstUit,
    summary="Moederovereenkomst opstellen",
)
async def moederovereenkomst_opstellen(
    moeder: MoederovereenkomstIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Legt een collectieve of landelijke overeenkomst vast; afroepen kan als een ander haar vaststelde."""

    async def work(uow: Uow) -> MoederovereenkomstUit:
        handeling = edge.handeling(wie)
        opgesteld = await handelingen.moederovereenkomst_opstellen(uow, handeling, moeder.moeder(handeling.nieuw_id()))
        return MoederovereenkomstUit.van(opgesteld)

    return await schrijf.doe(wie, work)


@router.get("/moederovereenkomsten", summary="Moederovereenkomsten opvragen")
async def moederovereenkomsten_opvragen(
    edge: EdgeDep, _: Sturing, blad: Annotated[Blad, Depends(LIJST)]
) -> Pagina[MoederovereenkomstUit]:
    """Collectieve en landelijke overeenkomsten met het deel van elke aanbieder."""
    async with edge.uow() as uow:
        gevonden = await uow.moederovereenkomsten.list(blad)
    return LIJST.pagina(gevonden, blad, MoederovereenkomstUit.van)


@router.post(
    "/moederovereenkomsten/{id}/_vaststellen",
    response_model=MoederovereenkomstUit,
    summary="Moederovereenkomst vaststellen",
)
async def moederovereenkomst_vaststellen(
    moeder_id: MoederPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Door een ander dan wie haar opstelde."""

    async def work(uow: Uow) -> MoederovereenkomstUit:
        return MoederovereenkomstUit.van(
            await handelingen.moederovereenkomst_vaststellen(uow, edge.handeling(wie), moeder_id)
        )

    return await schrijf.doe(wie, work, status=200)


@router.post(
    "/moederovereenkomsten/{id}/landelijke-tarieven",
    status_code=201,
    response_model=MoederovereenkomstUit,
    summary="Landelijk tarief overnemen",
)
async def landelijktarief_overnemen(
    moeder_id: MoederPad, tarief: LandelijkTariefIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Neemt een tarief over dat de landelijke inkoper bekendmaakte; een afroep kent alleen zulke tarieven."""

    async def work(uow: Uow) -> MoederovereenkomstUit:
        return MoederovereenkomstUit.van(
            await handelingen.landelijktarief_overnemen(uow, edge.handeling(wie), moeder_id, tarief.tarief())
        )

    return await schrijf.doe(wie, work)
