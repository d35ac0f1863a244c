from fastapi import Response
from risb_api.api import Pagina
from risb_api.fields import DatumVraag
from risb_api.identity import Iedereen
from risb_api.routes import Router

from contracting.application.regio import handelingen
from contracting.application.uow import Uow
from contracting.domain.regio.deelname import Dienst, RegioDeelname
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.regio.deelnames_models import DeelnameIn, DeelnameUit
from contracting.entrypoints.api.toegang import Inkoop

router = Router("regio-deelnames")


@router.post("/regio-deelnames", status_code=201, response_model=DeelnameUit, summary="Regiodeelname vastleggen")
async def deelname_vastleggen(deelname: DeelnameIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop) -> Response:
    """Legt een periode vast, of wijzigt de laatste dag van een periode met dezelfde eerste dag."""
    periode = RegioDeelname(**deelname.model_dump())

    async def work(uow: Uow) -> DeelnameUit:
        return DeelnameUit.model_validate(await handelingen.deelname_vastleggen(uow, edge.handeling(wie), periode))

    return await schrijf.doe(wie, work)


@router.get("/regio-deelnames", summary="Regiodeelnames opvragen")
async def deelnames_opvragen(
    edge: EdgeDep, _: Iedereen, datum: DatumVraag = None, dienst: Dienst | None = None
) -> Pagina[DeelnameUit]:
    """Welke gemeente welke dienst afneemt op een dag (zonder datum: vandaag); openbaar."""
    async with edge.uow() as uow:
        gevonden = await uow.deelnames.list(datum or edge.clock.vandaag(), dienst)
    return Pagina(resultaten=[DeelnameUit.model_validate(one) for one in gevonden])
