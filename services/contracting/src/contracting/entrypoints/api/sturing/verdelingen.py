from functools import partial
from typing import Annotated

from fastapi import Path, Query, Response
from risb_api.api import Pagina
from risb_api.routes import Router
from risb_api.writes import IfMatch, check_version, etag, said
from risb_kern.errors import not_found

from contracting.application.sturing import handelingen
from contracting.application.uow import Uow
from contracting.domain.regio.deelname import Dienst
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.jaren import EERSTE_JAAR, LAATSTE_JAAR
from contracting.entrypoints.api.sturing.budgetten import JaarPad
from contracting.entrypoints.api.sturing.verdelingen_models import (
    KostenverdelingIn,
    KostenverdelingUit,
    VerdeelregelIn,
    VerdeelregelUit,
)
from contracting.entrypoints.api.toegang import Financien, Sturing

router = Router("kostenverdeling")
DienstPad = Annotated[Dienst, Path(description="Dienst.")]
PAD = "/verdeelregels/{dienst}/{jaar}"


@router.put(PAD, response_model=VerdeelregelUit, summary="Verdeelregel vaststellen")
async def verdeelregel_vaststellen(
    dienst: DienstPad,
    jaar: JaarPad,
    regel: VerdeelregelIn,
    edge: EdgeDep,
    schrijf: SchrijfDep,
    *,
    wie: Financien,
    gezien: IfMatch,
) -> Response:
    """Stelt vast hoe de kosten worden verdeeld; een wijziging vraagt de ETag van de regel die u zag."""

    async def work(uow: Uow) -> VerdeelregelUit:
        nieuw = await handelingen.verdeelregel_vaststellen(
            uow, edge.handeling(wie), regel.regel(dienst, jaar), mag=partial(check_version, gezien)
        )
        return VerdeelregelUit.van(nieuw)

    antwoord = await schrijf.doe(wie, work, status=200)
    antwoord.headers.update(etag(said(antwoord, VerdeelregelUit).versie))
    return antwoord


@router.get(PAD, summary="Verdeelregel opvragen")
async def verdeelregel_opvragen(
    dienst: DienstPad, jaar: JaarPad, edge: EdgeDep, response: Response, _: Sturing
) -> VerdeelregelUit:
    """Een verdeelregel met zijn ETag."""
    async with edge.uow() as uow:
        regel = await uow.verdeelregels.find(dienst, jaar)
    if regel is None:
        raise not_found("De verdeelregel")
    response.headers.update(etag(regel.versie))
    return VerdeelregelUit.van(regel)


@router.post(
    "/kostenverdelingen", status_code=201, response_model=KostenverdelingUit, summary="Kosten over gemeenten verdelen"
)
async def kosten_verdelen(
    verdeling: KostenverdelingIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Financien
) -> Response:
    """Verdeelt een bedrag naar de regel van dienst en jaar; de delen zijn samen precies het totaal."""

    async def work(uow: Uow) -> KostenverdelingUit:
        gedaan = await handelingen.kosten_verdelen(
            uow, edge.handeling(wie), verdeling.dienst, verdeling.jaar, verdeling.feiten()
        )
        return KostenverdelingUit.van(gedaan)

    return await schrijf.doe(wie, work)


@router.get("/kostenverdelingen", summary="Kostenverdelingen opvragen")
async def kostenverdelingen_opvragen(
    edge: EdgeDep,
    _: Sturing,
    dienst: Dienst,
    jaar: Annotated[int, Query(ge=EERSTE_JAAR, le=LAATSTE_JAAR, description="Jaar.")],
) -> Pagina[KostenverdelingUit]:
    """Wat van een dienst in een jaar is verdeeld."""
    async with edge.uow() as uow:
        gevonden = await uow.kostenverdelingen.list(dienst, jaar)
    return Pagina(resultaten=[KostenverdelingUit.van(one) for one in gevonden])
