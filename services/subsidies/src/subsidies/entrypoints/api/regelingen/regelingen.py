from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from risb_api.identity import Iedereen, Rol, Toegang, Wie, niet_gevonden
from risb_api.writes import SchrijfDep

from subsidies.application.regelingen.regeling_publiceren import regeling_publiceren
from subsidies.domain.regelingen.regeling import Regeling
from subsidies.entrypoints.api.regelingen.regelingen_models import (
    GemeenteCode,
    Plafondlijst,
    PlafondstandModel,
    RegelingCode,
    Regelinglijst,
    RegelingModel,
)
from subsidies.entrypoints.unit_of_work import SubsidieUow

router = APIRouter(tags=["regelingen"])
Adviseur = Annotated[Wie, Depends(Toegang(Rol.SUBSIDIEADVISEUR))]
Code = Annotated[RegelingCode, Path(description="Code van de regeling.")]


@router.post("/regelingen", status_code=201, response_model=RegelingModel, summary="Regeling publiceren")
async def publiceer_regeling(request: Request, body: RegelingModel, schrijf: SchrijfDep, wie: Adviseur) -> Response:
    """Publiceert de volgende versie van een regeling. Een gepubliceerde versie verandert niet meer."""
    clock = request.app.state.clock

    async def werk(uow: SubsidieUow) -> RegelingModel:
        return RegelingModel.model_validate(await regeling_publiceren(uow, clock, body.to_domain()))

    return await schrijf.doe(wie, werk)


@router.get("/regelingen", summary="Regelingen")
async def lees_regelingen(
    request: Request,
    _: Iedereen,
    gemeente: Annotated[GemeenteCode | None, Query(description="Alleen regelingen van deze gemeente.")] = None,
    *,
    open_nu: Annotated[bool, Query(alias="openNu", description="Alleen regelingen die nu open zijn.")] = False,
) -> Regelinglijst:
    """Alle regelingen in hun nieuwste versie."""
    vandaag = request.app.state.clock.vandaag()
    async with request.app.state.uow() as uow:
        regelingen: list[Regeling] = await uow.lezer.regelingen()
    gekozen = [
        one
        for one in regelingen
        if (gemeente is None or gemeente in one.gemeenten) and (not open_nu or vandaag in one.openstelling)
    ]
    return Regelinglijst(resultaten=[RegelingModel.model_validate(one) for one in gekozen])


@router.get("/regelingen/{code}", summary="Regeling")
async def lees_regeling(
    request: Request,
    code: Code,
    _: Iedereen,
    versie: Annotated[int | None, Query(ge=1, le=9999, description="Versie; leeg is de nieuwste.")] = None,
) -> RegelingModel:
    """Een regeling in de nieuwste of de gevraagde versie."""
    async with request.app.state.uow() as uow:
        regelingen = uow.regelingen
        regeling = await (regelingen.newest(code) if versie is None else regelingen.find(code, versie))
    if regeling is None:
        raise niet_gevonden("De regeling")
    return RegelingModel.model_validate(regeling)


@router.get("/regelingen/{code}/plafonds", summary="Stand van de plafonds")
async def lees_plafonds(request: Request, code: Code, _: Iedereen) -> Plafondlijst:
    """Per plafond wat er is verleend en wat er nog beschikbaar is."""
    async with request.app.state.uow() as uow:
        rows = await uow.lezer.plafonds(code)
    if not rows:
        raise niet_gevonden("De regeling")
    return Plafondlijst(resultaten=[PlafondstandModel.model_validate(row) for row in rows])
