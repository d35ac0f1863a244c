"""Proposals and decisions to pay less of the terms of a taakgericht budget."""

import datetime as dt
import uuid
from typing import Annotated

from fastapi import Response
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.fields import Datum, Gemeente, Verhaal
from risb_api.routes import Router

from declaraties.application.betalen import handelingen
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaaltermijn import Kortingstatus, Termijnkorting
from declaraties.entrypoints.api.edge import EdgeDep, SchrijfDep
from declaraties.entrypoints.api.toegang import Beheerder, Contractmanager
from declaraties.entrypoints.api.velden import Kenmerk

router = Router("termijnkortingen")
TermijnkortingId = Annotated[uuid.UUID, Kenmerk]


class TermijnkortingIn(ApiModel):
    """Een voorstel om termijnen te korten of te stoppen; ook van termijnen die al betaalbaar zijn gesteld."""

    overeenkomst_id: uuid.UUID
    gemeente: Gemeente | None = Field(default=None, description="Leeg is elke gemeente.")
    percentage: int = Field(strict=True, ge=0, le=100, description="100 is een stop; 0 betaalt ondanks een maatregel.")
    van: Datum = Field(description="Eerste vervaldatum die wordt gekort.")
    tot: Datum | None = Field(default=None, description="Laatste vervaldatum; leeg is tot nader order.")
    reden: Verhaal = Field(min_length=10, max_length=500, examples=["Maatregel van toezicht: te weinig inzet."])


class TermijnkortingUit(TermijnkortingIn):
    """Een voorstel of een genomen besluit."""

    reden: str
    id: uuid.UUID
    status: Kortingstatus = Field(description="Alleen wat is besloten, werkt door.")
    van: dt.date
    tot: dt.date | None


@router.post(
    "/termijnkortingen",
    status_code=201,
    response_model=TermijnkortingUit,
    summary="Voorstellen om termijnen te korten of te stoppen",
)
async def termijnkorting_voorstellen(
    edge: EdgeDep, invoer: TermijnkortingIn, wie: Contractmanager, schrijf: SchrijfDep
) -> Response:
    """Verandert nog niets: een ander besluit."""
    handeling = edge.handeling(wie)
    korting = Termijnkorting(id=handeling.nieuw_id(), **invoer.model_dump())

    async def work(uow: Uow) -> TermijnkortingUit:
        return TermijnkortingUit.model_validate(await handelingen.termijnkorting_voorstellen(uow, handeling, korting))

    return await schrijf.doe(wie, work)


@router.post(
    "/termijnkortingen/{id}/_besluiten",
    response_model=TermijnkortingUit,
    summary="Besluiten om termijnen te korten of te stoppen",
)
async def termijnkorting_besluiten(
    edge: EdgeDep, korting_id: TermijnkortingId, wie: Contractmanager, schrijf: SchrijfDep
) -> Response:
    """Door een ander dan wie het voorstelde; werkt bij de volgende betaalrun. Wat al betaald is wordt verrekend."""
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> TermijnkortingUit:
        return TermijnkortingUit.model_validate(await handelingen.termijnkorting_besluiten(uow, handeling, korting_id))

    return await schrijf.doe(wie, work, status=200)


@router.get("/termijnkortingen", summary="Termijnkortingen opvragen")
async def termijnkortingen_opvragen(edge: EdgeDep, _: Beheerder) -> Pagina[TermijnkortingUit]:
    """Alle voorstellen en besluiten, op eerste dag."""
    async with edge.uow() as uow:
        gevonden = await uow.termijnen.list_kortingen()
    return Pagina(resultaten=[TermijnkortingUit.model_validate(one) for one in gevonden])
