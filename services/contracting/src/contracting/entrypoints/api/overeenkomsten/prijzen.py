from fastapi import Response
from risb_api.api import Pagina
from risb_api.fields import DatumVraag, GemeenteVraag
from risb_api.routes import Router

from contracting.application.overeenkomsten import handelingen
from contracting.application.uow import Uow
from contracting.domain.prijzen.prijs import prijzen_op
from contracting.entrypoints.api.edge import EdgeDep, SchrijfEenmaligDep
from contracting.entrypoints.api.overeenkomsten.overeenkomsten import OvereenkomstPad, zichtbare_overeenkomst
from contracting.entrypoints.api.overeenkomsten.prijzen_models import PrijsUit, PrijsversieIn
from contracting.entrypoints.api.toegang import Betrokkene, Inkoop

router = Router("overeenkomsten")


@router.post(
    "/overeenkomsten/{id}/prijzen", status_code=201, response_model=PrijsUit, summary="Prijsversie vaststellen"
)
async def prijs_vaststellen(
    overeenkomst_id: OvereenkomstPad, prijs: PrijsversieIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Voegt een nieuwe versie van een prijs toe; eerdere versies blijven zoals ze waren."""

    async def work(uow: Uow) -> PrijsUit:
        handeling = edge.handeling(wie)
        vast = await handelingen.prijs_vaststellen(
            uow, handeling, overeenkomst_id, prijs.opgave(), reden=prijs.reden, bron=prijs.bron
        )
        return PrijsUit.van(vast)

    return await schrijf.doe(wie, work)


@router.get("/overeenkomsten/{id}/prijzen", summary="Prijzen opvragen")
async def prijzen_opvragen(
    overeenkomst_id: OvereenkomstPad,
    edge: EdgeDep,
    wie: Betrokkene,
    datum: DatumVraag = None,
    gemeente: GemeenteVraag = None,
) -> Pagina[PrijsUit]:
    """Alle versies, of met een datum de prijzen die op die leverdag tellen, per product en gemeente."""
    async with edge.uow() as uow:
        overeenkomst = await zichtbare_overeenkomst(uow, overeenkomst_id, wie)
    gevonden = prijzen_op(overeenkomst.prijzen, datum) if datum else list(overeenkomst.prijzen)
    if datum and not overeenkomst.loopt_op(datum):
        gevonden = []
    voor = [one for one in gevonden if gemeente is None or gemeente in one.opgave.gemeenten]
    return Pagina(resultaten=[PrijsUit.van(one) for one in voor])
