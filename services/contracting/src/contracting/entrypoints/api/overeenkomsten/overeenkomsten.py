import uuid
from functools import partial
from typing import Annotated

from fastapi import Depends, Path, Response
from risb_api.api import Pagina
from risb_api.fields import AgbVraag, DatumVraag
from risb_api.identity import Wie
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import not_found
from risb_kern.lists import Blad

from contracting.application.overeenkomsten import handelingen
from contracting.application.uow import Uow
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.overeenkomsten.metrics import show_running
from contracting.entrypoints.api.overeenkomsten.overeenkomsten_models import (
    BeeindigingIn,
    OvereenkomstIn,
    OvereenkomstUit,
)
from contracting.entrypoints.api.toegang import Betrokkene, Inkoop, bereik_van
from contracting.entrypoints.inzage import log_inzage

router = Router("overeenkomsten")
LIJST = Lijst(OvereenkomstUit, {"id": Orde(id=uuid.UUID)})
OvereenkomstPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de overeenkomst.")]


@router.post("/overeenkomsten", status_code=201, response_model=OvereenkomstUit, summary="Overeenkomst sluiten")
async def overeenkomst_sluiten(
    overeenkomst: OvereenkomstIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Sluit een overeenkomst met een toegelaten aanbieder, voor gemeenten die de dienst dan afnemen."""

    async def work(uow: Uow) -> OvereenkomstUit:
        handeling = edge.handeling(wie)
        gesloten = await handelingen.overeenkomst_sluiten(uow, handeling, overeenkomst.opdracht())
        schrijf.after_commit(partial(show_running, await uow.overeenkomstvragen.count(handeling.vandaag)))
        return OvereenkomstUit.van(gesloten)

    return await schrijf.doe(wie, work)


@router.get("/overeenkomsten", summary="Overeenkomsten opvragen")
async def overeenkomsten_opvragen(
    edge: EdgeDep,
    wie: Betrokkene,
    blad: Annotated[Blad, Depends(LIJST)],
    *,
    agb_code: AgbVraag = None,
    datum: DatumVraag = None,
) -> Pagina[OvereenkomstUit]:
    """Overeenkomsten; een aanbieder ziet de eigen, een gemeente die waar zij bij hoort."""
    async with edge.uow() as uow:
        gevonden = await uow.overeenkomstvragen.list(bereik_van(wie), blad, agb_code=agb_code, datum=datum)
        await log_inzage(uow, wie, "overeenkomsten-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, OvereenkomstUit.van)


@router.get("/overeenkomsten/{id}", summary="Overeenkomst opvragen")
async def overeenkomst_opvragen(overeenkomst_id: OvereenkomstPad, edge: EdgeDep, wie: Betrokkene) -> OvereenkomstUit:
    """Een overeenkomst met alle prijsversies."""
    async with edge.uow() as uow:
        return OvereenkomstUit.van(await zichtbare_overeenkomst(uow, overeenkomst_id, wie))


@router.post("/overeenkomsten/{id}/_beeindigen", response_model=OvereenkomstUit, summary="Overeenkomst beëindigen")
async def overeenkomst_beeindigen(
    overeenkomst_id: OvereenkomstPad, einde: BeeindigingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Beëindigt een overeenkomst eerder dan gesloten; latere betaaltermijnen vervallen."""

    async def work(uow: Uow) -> OvereenkomstUit:
        handeling = edge.handeling(wie)
        beeindigd = await handelingen.overeenkomst_beeindigen(uow, handeling, overeenkomst_id, einde.beeindiging())
        schrijf.after_commit(partial(show_running, await uow.overeenkomstvragen.count(handeling.vandaag)))
        return OvereenkomstUit.van(beeindigd)

    return await schrijf.doe(wie, work, status=200)


@router.post(
    "/overeenkomsten/{id}/beeindiging/_intrekken", response_model=OvereenkomstUit, summary="Beëindiging intrekken"
)
async def beeindiging_intrekken(
    overeenkomst_id: OvereenkomstPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Trekt een beëindiging in voordat zij ingaat, door een ander dan wie beëindigde; vervallen termijnen herleven."""

    async def work(uow: Uow) -> OvereenkomstUit:
        handeling = edge.handeling(wie)
        hersteld = await handelingen.beeindiging_intrekken(uow, handeling, overeenkomst_id)
        schrijf.after_commit(partial(show_running, await uow.overeenkomstvragen.count(handeling.vandaag)))
        return OvereenkomstUit.van(hersteld)

    return await schrijf.doe(wie, work, status=200)


async def zichtbare_overeenkomst(uow: Uow, overeenkomst_id: uuid.UUID, wie: Wie) -> Overeenkomst:
    """The agreement; one of another tenant is not found."""
    overeenkomst = await uow.overeenkomstvragen.find(overeenkomst_id)
    if overeenkomst is None or not bereik_van(wie).ziet(
        agb_code=overeenkomst.agb_code, gemeenten=overeenkomst.gemeenten
    ):
        raise not_found("De overeenkomst")
    await log_inzage(uow, wie, "overeenkomst-opvragen", [overeenkomst.agb_code])
    return overeenkomst
