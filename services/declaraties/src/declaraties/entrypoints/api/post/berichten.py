"""Messages of the national standard: in as XML, out as status, answer and faults."""

import asyncio
import uuid
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response
from risb_api.api import ApiModel, Pagina
from risb_api.identity import Wie
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router, takes
from risb_kern.errors import DomainError, Kind, not_found
from risb_kern.lists import Blad

from declaraties.application.post import handelingen
from declaraties.application.post.queries import Berichtfilter, Berichtlezing
from declaraties.application.uow import Uow
from declaraties.domain.post.bestand import Berichtstatus, Bron, Richting
from declaraties.domain.standaard.grenzen import GROOTSTE_ENVELOP
from declaraties.domain.standaard.profielen import Soort, Wet
from declaraties.entrypoints.api.edge import DeclaratiesEdge, EdgeDep, SchrijfDep
from declaraties.entrypoints.api.post.berichten_models import BerichtUit, BevindingUit, FoutenUit, LeesfoutUit
from declaraties.entrypoints.api.post.inname import Inname, opslagbewaking
from declaraties.entrypoints.api.post.upload import PLAATSEN, check_headers, ontvang
from declaraties.entrypoints.api.toegang import (
    Inzender,
    Ketenbeheer,
    Ketenpartij,
    Lezer,
    bereik_van,
)
from declaraties.entrypoints.inzage import log_inzage

router = Router("berichten")
LIJST = Lijst(BerichtUit, {"nummer": Orde(nummer=int)}, aflopend=True)
_XML = {"schema": {"type": "string", "format": "binary"}}
_ANTWOORDEN: dict[int | str, dict[str, Any]] = {
    413: {"description": "Groter dan 25 MB; er is niets bewaard."},
    415: {"description": "Geen XML in UTF-8, of een ander bericht of een andere release dan hier wordt aangenomen."},
}


@router.post(
    "/berichten",
    summary="Bericht indienen (301, 302, 305, 307 of 323)",
    status_code=202,
    response_model=BerichtUit,
    responses=_ANTWOORDEN,
    openapi_extra={"requestBody": {"required": True, "content": {"application/xml": _XML, "text/xml": _XML}}},
)
@takes(GROOTSTE_ENVELOP, PLAATSEN)
async def bericht_indienen(request: Request, edge: EdgeDep, wie: Inzender) -> Response:
    """Neemt een bericht aan en bewaart het; de verwerking volgt. Volg de uitkomst op het adres in `Location`.

    Dezelfde bytes van dezelfde afzender geven hetzelfde bericht terug, hoe vaak u ze ook stuurt.
    """
    check_headers(request)
    with opslagbewaking(), Inname(edge, wie) as inname:
        bericht = await inname.record(await ontvang(request, inname.ontvanger()))
    return aangenomen(bericht, f"/v1/berichten/{bericht.id}")


def aangenomen(model: ApiModel, adres: str) -> Response:
    """202 with the place where the outcome will be."""
    return Response(
        model.model_dump_json(by_alias=True), 202, headers={"Location": adres}, media_type="application/json"
    )


@router.get("/berichten", summary="Eigen berichten opvragen")
async def berichten_opvragen(
    edge: EdgeDep,
    wie: Lezer,
    *,
    soort: Annotated[Soort | None, Query(description="Berichtsoort, bijvoorbeeld 323.")] = None,
    richting: Annotated[Richting | None, Query(description="uit: door het bureau verstuurd.")] = None,
    wet: Annotated[Wet | None, Query(description="wmo of jw.")] = None,
    status: Annotated[Berichtstatus | None, Query(description="Stand van het bericht.")] = None,
    blad: Annotated[Blad, Depends(LIJST)],
) -> Pagina[BerichtUit]:
    """De nieuwste eerst; alleen berichten van of aan uzelf."""
    filters = Berichtfilter(
        soort=soort and soort.value,
        wet=wet and wet.value,
        status=status and status.value,
        uit=None if richting is None else richting is Richting.UIT,
    )
    async with edge.uow() as uow:
        gevonden = await uow.berichtvragen.list(bereik_van(wie), filters, blad)
    return LIJST.pagina(gevonden, blad, BerichtUit.van)


@router.get("/berichten/{id}", summary="Stand van een bericht")
async def bericht_opvragen(edge: EdgeDep, id: uuid.UUID, wie: Lezer) -> BerichtUit:  # noqa: A002 -- name in the path
    """De stand, de voortgang en waar het antwoord en de fouten staan."""
    async with edge.uow() as uow:
        gevonden = await eigen_bericht(uow, wie, id)
        return BerichtUit.van(gevonden, await uow.retouren.find(gevonden.nummer))


@router.get(
    "/berichten/{id}/antwoord",
    summary="Antwoord (325) of retour (302, 306, 308) ophalen",
    response_class=Response,
    responses={200: {"content": {"application/xml": _XML}, "description": "Het antwoordbericht."}},
)
async def antwoord_ophalen(edge: EdgeDep, id: uuid.UUID, wie: Ketenpartij) -> Response:  # noqa: A002 -- name in the path
    """Het antwoord zoals het is vastgelegd: UTF-8, regeleinden CR/LF. Bij een fout op niveau 1 is er geen.

    Alleen voor afzender en ontvanger, want het noemt burgerservicenummers; het bureau ziet de declaratie zonder.
    """
    async with edge.uow() as uow:
        gevonden = await eigen_bericht(uow, wie, id)
        inhoud = await antwoord_op(uow, wie, gevonden)
    return Response(inhoud, media_type="application/xml")


@router.get(
    "/berichten/{id}/inhoud",
    summary="Verstuurd bericht ophalen",
    response_class=Response,
    responses={200: {"content": {"application/xml": _XML}, "description": "Het bericht zelf."}},
)
async def bericht_inhoud_ophalen(edge: EdgeDep, id: uuid.UUID, wie: Ketenpartij) -> Response:  # noqa: A002 -- name in the path
    """Het bericht dat het bureau namens de gemeente heeft gemaakt, voor de gemeente en de aanbieder."""
    async with edge.uow() as uow:
        data = await inhoud_van(edge, uow, wie, await eigen_bericht(uow, wie, id))
    return Response(data, media_type="application/xml")


@router.get("/berichten/{id}/fouten", summary="Fouten van een bericht met uitleg")
async def fouten_opvragen(edge: EdgeDep, id: uuid.UUID, wie: Lezer) -> FoutenUit:  # noqa: A002 -- name in the path
    """Niveau 1 met regelnummer in het bestand; niveau 2 tot en met 4 met regel, retourcode, uitleg en wat te doen."""
    async with edge.uow() as uow:
        gevonden = await eigen_bericht(uow, wie, id)
        leesfouten, bevindingen = await uow.berichtvragen.list_fouten(gevonden.nummer)
    return FoutenUit(
        leesfouten=[LeesfoutUit.van(one) for one in leesfouten],
        bevindingen=[BevindingUit.van(one, edge.explain) for one in bevindingen],
    )


@router.post(
    "/berichten/{id}/_hervatten",
    summary="Apart gezet bericht opnieuw in de rij zetten",
    response_model=BerichtUit,
)
async def bericht_hervatten(edge: EdgeDep, id: uuid.UUID, wie: Ketenbeheer, schrijf: SchrijfDep) -> Response:  # noqa: A002 -- name in the path
    """Voor ketenbeheer, nadat de oorzaak is weggenomen."""

    async def work(uow: Uow) -> BerichtUit:
        return BerichtUit.van(await handelingen.bericht_hervatten(uow, edge.handeling(wie), id))

    return await schrijf.doe(wie, work, status=200)


async def eigen_bericht(uow: Uow, wie: Wie, kenmerk: uuid.UUID) -> Berichtlezing:
    """The message when the caller may see it; else the same 404 as for one that does not exist."""
    gevonden = await uow.berichtvragen.find(bereik_van(wie), kenmerk)
    if gevonden is None:
        raise not_found("Het bericht")
    return gevonden


async def antwoord_op(uow: Uow, wie: Wie, gevonden: Berichtlezing) -> bytes:
    """The answer to a message, with a record of the look at the clients in it; 404 when there is none."""
    inhoud = await uow.antwoorden.find(gevonden.nummer)
    if inhoud is None:
        raise DomainError(Kind.NOT_FOUND, "geen-antwoord", _geen_antwoord(gevonden))
    clienten = [
        *await uow.prestatievragen.list_afgekeurde_clienten(gevonden.nummer),
        *await uow.bestanden.list_betrokkenen(gevonden.nummer),
    ]
    await log_inzage(uow, wie, "antwoord-ophalen", clienten)
    return inhoud


async def inhoud_van(edge: DeclaratiesEdge, uow: Uow, wie: Wie, gevonden: Berichtlezing) -> bytes:
    """The bytes of a message that the bureau wrote, with a record of the look; 404 for any other."""
    if gevonden.bron != Bron.BUREAU:
        raise not_found("Het verstuurde bericht")
    naam = await uow.bestanden.find_opslag(gevonden.nummer)
    data = await asyncio.to_thread(edge.store.read, naam)
    await log_inzage(uow, wie, "bericht-ophalen", await uow.bestanden.list_betrokkenen(gevonden.nummer))
    return data


def _geen_antwoord(gevonden: Berichtlezing) -> str:
    if gevonden.soort == Soort.RETOUR_TOEWIJZING:
        return "Een retour krijgt zelf geen antwoord."
    if gevonden.bron == Bron.BUREAU:
        return "Dit bericht is door het bureau verstuurd; het antwoord komt van de aanbieder (zie retour)."
    if gevonden.status in {Berichtstatus.ONTVANGEN, Berichtstatus.WORDT_VERWERKT}:
        return "Het antwoord is er nog niet; probeer het later opnieuw."
    return "Het bericht was niet te verwerken; daarom is er geen antwoord. De redenen staan bij de fouten."
