import uuid
from typing import Annotated

from fastapi import Depends, Query
from risb_api.api import Pagina
from risb_api.fields import GemeenteVraag
from risb_api.identity import Iedereen
from risb_api.lists import Lijst, Orde, day
from risb_api.routes import Router
from risb_kern.lists import Blad

from subsidies.application.openbaar.queries import Registerfilter
from subsidies.entrypoints.api.edge import EdgeDep
from subsidies.entrypoints.api.fields import RegelingVraag
from subsidies.entrypoints.api.openbaar.subsidieregister_models import RegisterregelUit

router = Router("subsidieregister")
LIJST = Lijst(RegisterregelUit, {"besluitdatum": Orde(besluitdatum=day, id=uuid.UUID)}, standaard=100, grootste=500)


@router.get("/subsidieregister", summary="Openbaar subsidieregister")
async def subsidieregister_opvragen(
    edge: EdgeDep,
    _: Iedereen,
    blad: Annotated[Blad, Depends(LIJST)],
    *,
    jaar: Annotated[int | None, Query(ge=2000, le=2100, description="Jaar van het besluit.")] = None,
    gemeente: GemeenteVraag = None,
    regeling_code: RegelingVraag = None,
) -> Pagina[RegisterregelUit]:
    """Alle verleende subsidies, in volgorde van besluit. Inwoners staan er zonder naam in."""
    welke = Registerfilter(jaar=jaar, gemeente=gemeente, regeling_code=regeling_code)
    async with edge.uow() as uow:
        found = await uow.registervragen.list(welke, blad)
    return LIJST.pagina(found, blad, RegisterregelUit.model_validate)
