from risb_api.identity import Iedereen
from risb_api.routes import Router
from risb_kern.act import act_of

from subsidies.application.openbaar import handelingen
from subsidies.entrypoints.api.edge import EdgeDep
from subsidies.entrypoints.api.openbaar.aanvraaghulp_models import HulpantwoordUit, HulpresultaatUit, HulpvraagIn

router = Router("aanvraaghulp")


@router.post("/aanvraaghulp", summary="Welke regeling past bij mij?")
async def hulpvraag_beantwoorden(edge: EdgeDep, body: HulpvraagIn, _: Iedereen) -> HulpresultaatUit:
    """Een ingang voor alle regelingen: past de regeling, en zo niet, waarom niet. Wij bewaren uw antwoorden niet."""
    vraag = body.to_domain()
    async with edge.uow() as uow:
        antwoorden = await handelingen.hulpvraag_beantwoorden(uow, act_of(edge.clock), vraag)
    resultaten = [HulpantwoordUit.model_validate(one) for one in antwoorden]
    return HulpresultaatUit(gemeente=vraag.gemeente, resultaten=resultaten)
