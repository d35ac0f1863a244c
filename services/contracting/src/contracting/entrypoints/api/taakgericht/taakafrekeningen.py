import uuid
from typing import Annotated

from fastapi import Path, Response
from risb_api.api import Pagina
from risb_api.routes import Router

from contracting.application.taakgericht import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.taakgericht.taakafrekeningen_models import (
    TaakafrekeningbesluitIn,
    TaakafrekeningIn,
    TaakafrekeningUit,
)
from contracting.entrypoints.api.taakgericht.zicht import TaakPad, controleer_zicht
from contracting.entrypoints.api.toegang import Betrokkene, Inkoop

router = Router("taakgericht")
AfrekeningPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de afrekening.")]


@router.post(
    "/overeenkomsten/{id}/taakafrekeningen",
    status_code=201,
    response_model=TaakafrekeningUit,
    summary="Jaar van een taakgerichte overeenkomst afrekenen",
)
async def taakafrekening_berekenen(
    overeenkomst_id: TaakPad, afrekening: TaakafrekeningIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Rekent een jaar af met de afgesproken bandbreedte; een ander besluit."""

    async def work(uow: Uow) -> TaakafrekeningUit:
        berekend = await handelingen.taakafrekening_berekenen(
            uow, edge.handeling(wie), overeenkomst_id, afrekening.opdracht()
        )
        return TaakafrekeningUit.model_validate(berekend)

    return await schrijf.doe(wie, work)


@router.get("/overeenkomsten/{id}/taakafrekeningen", summary="Afrekeningen van een overeenkomst opvragen")
async def taakafrekeningen_opvragen(
    overeenkomst_id: TaakPad, edge: EdgeDep, wie: Betrokkene
) -> Pagina[TaakafrekeningUit]:
    """Elke afrekening, ook wat is afgewezen."""
    async with edge.uow() as uow:
        await controleer_zicht(uow, overeenkomst_id, wie, "taakafrekeningen-opvragen")
        gevonden = await uow.taakafrekeningen.list(bij=overeenkomst_id)
    return Pagina(resultaten=[TaakafrekeningUit.model_validate(one) for one in gevonden])


@router.post(
    "/taakafrekeningen/{id}/_besluiten", response_model=TaakafrekeningUit, summary="Besluiten over een afrekening"
)
async def taakafrekening_besluiten(
    afrekening_id: AfrekeningPad, besluit: TaakafrekeningbesluitIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Door een ander dan wie rekende; het bedrag wordt een termijn, een claim alleen met een businesscase."""

    async def work(uow: Uow) -> TaakafrekeningUit:
        besloten = await handelingen.taakafrekening_besluiten(
            uow, edge.handeling(wie), afrekening_id, besluit.opdracht()
        )
        return TaakafrekeningUit.model_validate(besloten)

    return await schrijf.doe(wie, work, status=200)
