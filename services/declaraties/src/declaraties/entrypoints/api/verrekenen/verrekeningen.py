"""What was settled after the answer, and which gemeente is responsible from which day."""

import uuid
from typing import Annotated

from fastapi import Depends, Path, Query
from risb_api.api import Pagina
from risb_api.fields import AgbVraag, GemeenteVraag
from risb_api.identity import Wie
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import not_found
from risb_kern.lists import Blad

from declaraties.application.uow import Uow
from declaraties.application.verrekenen.queries import Verrekeningfilter, Verrekeninglezing
from declaraties.domain.verrekenen.verrekening import Verrekenpost
from declaraties.entrypoints.api.edge import EdgeDep
from declaraties.entrypoints.api.toegang import Bureau, Lezer, bereik_van
from declaraties.entrypoints.api.verrekenen.verrekeningen_models import (
    VerrekeningUit,
    VerrekenregelUit,
    VerrekentaakUit,
)
from declaraties.entrypoints.inzage import log_inzage

router = Router("verrekeningen")
LIJST = Lijst(VerrekeningUit, {"volgnummer": Orde(volgnummer=int)}, standaard=100, grootste=500)
REGELS = Lijst(VerrekenregelUit, {"plaats": Orde(bestand_nummer=int, regel=int)}, standaard=100, grootste=500)
TAKEN = Lijst(VerrekentaakUit, {"volgnummer": Orde(volgnummer=int)}, aflopend=True, standaard=100, grootste=500)


@router.get("/verrekeningen", summary="Verrekeningen opvragen")
async def verrekeningen_opvragen(
    edge: EdgeDep,
    wie: Lezer,
    *,
    gemeente: GemeenteVraag = None,
    agb_code: AgbVraag = None,
    aanleiding: Annotated[Verrekenpost | None, Query(description="Wat er is veranderd.")] = None,
    blad: Annotated[Blad, Depends(LIJST)],
) -> Pagina[VerrekeningUit]:
    """In volgorde van ontstaan; een aanbieder ziet alleen de eigen, een gemeente waar zij bij betrokken is."""
    filters = Verrekeningfilter(gemeente=gemeente, agb_code=agb_code, aanleiding=aanleiding and aanleiding.value)
    async with edge.uow() as uow:
        gevonden = await uow.verrekeningvragen.list(bereik_van(wie), filters, blad)
    return LIJST.pagina(gevonden, blad, VerrekeningUit.van)


@router.get("/verrekeningen/{id}", summary="Verrekening opvragen")
async def verrekening_opvragen(
    edge: EdgeDep, wie: Lezer, kenmerk: Annotated[uuid.UUID, Path(alias="id")]
) -> VerrekeningUit:
    """Een verrekening zonder de regels."""
    async with edge.uow() as uow:
        return VerrekeningUit.van(await _found(uow, wie, kenmerk))


@router.get("/verrekeningen/{id}/regels", summary="Regels van een verrekening opvragen")
async def verrekenregels_opvragen(
    edge: EdgeDep,
    wie: Lezer,
    kenmerk: Annotated[uuid.UUID, Path(alias="id")],
    *,
    blad: Annotated[Blad, Depends(REGELS)],
) -> Pagina[VerrekenregelUit]:
    """Per regel wat is verrekend en waarom."""
    async with edge.uow() as uow:
        verrekening = await _found(uow, wie, kenmerk)
        gevonden = await uow.verrekeningvragen.list_regels(verrekening.volgnummer, blad)
        await log_inzage(uow, wie, "verrekening-inzien", (one.client for one in gevonden[: blad.limiet]))
    return REGELS.pagina(gevonden, blad, VerrekenregelUit.van)


@router.get("/verrekentaken", summary="Voortgang van verrekenen opvragen")
async def verrekentaken_opvragen(
    edge: EdgeDep,
    wie: Bureau,  # noqa: ARG001 -- the permission itself
    *,
    blad: Annotated[Blad, Depends(TAKEN)],
) -> Pagina[VerrekentaakUit]:
    """Nieuwste eerst, met hoeveel regels al zijn bekeken."""
    async with edge.uow() as uow:
        gevonden = await uow.verrekeningvragen.list_taken(blad)
    return TAKEN.pagina(gevonden, blad, VerrekentaakUit.van)


async def _found(uow: Uow, wie: Wie, kenmerk: uuid.UUID) -> Verrekeninglezing:
    gevonden = await uow.verrekeningvragen.find(bereik_van(wie), kenmerk)
    if gevonden is None:
        raise not_found("De verrekening")
    return gevonden
