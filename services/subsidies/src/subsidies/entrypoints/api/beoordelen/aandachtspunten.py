import uuid
from typing import Annotated

from fastapi import Path, Response
from risb_api.routes import Router

from subsidies.application.beoordelen import handelingen
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import gevonden
from subsidies.entrypoints.api.beoordelen.aandachtspunten_models import (
    AandachtspuntenUit,
    AandachtspuntUit,
    AfhandelingIn,
)
from subsidies.entrypoints.api.edge import EdgeDep, SchrijfDep
from subsidies.entrypoints.api.fields import AanvraagId
from subsidies.entrypoints.api.toegang import Adviseur

router = Router("behandeling", prefix="/aanvragen/{aanvraagId}")
PuntId = Annotated[uuid.UUID, Path(alias="aandachtspuntId", description="Kenmerk van het aandachtspunt.")]


@router.post("/_screenen", status_code=200, response_model=AandachtspuntenUit, summary="Aanvraag screenen")
async def aanvraag_screenen(edge: EdgeDep, aanvraag_id: AanvraagId, schrijf: SchrijfDep, wie: Adviseur) -> Response:
    """Zoekt signalen van ondermijning. Een signaal is een vraag aan een mens en nooit een weigering."""
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> AandachtspuntenUit:
        punten = await handelingen.aanvraag_screenen(uow, handeling, aanvraag_id)
        return AandachtspuntenUit(resultaten=[AandachtspuntUit.of(one) for one in punten])

    return await schrijf.doe(wie, work, status=200)


@router.get("/aandachtspunten", summary="Aandachtspunten")
async def aandachtspunten_opvragen(edge: EdgeDep, aanvraag_id: AanvraagId, _: Adviseur) -> AandachtspuntenUit:
    """Signalen van de screening en van dubbele financiering, met uitleg en uitkomst."""
    async with edge.uow() as uow:
        aanvraag = gevonden(await uow.aanvragen.find(aanvraag_id))
        punten = await uow.aandachtspunten.list(aanvraag.id)
    return AandachtspuntenUit(resultaten=[AandachtspuntUit.of(one) for one in punten])


@router.post(
    "/aandachtspunten/{aandachtspuntId}/_afhandelen",
    status_code=200,
    response_model=AandachtspuntUit,
    summary="Aandachtspunt afhandelen",
)
async def aandachtspunt_afhandelen(
    edge: EdgeDep, aanvraag_id: AanvraagId, punt_id: PuntId, body: AfhandelingIn, *, schrijf: SchrijfDep, wie: Adviseur
) -> Response:
    """Legt vast wat u van het aandachtspunt vindt, met reden en naam."""
    handeling = edge.handeling(wie)
    opdracht = handelingen.AandachtspuntAfhandelen(
        aanvraag_id=aanvraag_id, punt_id=punt_id, uitkomst=body.uitkomst, reden=body.reden
    )

    async def work(uow: Uow) -> AandachtspuntUit:
        return AandachtspuntUit.of(await handelingen.aandachtspunt_afhandelen(uow, handeling, opdracht))

    return await schrijf.doe(wie, work, status=200)
