import uuid
from typing import Annotated

from fastapi import Depends, Path, Query, Response
from risb_api.api import Pagina
from risb_api.fields import AgbVraag, Datum
from risb_api.identity import Iedereen
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.lists import Blad

from contracting.application.plichten import handelingen
from contracting.application.uow import Uow
from contracting.domain.plichten.wachtnorm import Wachtsoort, start_uiterlijk
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.plichten.plichten_models import (
    AfrondingIn,
    PlichtIn,
    PlichtUit,
    VerplaatsingIn,
    WachtnormUit,
)
from contracting.entrypoints.api.toegang import Account, Sturing
from contracting.entrypoints.inzage import log_inzage

router = Router("plichten")
LIJST = Lijst(PlichtUit, {"id": Orde(id=uuid.UUID)})
PlichtPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de plicht.")]


@router.post("/plichten", status_code=201, response_model=PlichtUit, summary="Plicht vaststellen")
async def plicht_vaststellen(plicht: PlichtIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Account) -> Response:
    """Stelt een plicht vast onder een overeenkomst; herinneringen komen 30, 7 en 0 dagen ervoor."""
    opdracht = handelingen.PlichtVaststellen(**plicht.model_dump())

    async def work(uow: Uow) -> PlichtUit:
        return PlichtUit.model_validate(await handelingen.plicht_vaststellen(uow, edge.handeling(wie), opdracht))

    return await schrijf.doe(wie, work)


@router.get("/plichten", summary="Plichten opvragen")
async def plichten_opvragen(
    edge: EdgeDep, wie: Sturing, blad: Annotated[Blad, Depends(LIJST)], *, agb_code: AgbVraag = None
) -> Pagina[PlichtUit]:
    """Plichten met wat er al is afgerond."""
    async with edge.uow() as uow:
        gevonden = await uow.plichten.list(blad, agb_code=agb_code)
        await log_inzage(uow, wie, "plichten-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, PlichtUit.model_validate)


@router.post("/plichten/{id}/_afronden", response_model=PlichtUit, summary="Mijlpaal afronden")
async def plicht_afronden(
    plicht_id: PlichtPad, afronding: AfrondingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Account
) -> Response:
    """Rondt de volgende mijlpaal af; daarna komt de volgende."""

    async def work(uow: Uow) -> PlichtUit:
        gedaan = await handelingen.plicht_afronden(uow, edge.handeling(wie), plicht_id, resultaat=afronding.resultaat)
        return PlichtUit.model_validate(gedaan)

    return await schrijf.doe(wie, work, status=200)


@router.post("/plichten/{id}/_verplaatsen", response_model=PlichtUit, summary="Plicht verplaatsen")
async def plicht_verplaatsen(
    plicht_id: PlichtPad, verplaatsing: VerplaatsingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Account
) -> Response:
    """Rekent vanaf een andere dag; wat al is afgerond blijft zoals het was."""

    async def work(uow: Uow) -> PlichtUit:
        gedaan = await handelingen.plicht_verplaatsen(uow, edge.handeling(wie), plicht_id, anker=verplaatsing.anker)
        return PlichtUit.model_validate(gedaan)

    return await schrijf.doe(wie, work, status=200)


@router.get("/wachtnormen", summary="Wachtnorm opvragen")
async def wachtnorm_opvragen(
    wachtsoort: Wachtsoort, _: Iedereen, aangemeld_op: Annotated[Datum, Query(alias="aangemeldOp")]
) -> WachtnormUit:
    """Tot wanneer een client hoort te wachten die zich op een dag aanmeldde; openbaar."""
    laatste = start_uiterlijk(wachtsoort, aangemeld_op)
    return WachtnormUit(wachtsoort=wachtsoort, aangemeld_op=aangemeld_op, start_uiterlijk=laatste)
