"""Declaraties as JSON: the same columns and the same rules as a 323."""

import asyncio
import datetime as dt
import json
import uuid
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from risb_api.api import Pagina
from risb_api.cursors import decode_cursor, encode_cursor, whole_number
from risb_api.identity import Wie, niet_gevonden
from risb_api.writes import SchrijfDep
from risb_kern.errors import DomainError, Fout, Kind

from declaraties.application.post.bericht_ontvangen import neem_bericht_aan
from declaraties.application.post.lezen import Berichtfilter, Berichtlezing, Prestatiefilter, Prestatielezing, Zicht
from declaraties.domain.post.afloop import Resultaat
from declaraties.domain.post.bestand import Berichtkop, Berichtstatus, Bron
from declaraties.domain.standaard.grenzen import GROOTSTE_BERICHT
from declaraties.domain.standaard.profielen import PROFIELEN, Soort, Wet
from declaraties.entrypoints import metrieken
from declaraties.entrypoints.api.beoordelen.declaratie_invoer import DeclaratieIn
from declaraties.entrypoints.api.beoordelen.prestaties_csv import als_csv
from declaraties.entrypoints.api.inzage import log_inzage
from declaraties.entrypoints.api.post.berichten import eigen_bericht
from declaraties.entrypoints.api.post.inname import ontvangst_van
from declaraties.entrypoints.api.post.modellen import (
    BevindingModel,
    DeclaratieDetailModel,
    DeclaratieModel,
    PrestatieModel,
)
from declaraties.entrypoints.api.post.upload import Upload, te_groot
from declaraties.entrypoints.api.toegang import PERSONEEL, Aanbiederrol, Lezer, controleer_afzender, zicht_van

router = APIRouter(tags=["declaraties"])
_EERSTE = 100
_CSV = "text/csv"
_BLAD = 5_000


@router.post(
    "/declaraties",
    operation_id="declaratieIndienen",
    summary="Declaratie indienen als JSON",
    status_code=202,
    response_model=DeclaratieModel,
)
async def dien_in(request: Request, invoer: DeclaratieIn, wie: Aanbiederrol, schrijf: SchrijfDep) -> Response:
    """Gaat door dezelfde controles als een 323-bericht en krijgt ook een 325. Volg de uitkomst in `Location`."""
    kop = Berichtkop(wet=invoer.wet, soort=Soort.DECLARATIE, afzender=invoer.afzender, ontvanger=invoer.ontvanger)
    controleer_afzender(kop, wie)
    _controleer_categorieen(invoer)
    data = await asyncio.to_thread(request.app.state.schrijf_323, invoer.als_domein())
    if len(data) > GROOTSTE_BERICHT:
        raise te_groot()

    async def werk(uow: Any) -> DeclaratieModel:
        toestand = request.app.state
        upload: Upload = toestand.opslag.nieuw()
        vastgelegd = False
        try:
            upload.schrijf(data)
            await asyncio.to_thread(upload.bewaar)
            ontvangst = ontvangst_van(upload, kop, Bron.JSON, wie=wie, nu=toestand.clock.nu())
            bestand, vastgelegd = await neem_bericht_aan(uow, ontvangst, vandaag=toestand.clock.vandaag())
        finally:
            if not vastgelegd:
                upload.gooi_weg()
        if vastgelegd:
            metrieken.ONTVANGEN.labels(kop.wet.value, kop.soort.value).inc()
        return DeclaratieModel.model_validate(
            DeclaratieModel.velden(await uow.lezen.bericht(Zicht(alles=True), bestand.id))
        )

    antwoord = await schrijf.doe(wie, werk, status=202)
    antwoord.headers["Location"] = f"/v1/declaraties/{json.loads(bytes(antwoord.body))['id']}"
    return antwoord


@router.get("/declaraties", operation_id="declaratiesOpvragen", summary="Declaraties opvragen")
async def declaraties(
    request: Request,
    wie: Lezer,
    *,
    wet: Annotated[Wet | None, Query(description="wmo of jw.")] = None,
    gemeente: Annotated[str | None, Query(pattern=r"^[0-9]{4}$", description="CBS-code.")] = None,
    status: Annotated[Berichtstatus | None, Query(description="Stand van de declaratie.")] = None,
    agb_code: Annotated[
        str | None, Query(alias="agbCode", pattern=r"^[0-9]{8}$", description="AGB-code van de aanbieder.")
    ] = None,
    periode: Annotated[
        str | None,
        Query(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", description="Maand van de declaratie.", examples=["2026-04"]),
    ] = None,
    uitkomst: Annotated[Resultaat | None, Query(description="toegekend, gedeeltelijk of afgewezen.")] = None,
    declaratie_nummer: Annotated[
        str | None, Query(alias="declaratieNummer", max_length=12, description="Nummer dat de aanbieder gaf.")
    ] = None,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Pagina[DeclaratieModel]:
    """De nieuwste eerst; ook die als XML zijn ingediend."""
    filters = Berichtfilter(
        soort=Soort.DECLARATIE,
        wet=wet and wet.value,
        status=status and status.value,
        gemeente=gemeente,
        agb_code=agb_code,
        periode=_eerste_dag(periode),
        uitkomst=uitkomst and uitkomst.value,
        declaratienummer=declaratie_nummer,
        na=decode_cursor(na, whole_number),
        limiet=limiet,
    )
    async with request.app.state.uow() as uow:
        gevonden = await uow.lezen.berichten(zicht_van(wie), filters)
    return Pagina(
        resultaten=[DeclaratieModel.model_validate(DeclaratieModel.velden(een)) for een in gevonden],
        volgende=encode_cursor(gevonden[-1].nummer) if len(gevonden) == limiet else None,
    )


@router.get("/declaraties/{id}", operation_id="declaratieOpvragen", summary="Uitkomst van een declaratie")
async def declaratie(request: Request, id: uuid.UUID, wie: Lezer) -> DeclaratieDetailModel:  # noqa: A002 -- name in the path
    """De bedragen en de afgekeurde prestaties, elk met retourcode en uitleg."""
    async with request.app.state.uow() as uow:
        gevonden = _als_declaratie(await eigen_bericht(uow, wie, id))
        filters = Prestatiefilter(goedgekeurd=False, limiet=_EERSTE)
        lijnen = await uow.lezen.prestaties(gevonden.nummer, filters)
        _, bevindingen = await uow.lezen.fouten(gevonden.nummer)
        await log_inzage(uow, wie, "declaratie-inzien", (een.client for een in lijnen))
    return DeclaratieDetailModel.model_validate(
        {
            **DeclaratieModel.velden(gevonden),
            "afgekeurde_prestaties": [PrestatieModel.van(een) for een in lijnen],
            "bevindingen": [BevindingModel.van(een) for een in bevindingen],
        }
    )


@router.get(
    "/declaraties/{id}/prestaties",
    operation_id="prestatiesOpvragen",
    summary="Prestaties van een declaratie",
    response_model=Pagina[PrestatieModel],
    responses={200: {"content": {_CSV: {"schema": {"type": "string"}}}}},
)
async def prestaties(
    request: Request,
    id: uuid.UUID,  # noqa: A002 -- name in the path
    wie: Lezer,
    *,
    goedgekeurd: Annotated[bool | None, Query(description="Alleen goedgekeurde, of alleen afgekeurde.")] = None,
    met_bsn: Annotated[
        bool, Query(alias="volledig", description="Ook het burgerservicenummer; alleen voor afzender en ontvanger.")
    ] = False,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Pagina[PrestatieModel] | Response:
    """In de volgorde van het bericht. Met `Accept: text/csv` krijgt u alle regels als bestand, zonder bladzijden."""
    eerste = decode_cursor(na, whole_number)
    filters = Prestatiefilter(
        goedgekeurd=goedgekeurd, met_bsn=met_bsn and _mag_bsn(wie), na=-1 if eerste is None else eerste, limiet=limiet
    )
    wil_csv = _CSV in request.headers.get("accept", "")
    async with request.app.state.uow() as uow:
        gevonden = _als_declaratie(await eigen_bericht(uow, wie, id))
        lijnen = await (_alle_lijnen if wil_csv else _blad)(uow, gevonden.nummer, filters)
        await log_inzage(uow, wie, "declaratie-inzien", (een.client for een in lijnen))
    if wil_csv:
        naam = f'attachment; filename="declaratie-{gevonden.id}.csv"'
        return Response(als_csv(lijnen), media_type=_CSV, headers={"Content-Disposition": naam})
    return Pagina(
        resultaten=[PrestatieModel.van(een) for een in lijnen],
        volgende=encode_cursor(lijnen[-1].regel) if len(lijnen) == limiet else None,
    )


async def _blad(uow: Any, nummer: int, filters: Prestatiefilter) -> list[Prestatielezing]:
    return list(await uow.lezen.prestaties(nummer, filters))


async def _alle_lijnen(uow: Any, nummer: int, filters: Prestatiefilter) -> list[Prestatielezing]:
    """Every line from the start; a message holds some 25,000 at most (OP179)."""
    lijnen: list[Prestatielezing] = []
    while blad := await _blad(uow, nummer, replace(filters, na=lijnen[-1].regel if lijnen else -1, limiet=_BLAD)):
        lijnen += blad
    return lijnen


def _mag_bsn(wie: Wie) -> bool:
    """True for sender and receiver, who know the client; 403 for staff of the bureau, who need no number."""
    if wie.is_een_van(*PERSONEEL):
        melding = "Het burgerservicenummer is alleen voor de afzender en de ontvanger van het bericht."
        raise DomainError(Kind.FORBIDDEN, "bsn-niet-voor-bureau", melding)
    return True


def _eerste_dag(periode: str | None) -> dt.date | None:
    return None if periode is None else dt.date.fromisoformat(f"{periode}-01")


def _als_declaratie(gevonden: Berichtlezing) -> Berichtlezing:
    if gevonden.soort != Soort.DECLARATIE:
        raise niet_gevonden("De declaratie")
    return gevonden


def _controleer_categorieen(invoer: DeclaratieIn) -> None:
    """The one facet that depends on another field: the list of categories belongs to the wet."""
    lijst = PROFIELEN[invoer.wet].categorieen
    fouten = [
        (client_plaats, plaats)
        for client_plaats, client in enumerate(invoer.clienten)
        for plaats, prestatie in enumerate(client.prestaties)
        if prestatie.product_categorie not in lijst
    ]
    if fouten:
        melding = f"Deze productcategorie hoort niet bij de {invoer.wet}."
        raise DomainError(
            Kind.INVALID,
            "ongeldige-gegevens",
            melding,
            *(_fout_op(client, prestatie, melding) for client, prestatie in fouten[:_EERSTE]),
        )


def _fout_op(client: int, prestatie: int, melding: str) -> Fout:
    return Fout(f"clienten.{client}.prestaties.{prestatie}.productCategorie", "categorie-van-andere-wet", melding)
