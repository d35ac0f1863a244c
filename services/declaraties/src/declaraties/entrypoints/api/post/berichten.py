"""Messages of the national standard: in as XML, out as status, answer and faults."""

import asyncio
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from risb_api.api import ApiModel, Pagina
from risb_api.cursors import decode_cursor, encode_cursor, whole_number
from risb_api.identity import Wie, niet_gevonden
from risb_api.writes import SchrijfDep
from risb_kern.errors import DomainError, Kind

from declaraties.application.post.lezen import Berichtfilter, Berichtlezing, Zicht
from declaraties.domain.post.bestand import Berichtstatus, Bron, Richting
from declaraties.domain.standaard.profielen import Soort, Wet
from declaraties.entrypoints.api.inzage import log_inzage
from declaraties.entrypoints.api.post.inname import Inname, opslagbewaking
from declaraties.entrypoints.api.post.modellen import BerichtModel, BevindingModel, FoutenModel, LeesfoutModel
from declaraties.entrypoints.api.post.upload import controleer_koppen, ontvang
from declaraties.entrypoints.api.toegang import (
    Inzender,
    Ketenbeheer,
    Ketenpartij,
    Lezer,
    zicht_van,
)

router = APIRouter(tags=["berichten"])
_XML = {"schema": {"type": "string", "format": "binary"}}
_ANTWOORDEN: dict[int | str, dict[str, Any]] = {
    413: {"description": "Groter dan 25 MB; er is niets bewaard."},
    415: {"description": "Geen XML in UTF-8, of een ander bericht of een andere release dan hier wordt aangenomen."},
}


@router.post(
    "/berichten",
    operation_id="berichtIndienen",
    summary="Bericht indienen (301, 302, 305, 307 of 323)",
    status_code=202,
    response_model=BerichtModel,
    responses=_ANTWOORDEN,
    openapi_extra={"requestBody": {"required": True, "content": {"application/xml": _XML, "text/xml": _XML}}},
)
async def dien_in(request: Request, wie: Inzender) -> Response:
    """Neemt een bericht aan en bewaart het; de verwerking volgt. Volg de uitkomst op het adres in `Location`.

    Dezelfde bytes van dezelfde afzender geven hetzelfde bericht terug, hoe vaak u ze ook stuurt.
    """
    controleer_koppen(request)
    with opslagbewaking(), Inname(request, wie) as inname:
        bericht = await inname.leg_vast(await ontvang(request, inname.ontvanger()))
    return aangenomen(bericht, f"/v1/berichten/{bericht.id}")


def aangenomen(model: ApiModel, adres: str) -> Response:
    """202 with the place where the outcome will be."""
    return Response(
        model.model_dump_json(by_alias=True), 202, headers={"Location": adres}, media_type="application/json"
    )


@router.get("/berichten", operation_id="berichtenOpvragen", summary="Eigen berichten opvragen")
async def berichten(
    request: Request,
    wie: Lezer,
    *,
    soort: Annotated[Soort | None, Query(description="Berichtsoort, bijvoorbeeld 323.")] = None,
    richting: Annotated[Richting | None, Query(description="uit: door het bureau verstuurd.")] = None,
    wet: Annotated[Wet | None, Query(description="wmo of jw.")] = None,
    status: Annotated[Berichtstatus | None, Query(description="Stand van het bericht.")] = None,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Pagina[BerichtModel]:
    """De nieuwste eerst; alleen berichten van of aan uzelf."""
    filters = Berichtfilter(
        soort=soort and soort.value,
        wet=wet and wet.value,
        status=status and status.value,
        uit=None if richting is None else richting is Richting.UIT,
        na=decode_cursor(na, whole_number),
        limiet=limiet,
    )
    async with request.app.state.uow() as uow:
        gevonden = await uow.lezen.berichten(zicht_van(wie), filters)
    return Pagina(
        resultaten=[BerichtModel.van(een) for een in gevonden],
        volgende=encode_cursor(gevonden[-1].nummer) if len(gevonden) == limiet else None,
    )


@router.get("/berichten/{id}", operation_id="berichtOpvragen", summary="Stand van een bericht")
async def bericht(request: Request, id: uuid.UUID, wie: Lezer) -> BerichtModel:  # noqa: A002 -- name in the path
    """De stand, de voortgang en waar het antwoord en de fouten staan."""
    async with request.app.state.uow() as uow:
        gevonden = await eigen_bericht(uow, wie, id)
        return BerichtModel.van(gevonden, await uow.berichten_uit.retour_op(gevonden.nummer))


@router.get(
    "/berichten/{id}/antwoord",
    operation_id="antwoordOphalen",
    summary="Antwoord (325) of retour (302, 306, 308) ophalen",
    response_class=Response,
    responses={200: {"content": {"application/xml": _XML}, "description": "Het antwoordbericht."}},
)
async def antwoord(request: Request, id: uuid.UUID, wie: Ketenpartij) -> Response:  # noqa: A002 -- name in the path
    """Het antwoord zoals het is vastgelegd: UTF-8, regeleinden CR/LF. Bij een fout op niveau 1 is er geen.

    Alleen voor afzender en ontvanger, want het noemt burgerservicenummers; het bureau ziet de declaratie zonder.
    """
    async with request.app.state.uow() as uow:
        gevonden = await eigen_bericht(uow, wie, id)
        inhoud = await antwoord_op(uow, wie, gevonden)
    return Response(inhoud, media_type="application/xml")


@router.get(
    "/berichten/{id}/inhoud",
    operation_id="berichtInhoudOphalen",
    summary="Verstuurd bericht ophalen",
    response_class=Response,
    responses={200: {"content": {"application/xml": _XML}, "description": "Het bericht zelf."}},
)
async def inhoud(request: Request, id: uuid.UUID, wie: Ketenpartij) -> Response:  # noqa: A002 -- name in the path
    """Het bericht dat het bureau namens de gemeente heeft gemaakt, voor de gemeente en de aanbieder."""
    async with request.app.state.uow() as uow:
        data = await inhoud_van(request, uow, wie, await eigen_bericht(uow, wie, id))
    return Response(data, media_type="application/xml")


@router.get("/berichten/{id}/fouten", operation_id="foutenOpvragen", summary="Fouten van een bericht met uitleg")
async def fouten(request: Request, id: uuid.UUID, wie: Lezer) -> FoutenModel:  # noqa: A002 -- name in the path
    """Niveau 1 met regelnummer in het bestand; niveau 2 tot en met 4 met regel, retourcode, uitleg en wat te doen."""
    async with request.app.state.uow() as uow:
        gevonden = await eigen_bericht(uow, wie, id)
        leesfouten, bevindingen = await uow.lezen.fouten(gevonden.nummer)
    return FoutenModel(
        leesfouten=[LeesfoutModel.van(een) for een in leesfouten],
        bevindingen=[BevindingModel.van(een) for een in bevindingen],
    )


@router.post(
    "/berichten/{id}/_hervatten",
    operation_id="berichtHervatten",
    summary="Apart gezet bericht opnieuw in de rij zetten",
    response_model=BerichtModel,
)
async def hervat(id: uuid.UUID, wie: Ketenbeheer, schrijf: SchrijfDep) -> Response:  # noqa: A002 -- name in the path
    """Voor ketenbeheer, nadat de oorzaak is weggenomen."""

    async def werk(uow: Any) -> BerichtModel:
        gevonden = await uow.lezen.bericht(Zicht(alles=True), id)
        if gevonden is None:
            raise niet_gevonden("Het bericht")
        if gevonden.status != Berichtstatus.APART_GEZET:
            raise DomainError(Kind.CONFLICT, "niet-apart-gezet", "Alleen een apart gezet bericht kan worden hervat.")
        await uow.bestanden.hervat(gevonden.nummer)
        return BerichtModel.van(await uow.lezen.bericht(Zicht(alles=True), id))

    return await schrijf.doe(wie, werk, status=200)


async def eigen_bericht(uow: Any, wie: Wie, kenmerk: uuid.UUID) -> Berichtlezing:
    """The message when the caller may see it; else the same 404 as for one that does not exist."""
    gevonden: Berichtlezing | None = await uow.lezen.bericht(zicht_van(wie), kenmerk)
    if gevonden is None:
        raise niet_gevonden("Het bericht")
    return gevonden


async def antwoord_op(uow: Any, wie: Wie, gevonden: Berichtlezing) -> bytes:
    """The answer to a message, with a record of the look at the clients in it; 404 when there is none."""
    inhoud: bytes | None = await uow.bestanden.antwoord_van(gevonden.nummer)
    if inhoud is None:
        raise DomainError(Kind.NOT_FOUND, "geen-antwoord", _geen_antwoord(gevonden))
    clienten = [
        *await uow.lezen.afgekeurde_clienten(gevonden.nummer),
        *await uow.berichten_uit.betrokkenen(gevonden.nummer),
    ]
    await log_inzage(uow, wie, "antwoord-ophalen", clienten)
    return inhoud


async def inhoud_van(request: Request, uow: Any, wie: Wie, gevonden: Berichtlezing) -> bytes:
    """The bytes of a message that the bureau wrote, with a record of the look; 404 for any other."""
    if gevonden.bron != Bron.BUREAU:
        raise niet_gevonden("Het verstuurde bericht")
    naam = await uow.berichten_uit.opslag_van(gevonden.nummer)
    data: bytes = await asyncio.to_thread(request.app.state.opslag.lees, naam)
    await log_inzage(uow, wie, "bericht-ophalen", await uow.berichten_uit.betrokkenen(gevonden.nummer))
    return data


def _geen_antwoord(gevonden: Berichtlezing) -> str:
    if gevonden.soort == Soort.RETOUR_TOEWIJZING:
        return "Een retour krijgt zelf geen antwoord."
    if gevonden.bron == Bron.BUREAU:
        return "Dit bericht is door het bureau verstuurd; het antwoord komt van de aanbieder (zie retour)."
    if gevonden.status in {Berichtstatus.ONTVANGEN, Berichtstatus.WORDT_VERWERKT}:
        return "Het antwoord is er nog niet; probeer het later opnieuw."
    return "Het bericht was niet te verwerken; daarom is er geen antwoord. De redenen staan bij de fouten."
