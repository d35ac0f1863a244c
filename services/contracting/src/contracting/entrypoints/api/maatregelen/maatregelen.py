from risb_api.api import Pagina
from risb_api.fields import AgbVraag, DatumVraag
from risb_api.routes import Router

from contracting.entrypoints.api.edge import EdgeDep
from contracting.entrypoints.api.maatregelen.maatregelen_models import MaatregelUit
from contracting.entrypoints.api.toegang import BureauOfAanbieder, aanbiederbereik, zichtbare_maatregelen
from contracting.entrypoints.inzage import log_inzage

router = Router("maatregelen")


@router.get("/maatregelen", summary="Maatregelen opvragen")
async def maatregelen_opvragen(
    edge: EdgeDep, wie: BureauOfAanbieder, agb_code: AgbVraag = None, datum: DatumVraag = None
) -> Pagina[MaatregelUit]:
    """Maatregelen van toezicht, de nieuwste eerst; met een datum alleen die dan gelden."""
    aanbieders = None if agb_code is None else {agb_code}
    async with edge.uow() as uow:
        gevonden = await zichtbare_maatregelen(uow, await aanbiederbereik(uow, wie), aanbieders)
        getoond = [one for one in gevonden if datum is None or one.geldt_op(datum)]
        await log_inzage(uow, wie, "maatregelen-opvragen", {one.agb_code for one in getoond})
    return Pagina(resultaten=[MaatregelUit.model_validate(one) for one in getoond])
