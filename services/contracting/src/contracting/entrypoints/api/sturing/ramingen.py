import uuid
from typing import Annotated

from fastapi import Path, Query, Response
from risb_api.api import Pagina
from risb_api.routes import Router

from contracting.application.sturing import handelingen
from contracting.application.uow import Uow
from contracting.domain.sturing.raming import Raming
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.jaren import EERSTE_JAAR, LAATSTE_JAAR
from contracting.entrypoints.api.sturing.ramingen_models import AfrekeningIn, RamingIn, RamingUit
from contracting.entrypoints.api.toegang import Financien, Sturing

router = Router("ramingen")
RamingPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de raming.")]


@router.post("/ramingen", status_code=201, response_model=RamingUit, summary="Raming opstellen")
async def raming_opstellen(raming: RamingIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Financien) -> Response:
    """Raamt een begrotingslijn naar hoe volledig de maanden zijn, met een interval uit eerdere ramingen."""

    async def work(uow: Uow) -> RamingUit:
        gemaakt = await handelingen.raming_opstellen(uow, edge.handeling(wie), raming.opdracht())
        return await _naast_budget(uow, gemaakt)

    return await schrijf.doe(wie, work)


@router.get("/ramingen", summary="Ramingen opvragen")
async def ramingen_opvragen(
    edge: EdgeDep,
    _: Sturing,
    jaar: Annotated[int, Query(ge=EERSTE_JAAR, le=LAATSTE_JAAR, description="Begrotingsjaar.")],
) -> Pagina[RamingUit]:
    """De ramingen van een jaar, de oudste eerst."""
    async with edge.uow() as uow:
        gevonden = await uow.ramingen.list(jaar)
        return Pagina(resultaten=[await _naast_budget(uow, one) for one in gevonden])


@router.post("/ramingen/{id}/_afrekenen", response_model=RamingUit, summary="Uitkomst van een raming vastleggen")
async def raming_afrekenen(
    raming_id: RamingPad, uitkomst: AfrekeningIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Financien
) -> Response:
    """Legt vast wat het jaar werkelijk kostte; de volgende raming kent dan de afwijking."""

    async def work(uow: Uow) -> RamingUit:
        gedaan = await handelingen.raming_afrekenen(
            uow, edge.handeling(wie), raming_id, werkelijk_cent=uitkomst.werkelijk_cent
        )
        return await _naast_budget(uow, gedaan)

    return await schrijf.doe(wie, work, status=200)


async def _naast_budget(uow: Uow, raming: Raming) -> RamingUit:
    budget = await uow.budgetten.find(raming.gemeente, raming.programmalijn, raming.jaar)
    return RamingUit.van(raming, budget.bedrag_cent if budget else None)
