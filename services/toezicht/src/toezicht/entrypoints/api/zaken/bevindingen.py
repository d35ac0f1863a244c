import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from risb_api.api import Pagina
from risb_api.identity import Wie
from risb_api.writes import SchrijfDep

from toezicht.application.uow import Uow
from toezicht.application.zaken.zaken import (
    haal_zaak,
    leg_bevinding_vast,
)
from toezicht.domain.zaken.zaak import Bevinding
from toezicht.entrypoints.api.toegang import (
    RECHTMATIGHEID,
    eenheid,
    handeling,
)
from toezicht.entrypoints.api.zaken.bevindingen_models import BevindingInvoer, BevindingModel

router = APIRouter(tags=["zaken"])


ZaakId = Annotated[uuid.UUID, Path(alias="zaakId", description="Kenmerk van de zaak.")]


Rechtmatigheid = Annotated[Wie, Depends(RECHTMATIGHEID)]


@router.get("/zaken/{zaakId}/bevindingen", summary="Bevindingen bekijken", operation_id="lijstBevindingen")
async def lijst_bevindingen(request: Request, _: Rechtmatigheid, zaak_id: ZaakId) -> Pagina[BevindingModel]:
    """Bevindingen van een zaak, de oudste eerst."""
    async with eenheid(request) as uow:
        await haal_zaak(uow, zaak_id, lock=False)
        gevonden = await uow.zaken.bevindingen(zaak_id)
    return Pagina(resultaten=[BevindingModel.model_validate(one) for one in gevonden])


@router.post(
    "/zaken/{zaakId}/bevindingen",
    status_code=201,
    response_model=BevindingModel,
    summary="Een bevinding vastleggen",
    operation_id="legBevindingVast",
)
async def bevinding(
    request: Request, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: BevindingInvoer, zaak_id: ZaakId
) -> Response:
    """Wat is gevonden en waar het bewijs ligt. Noem geen namen of nummers van cliënten."""
    wie_nu = handeling(request, wie)
    nieuw = Bevinding(
        id=wie_nu.nieuw_id,
        zaak_id=zaak_id,
        omschrijving=invoer.omschrijving,
        bewijs=tuple(invoer.bewijs),
        opzet=invoer.opzet,
        bedrag_cent=invoer.bedrag_cent,
        door=wie_nu.door,
        op=wie_nu.op,
    )

    async def werk(uow: Uow) -> BevindingModel:
        return BevindingModel.model_validate(await leg_bevinding_vast(uow, nieuw))

    return await schrijf.doe(wie, werk)
