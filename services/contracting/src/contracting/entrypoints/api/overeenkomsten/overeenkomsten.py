import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from risb_api.api import Pagina
from risb_api.identity import Rol, Toegang, Wie, niet_gevonden
from risb_api.writes import SchrijfDep, SchrijfEenmaligDep
from risb_kern.trace import current_trace_id

from contracting.application.overeenkomsten.overeenkomst_beeindigen import beeindig_overeenkomst
from contracting.application.overeenkomsten.overeenkomst_sluiten import SluitOvereenkomst, sluit_overeenkomst
from contracting.application.overeenkomsten.prijs_vaststellen import stel_prijs_vast
from contracting.application.ports import UnitOfWork
from contracting.domain.overeenkomsten.overeenkomst import Overeenkomst
from contracting.domain.prijzen.prijs import prijzen_op
from contracting.entrypoints.api.overeenkomsten.overeenkomsten_models import (
    BeeindigingIn,
    OvereenkomstIn,
    OvereenkomstUit,
    PrijsIn,
    PrijsUit,
    TermijnUit,
    overeenkomst_uit,
    prijs_uit,
    termijn_uit,
)
from contracting.entrypoints.api.toegang import (
    BUREAU,
    GEWOON_BLAD,
    INKOOP,
    beperk,
    bereik_van,
    blad_van_ids,
    klok,
    lees,
    pagina,
    werk,
    ziet,
)
from contracting.entrypoints.api.velden import AgbVraag, DatumVraag, Gemeente, Limiet, Na
from contracting.entrypoints.metrics import toon_lopend

router = APIRouter(tags=["overeenkomsten"])
Lezer = Annotated[Wie, Depends(Toegang(*BUREAU, Rol.AANBIEDER, Rol.ZORGADMINISTRATIE))]
Inkoop = Annotated[Wie, Depends(Toegang(*INKOOP))]


@router.post(
    "/overeenkomsten",
    status_code=201,
    response_model=OvereenkomstUit,
    summary="Overeenkomst sluiten",
    operation_id="sluitOvereenkomst",
)
async def sluit(overeenkomst: OvereenkomstIn, request: Request, schrijf: SchrijfEenmaligDep, wie: Inkoop) -> Response:
    """Sluit een overeenkomst met een toegelaten aanbieder, voor gemeenten die de dienst dan afnemen."""
    opdracht = SluitOvereenkomst(
        agb_code=overeenkomst.agb_code,
        perceel_code=overeenkomst.perceel_code,
        gemeenten=tuple(overeenkomst.gemeenten),
        ingangsdatum=overeenkomst.ingangsdatum,
        einddatum=overeenkomst.einddatum,
        prijzen=tuple(one.opgave(tuple(overeenkomst.gemeenten)) for one in overeenkomst.prijzen),
        taakbudget=overeenkomst.taakbudget.taakbudget() if overeenkomst.taakbudget else None,
        trace_id=current_trace_id(),
    )

    async def doe(uow: UnitOfWork) -> OvereenkomstUit:
        gesloten = await sluit_overeenkomst(uow, opdracht, nieuw_id=uuid.uuid4)
        await _tel(uow, request)
        return overeenkomst_uit(gesloten)

    return await schrijf.doe(wie, werk(doe))


@router.get("/overeenkomsten", summary="Overeenkomsten opvragen", operation_id="vraagOvereenkomsten")
async def lijst(
    request: Request,
    wie: Lezer,
    *,
    agb_code: AgbVraag = None,
    datum: DatumVraag = None,
    na: Na = None,
    limiet: Limiet = GEWOON_BLAD,
) -> Pagina[OvereenkomstUit]:
    """Overeenkomsten; een aanbieder ziet de eigen, een gemeente die waar zij bij hoort."""
    bereik = beperk(bereik_van(wie), agb_code)
    async with lees(request) as uow:
        gevonden = await uow.lezen.overeenkomsten(bereik, blad_van_ids(na, limiet), datum=datum)
        await _tel(uow, request)
    return pagina([overeenkomst_uit(one) for one in gevonden], limiet, lambda one: one.id)


@router.get("/overeenkomsten/{id}", summary="Overeenkomst opvragen", operation_id="vraagOvereenkomst")
async def een(id: uuid.UUID, request: Request, wie: Lezer) -> OvereenkomstUit:  # noqa: A002 -- the name in the path
    """Een overeenkomst met alle prijsversies."""
    async with lees(request) as uow:
        return overeenkomst_uit(await _zichtbaar(uow, id, wie))


@router.post(
    "/overeenkomsten/{id}/prijzen",
    status_code=201,
    response_model=PrijsUit,
    summary="Prijsversie vaststellen",
    operation_id="stelPrijsVast",
)
async def prijs_erbij(
    id: uuid.UUID,  # noqa: A002 -- the name in the path
    prijs: PrijsIn,
    schrijf: SchrijfEenmaligDep,
    wie: Inkoop,
) -> Response:
    """Voegt een nieuwe versie van een prijs toe; eerdere versies blijven zoals ze waren."""

    async def doe(uow: UnitOfWork) -> PrijsUit:
        return prijs_uit(await stel_prijs_vast(uow, id, prijs.opgave(), prijs_id=uuid.uuid4()))

    return await schrijf.doe(wie, werk(doe))


@router.get("/overeenkomsten/{id}/prijzen", summary="Prijzen opvragen", operation_id="vraagPrijzen")
async def prijzen(
    id: uuid.UUID,  # noqa: A002 -- the name in the path
    request: Request,
    wie: Lezer,
    datum: DatumVraag = None,
    gemeente: Annotated[Gemeente | None, Query(description="Alleen prijzen voor deze gemeente.")] = None,
) -> Pagina[PrijsUit]:
    """Alle versies, of met een datum de prijzen die op die leverdag tellen, per product en gemeente."""
    async with lees(request) as uow:
        overeenkomst = await _zichtbaar(uow, id, wie)
    gevonden = prijzen_op(overeenkomst.prijzen, datum) if datum else list(overeenkomst.prijzen)
    if datum and not overeenkomst.loopt_op(datum):
        gevonden = []
    voor = [one for one in gevonden if gemeente is None or gemeente in one.opgave.gemeenten]
    return Pagina(resultaten=[prijs_uit(one) for one in voor])


@router.get("/overeenkomsten/{id}/termijnen", summary="Betaaltermijnen opvragen", operation_id="vraagTermijnen")
async def termijnen(
    id: uuid.UUID,  # noqa: A002 -- the name in the path
    request: Request,
    wie: Lezer,
) -> Pagina[TermijnUit]:
    """Het betaalschema van een taakgerichte overeenkomst."""
    async with lees(request) as uow:
        await _zichtbaar(uow, id, wie)
        gevonden = await uow.lezen.termijnen(id)
    return Pagina(resultaten=[termijn_uit(termijn, vervallen=vervallen) for termijn, vervallen in gevonden])


@router.post(
    "/overeenkomsten/{id}/_beeindigen",
    response_model=OvereenkomstUit,
    summary="Overeenkomst beëindigen",
    operation_id="beeindigOvereenkomst",
)
async def beeindig(
    id: uuid.UUID,  # noqa: A002 -- the name in the path
    einde: BeeindigingIn,
    request: Request,
    schrijf: SchrijfDep,
    wie: Inkoop,
) -> Response:
    """Beëindigt een overeenkomst eerder dan gesloten; latere betaaltermijnen vervallen."""

    async def doe(uow: UnitOfWork) -> OvereenkomstUit:
        beeindigd = await beeindig_overeenkomst(uow, id, einddatum=einde.einddatum, reden=einde.reden)
        await _tel(uow, request)
        return overeenkomst_uit(beeindigd)

    return await schrijf.doe(wie, werk(doe), status=200)


async def _zichtbaar(uow: UnitOfWork, overeenkomst_id: uuid.UUID, wie: Wie) -> Overeenkomst:
    overeenkomst = await uow.lezen.overeenkomst(overeenkomst_id)
    bereik = bereik_van(wie)
    if overeenkomst is None or not ziet(bereik, agb_code=overeenkomst.agb_code, gemeenten=overeenkomst.gemeenten):
        raise niet_gevonden("De overeenkomst")
    return overeenkomst


async def _tel(uow: UnitOfWork, request: Request) -> None:
    toon_lopend(await uow.lezen.lopend_per_variant(klok(request).vandaag()))
