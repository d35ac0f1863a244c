import uuid
from typing import Annotated

from fastapi import Depends, Path, Query, Response
from risb_api.api import Pagina
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.lists import Blad

from contracting.application.taakgericht import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.taakgericht.businesscases_models import (
    AdviesIn,
    BusinesscaseIn,
    BusinesscaseUit,
    CollegebesluitIn,
    EvaluatieIn,
)
from contracting.entrypoints.api.toegang import Account, Inkoop, Sturing
from contracting.entrypoints.inzage import log_inzage

router = Router("taakgericht")
LIJST = Lijst(BusinesscaseUit, {"id": Orde(id=uuid.UUID)})
CasusPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de businesscase.")]


@router.post("/businesscases", status_code=201, response_model=BusinesscaseUit, summary="Businesscase opstellen")
async def businesscase_opstellen(
    businesscase: BusinesscaseIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Account
) -> Response:
    """Legt een businesscase vast; zij zegt nog niets toe."""

    async def work(uow: Uow) -> BusinesscaseUit:
        return BusinesscaseUit.van(
            await handelingen.businesscase_opstellen(
                uow, edge.handeling(wie), businesscase.betreft_id, businesscase.voorstel()
            )
        )

    return await schrijf.doe(wie, work)


@router.get("/businesscases", summary="Businesscases opvragen")
async def businesscases_opvragen(
    edge: EdgeDep,
    wie: Sturing,
    blad: Annotated[Blad, Depends(LIJST)],
    *,
    betreft: Annotated[uuid.UUID | None, Query(description="Alleen van deze overeenkomst.")] = None,
) -> Pagina[BusinesscaseUit]:
    """Businesscases met hun besluit."""
    async with edge.uow() as uow:
        gevonden = await uow.businesscases.list(blad, bij=betreft)
        await log_inzage(uow, wie, "businesscases-opvragen", {agb for one in gevonden for agb in one.agb_codes})
    return LIJST.pagina(gevonden, blad, BusinesscaseUit.van)


@router.post("/businesscases/{id}/_adviseren", response_model=BusinesscaseUit, summary="Over businesscase adviseren")
async def businesscase_adviseren(
    businesscase_id: CasusPad, advies: AdviesIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Account
) -> Response:
    """Legt het advies aan het college vast."""

    async def work(uow: Uow) -> BusinesscaseUit:
        return BusinesscaseUit.van(
            await handelingen.businesscase_adviseren(uow, edge.handeling(wie), businesscase_id, advies=advies.advies)
        )

    return await schrijf.doe(wie, work, status=200)


@router.post("/businesscases/{id}/_besluiten", response_model=BusinesscaseUit, summary="Collegebesluit vastleggen")
async def businesscase_besluiten(
    businesscase_id: CasusPad, besluit: CollegebesluitIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Door een ander dan wie de businesscase schreef of adviseerde."""

    async def work(uow: Uow) -> BusinesscaseUit:
        return BusinesscaseUit.van(
            await handelingen.businesscase_besluiten(uow, edge.handeling(wie), businesscase_id, besluit.besluit())
        )

    return await schrijf.doe(wie, work, status=200)


@router.post("/businesscases/{id}/_evalueren", response_model=BusinesscaseUit, summary="Businesscase evalueren")
async def businesscase_evalueren(
    businesscase_id: CasusPad, evaluatie: EvaluatieIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Account
) -> Response:
    """Sluit een businesscase af; daarna kan er niets meer op worden toegezegd."""

    async def work(uow: Uow) -> BusinesscaseUit:
        return BusinesscaseUit.van(
            await handelingen.businesscase_evalueren(
                uow, edge.handeling(wie), businesscase_id, evaluatie=evaluatie.evaluatie
            )
        )

    return await schrijf.doe(wie, work, status=200)
