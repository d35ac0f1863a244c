"""Decisions to pay less of the terms of a taakgericht budget."""

import datetime as dt
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.writes import SchrijfDep

from declaraties.domain.betalen.betaaltermijn import Termijnkorting
from declaraties.entrypoints.api.betalen.betaaldienst import GEMEENTECODE, Beheerder, Contractmanager

router = APIRouter(tags=["termijnkortingen"])


class TermijnkortingIn(ApiModel):
    """Een besluit om termijnen te korten of te stoppen; ook van termijnen die al betaalbaar zijn gesteld."""

    overeenkomst_id: uuid.UUID
    gemeente: Annotated[str | None, Field(pattern=GEMEENTECODE, description="Leeg is elke gemeente.")] = None
    percentage: int = Field(strict=True, ge=0, le=100, description="100 is een stop; 0 betaalt ondanks een maatregel.")
    van: dt.date = Field(description="Eerste vervaldatum die wordt gekort.")
    tot: dt.date | None = Field(default=None, description="Laatste vervaldatum; leeg is tot nader order.")
    reden: str = Field(min_length=10, max_length=500, examples=["Maatregel van toezicht: te weinig inzet."])


class TermijnkortingModel(TermijnkortingIn):
    """Een genomen besluit."""

    id: uuid.UUID


@router.post(
    "/termijnkortingen",
    status_code=201,
    response_model=TermijnkortingModel,
    operation_id="termijnkortingBesluiten",
    summary="Termijnen korten of stoppen",
)
async def besluit(request: Request, invoer: TermijnkortingIn, wie: Contractmanager, schrijf: SchrijfDep) -> Response:
    """Werkt door bij de volgende betaalrun; wat al betaald is wordt verrekend."""
    korting = Termijnkorting(id=uuid.uuid4(), **invoer.model_dump())

    async def werk(uow: Any) -> TermijnkortingModel:
        await uow.termijnen.besluit_korting(korting, door=wie.sub, nu=request.app.state.clock.nu())
        return TermijnkortingModel.model_validate(korting)

    return await schrijf.doe(wie, werk)


@router.get("/termijnkortingen", operation_id="termijnkortingenOpvragen", summary="Termijnkortingen opvragen")
async def termijnkortingen(request: Request, _: Beheerder) -> Pagina[TermijnkortingModel]:
    """Alle besluiten, op eerste dag."""
    async with request.app.state.uow() as uow:
        gevonden = await uow.termijnen.kortingen()
    return Pagina(resultaten=[TermijnkortingModel.model_validate(een) for een in gevonden])
