import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from risb_api.api import Pagina
from risb_api.identity import Wie
from risb_api.writes import SchrijfDep

from toezicht.application.maatregelen.maatregelen import MaatregelOpleggen, beeindig_maatregel, leg_maatregel_op
from toezicht.application.uow import Uow
from toezicht.entrypoints.api.fields import AgbCode
from toezicht.entrypoints.api.maatregelen.maatregelen_models import EindeInvoer, MaatregelInvoer, MaatregelModel
from toezicht.entrypoints.api.toegang import (
    MAATREGELEN,
    RECHTMATIGHEID,
    eenheid,
    handeling,
)

router = APIRouter(tags=["zaken"])


ZaakId = Annotated[uuid.UUID, Path(alias="zaakId", description="Kenmerk van de zaak.")]


MaatregelId = Annotated[uuid.UUID, Path(alias="maatregelId", description="Kenmerk van de maatregel.")]


Rechtmatigheid = Annotated[Wie, Depends(RECHTMATIGHEID)]


@router.post(
    "/zaken/{zaakId}/maatregelen",
    status_code=201,
    response_model=MaatregelModel,
    summary="Een maatregel opleggen",
    operation_id="legMaatregelOp",
)
async def maatregel(
    request: Request, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: MaatregelInvoer, zaak_id: ZaakId
) -> Response:
    """Een cliëntenstop, korting of opschorting, op grond van een bevinding. Contracting en declaraties volgen haar."""
    wie_nu = handeling(request, wie)
    opdracht = MaatregelOpleggen(
        soort=invoer.soort, van=invoer.van, tot=invoer.tot, gemeenten=invoer.gemeenten, grond=invoer.grond
    )

    async def werk(uow: Uow) -> MaatregelModel:
        return MaatregelModel.model_validate(await leg_maatregel_op(uow, wie_nu, zaak_id, opdracht))

    return await schrijf.doe(wie, werk)


@router.get("/maatregelen", summary="Maatregelen bekijken", operation_id="lijstMaatregelen")
async def lijst_maatregelen(
    request: Request,
    _: Annotated[Wie, Depends(MAATREGELEN)],
    agb_code: Annotated[AgbCode | None, Query(alias="agbCode", description="Alleen tegen deze aanbieder.")] = None,
) -> Pagina[MaatregelModel]:
    """Maatregelen, de oudste eerst."""
    async with eenheid(request) as uow:
        gevonden = await uow.maatregelen.lijst(agb_code=agb_code)
    return Pagina(resultaten=[MaatregelModel.model_validate(one) for one in gevonden])


@router.post(
    "/maatregelen/{maatregelId}/_beeindigen",
    status_code=200,
    response_model=MaatregelModel,
    summary="Een maatregel beëindigen",
    operation_id="beeindigMaatregel",
)
async def beeindigen(
    request: Request, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: EindeInvoer, maatregel_id: MaatregelId
) -> Response:
    """Beëindigt een maatregel op een dag, met de reden."""
    wie_nu = handeling(request, wie)

    async def werk(uow: Uow) -> MaatregelModel:
        einde = await beeindig_maatregel(uow, wie_nu, maatregel_id, einddatum=invoer.einddatum, reden=invoer.reden)
        return MaatregelModel.model_validate(einde)

    return await schrijf.doe(wie, werk, status=200)
