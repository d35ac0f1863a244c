from typing import Annotated

from fastapi import Depends, Path, Response
from risb_api.api import Pagina
from risb_api.identity import Iedereen
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import not_found
from risb_kern.lists import Blad
from risb_recht.wet import Wet

from contracting.application.toelating import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.toegang import Inkoop
from contracting.entrypoints.api.toelating.percelen_models import PerceelIn, PerceelUit

router = Router("percelen")
LIJST = Lijst(PerceelUit, {"code": Orde(code=str)})
CodePad = Annotated[str, Path(pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$", description="Code van het perceel.")]


@router.post("/percelen", status_code=201, response_model=PerceelUit, summary="Perceel vaststellen")
async def perceel_vaststellen(perceel: PerceelIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop) -> Response:
    """Legt een perceel vast met zijn variant, procedure en basiscriteria."""

    async def work(uow: Uow) -> PerceelUit:
        return PerceelUit.van(await handelingen.perceel_vaststellen(uow, edge.handeling(wie), perceel.perceel()))

    return await schrijf.doe(wie, work)


@router.get("/percelen", summary="Percelen opvragen")
async def percelen_opvragen(
    edge: EdgeDep, _: Iedereen, blad: Annotated[Blad, Depends(LIJST)], wet: Wet | None = None
) -> Pagina[PerceelUit]:
    """Alle percelen op volgorde van code; openbaar, zodat iedereen zich kan aanmelden."""
    async with edge.uow() as uow:
        gevonden = await uow.perceelvragen.list(blad, wet=wet)
    return LIJST.pagina(gevonden, blad, PerceelUit.van)


@router.get("/percelen/{code}", summary="Perceel opvragen")
async def perceel_opvragen(code: CodePad, edge: EdgeDep, _: Iedereen) -> PerceelUit:
    """Een perceel met zijn basiscriteria; openbaar."""
    async with edge.uow() as uow:
        perceel = await uow.percelen.find(code)
    if perceel is None:
        raise not_found("Het perceel")
    return PerceelUit.van(perceel)
