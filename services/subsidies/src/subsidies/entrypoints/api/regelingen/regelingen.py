from typing import Annotated

from fastapi import Depends, Path, Query, Response
from risb_api.api import Pagina
from risb_api.fields import Code, GemeenteVraag
from risb_api.identity import Iedereen
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import not_found
from risb_kern.lists import Blad

from subsidies.application.regelingen import handelingen
from subsidies.application.regelingen.queries import Regelingfilter
from subsidies.application.uow import Uow
from subsidies.entrypoints.api.edge import EdgeDep, SchrijfDep
from subsidies.entrypoints.api.regelingen.plafonds_models import PlafondsUit, PlafondUit
from subsidies.entrypoints.api.regelingen.regelingen_models import IntrekkingIn, RegelingIn, RegelingUit
from subsidies.entrypoints.api.toegang import Adviseur

router = Router("regelingen", prefix="/regelingen")
LIJST = Lijst(RegelingUit, {"code": Orde(code=str)})
RegelingPad = Annotated[Code, Path(description="Code van de regeling.")]


@router.post("", status_code=201, response_model=RegelingUit, summary="Regeling publiceren")
async def regeling_publiceren(edge: EdgeDep, body: RegelingIn, schrijf: SchrijfDep, wie: Adviseur) -> Response:
    """Publiceert de volgende versie van een regeling. Een gepubliceerde versie verandert niet meer."""
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> RegelingUit:
        regeling = await handelingen.regeling_publiceren(uow, handeling, body.to_domain())
        return RegelingUit.model_validate(regeling)

    return await schrijf.doe(wie, work)


@router.post("/{code}/_intrekken", response_model=RegelingUit, summary="Regeling intrekken")
async def regeling_intrekken(
    edge: EdgeDep, code: RegelingPad, body: IntrekkingIn, *, schrijf: SchrijfDep, wie: Adviseur
) -> Response:
    """Trekt alle versies in vanaf een dag, door een ander dan wie publiceerde. Eerdere aanvragen worden behandeld."""
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> RegelingUit:
        regeling = await handelingen.regeling_intrekken(uow, handeling, code, body.to_domain())
        return RegelingUit.model_validate(regeling)

    return await schrijf.doe(wie, work, status=200)


@router.get("", summary="Regelingen")
async def regelingen_opvragen(
    edge: EdgeDep,
    _: Iedereen,
    blad: Annotated[Blad, Depends(LIJST)],
    *,
    gemeente: GemeenteVraag = None,
    open_nu: Annotated[bool, Query(alias="openNu", description="Alleen regelingen die nu open zijn.")] = False,
) -> Pagina[RegelingUit]:
    """Alle regelingen in hun nieuwste versie."""
    welke = Regelingfilter(gemeente=gemeente, open_op=edge.clock.vandaag() if open_nu else None)
    async with edge.uow() as uow:
        found = await uow.regelingvragen.list(welke, blad)
    return LIJST.pagina(found, blad, RegelingUit.model_validate)


@router.get("/{code}", summary="Regeling")
async def regeling_opvragen(
    edge: EdgeDep,
    code: RegelingPad,
    _: Iedereen,
    versie: Annotated[int | None, Query(ge=1, le=9999, description="Versie; leeg is de nieuwste.")] = None,
) -> RegelingUit:
    """Een regeling in de nieuwste of de gevraagde versie."""
    async with edge.uow() as uow:
        newest = await uow.regelingen.find_newest(code)
        regeling = newest if versie is None else await uow.regelingen.find(code, versie)
    if regeling is None:
        raise not_found("De regeling")
    return RegelingUit.model_validate(regeling)


@router.get("/{code}/plafonds", summary="Plafonds")
async def plafonds_opvragen(edge: EdgeDep, code: RegelingPad, _: Iedereen) -> PlafondsUit:
    """Per plafond wat er is verleend en wat er nog beschikbaar is."""
    async with edge.uow() as uow:
        found = await uow.regelingvragen.list_plafonds(code)
    if not found:
        raise not_found("De regeling")
    return PlafondsUit(resultaten=[PlafondUit.model_validate(one) for one in found])
