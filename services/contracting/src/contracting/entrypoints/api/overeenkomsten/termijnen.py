from risb_api.api import Pagina
from risb_api.routes import Router

from contracting.entrypoints.api.edge import EdgeDep
from contracting.entrypoints.api.overeenkomsten.overeenkomsten import OvereenkomstPad, zichtbare_overeenkomst
from contracting.entrypoints.api.overeenkomsten.termijnen_models import TermijnUit
from contracting.entrypoints.api.toegang import Betrokkene

router = Router("overeenkomsten")


@router.get("/overeenkomsten/{id}/termijnen", summary="Betaaltermijnen opvragen")
async def termijnen_opvragen(overeenkomst_id: OvereenkomstPad, edge: EdgeDep, wie: Betrokkene) -> Pagina[TermijnUit]:
    """Het betaalschema van een taakgerichte overeenkomst."""
    async with edge.uow() as uow:
        await zichtbare_overeenkomst(uow, overeenkomst_id, wie)
        gevonden = await uow.termijnen.list(overeenkomst_id)
    return Pagina(resultaten=[TermijnUit.van(termijn, vervallen=vervallen) for termijn, vervallen in gevonden])
