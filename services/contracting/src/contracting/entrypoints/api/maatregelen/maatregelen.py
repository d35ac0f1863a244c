from risb_api.api import Pagina
from risb_api.fields import AgbVraag, DatumVraag
from risb_api.routes import Router

from contracting.entrypoints.api.edge import EdgeDep
from contracting.entrypoints.api.maatregelen.maatregelen_models import MaatregelUit
from contracting.entrypoints.api.toegang import BureauOfAanbieder, bereik_van

router = Router("maatregelen")


@router.get("/maatregelen", summary="Maatregelen opvragen")
async def maatregelen_opvragen(
    edge: EdgeDep, wie: BureauOfAanbieder, agb_code: AgbVraag = None, datum: DatumVraag = None
) -> Pagina[MaatregelUit]:
    """Maatregelen van toezicht, de nieuwste eerst; met een datum alleen die dan gelden."""
    aanbieders = None if agb_code is None else {agb_code}
    async with edge.uow() as uow:
        gevonden = await uow.maatregelvragen.list(bereik_van(wie), agb_codes=aanbieders)
    getoond = [one for one in gevonden if datum is None or one.geldt_op(datum)]
    return Pagina(resultaten=[MaatregelUit.model_validate(one) for one in getoond])
