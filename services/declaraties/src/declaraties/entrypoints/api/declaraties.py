"""Declaraties as JSON: the same columns and the same rules as a 323."""

import asyncio
import json
import uuid
from typing import Annotated, Any

from chassis.kernel import DomainError, Fout, Kind
from chassis.trace import current_trace_id
from fastapi import APIRouter, Query, Request, Response
from risb_api.api import Pagina, encode_cursor
from risb_api.identity import niet_gevonden
from risb_api.writes import SchrijfDep

from declaraties.application.bericht_ontvangen import neem_bericht_aan
from declaraties.application.lezen import Berichtfilter, Berichtlezing, Zicht
from declaraties.application.poorten import Ontvangst
from declaraties.domain.berichten.profielen import PROFIELEN, Soort, Wet
from declaraties.domain.beslissingen import GROOTSTE_BERICHT
from declaraties.domain.bestand import Berichtkop, Berichtstatus, Bron
from declaraties.entrypoints import metrieken
from declaraties.entrypoints.api.berichten import eigen_bericht, getal_uit_cursor
from declaraties.entrypoints.api.declaratie_invoer import DeclaratieIn
from declaraties.entrypoints.api.inzage import log_inzage
from declaraties.entrypoints.api.modellen import (
    BevindingModel,
    DeclaratieDetailModel,
    DeclaratieModel,
    PrestatieModel,
)
from declaraties.entrypoints.api.toegang import Aanbiederrol, Lezer, controleer_afzender, zicht_van
from declaraties.entrypoints.api.upload import Upload, te_groot

router = APIRouter(tags=["declaraties"])
_EERSTE = 100


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
        toestand, naam = request.app.state, uuid.uuid4().hex
        upload: Upload = toestand.opslag.nieuw(naam)
        vastgelegd = False
        try:
            upload.schrijf(data)
            await asyncio.to_thread(upload.bewaar)
            ontvangst = Ontvangst(
                kop=kop,
                bron=Bron.JSON,
                sha256=upload.sha256,
                grootte=upload.grootte,
                opslag=naam,
                ingediend_door=wie.sub,
                trace_id=current_trace_id(),
                ontvangen_op=toestand.clock.nu(),
            )
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
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Pagina[DeclaratieModel]:
    """De nieuwste eerst; ook die als XML zijn ingediend."""
    filters = Berichtfilter(
        soort=Soort.DECLARATIE,
        wet=wet and wet.value,
        status=status and status.value,
        gemeente=gemeente,
        na=getal_uit_cursor(na),
        limiet=limiet,
    )
    async with request.app.state.uow() as uow:
        gevonden = await uow.lezen.berichten(zicht_van(wie), filters)
    return Pagina(
        resultaten=[DeclaratieModel.model_validate(DeclaratieModel.velden(een)) for een in gevonden],
        volgende=encode_cursor(str(gevonden[-1].nummer)) if len(gevonden) == limiet else None,
    )


@router.get("/declaraties/{id}", operation_id="declaratieOpvragen", summary="Uitkomst van een declaratie")
async def declaratie(request: Request, id: uuid.UUID, wie: Lezer) -> DeclaratieDetailModel:  # noqa: A002 -- name in the path
    """De bedragen en de afgekeurde prestaties, elk met retourcode en uitleg."""
    async with request.app.state.uow() as uow:
        gevonden = _als_declaratie(await eigen_bericht(uow, wie, id))
        lijnen = await uow.lezen.prestaties(gevonden.nummer, goedgekeurd=False, na=-1, limiet=_EERSTE)
        _, bevindingen = await uow.lezen.fouten(gevonden.nummer)
        await log_inzage(uow, wie, "declaratie-inzien", (een.client for een in lijnen))
    return DeclaratieDetailModel.model_validate(
        {
            **DeclaratieModel.velden(gevonden),
            "afgekeurde_prestaties": [PrestatieModel.van(een) for een in lijnen],
            "bevindingen": [BevindingModel.van(een) for een in bevindingen],
        }
    )


@router.get("/declaraties/{id}/prestaties", operation_id="prestatiesOpvragen", summary="Prestaties van een declaratie")
async def prestaties(
    request: Request,
    id: uuid.UUID,  # noqa: A002 -- name in the path
    wie: Lezer,
    *,
    goedgekeurd: Annotated[bool | None, Query(description="Alleen goedgekeurde, of alleen afgekeurde.")] = None,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Pagina[PrestatieModel]:
    """In de volgorde van het bericht."""
    eerste = getal_uit_cursor(na)
    async with request.app.state.uow() as uow:
        gevonden = _als_declaratie(await eigen_bericht(uow, wie, id))
        lijnen = await uow.lezen.prestaties(
            gevonden.nummer, goedgekeurd=goedgekeurd, na=-1 if eerste is None else eerste, limiet=limiet
        )
        await log_inzage(uow, wie, "declaratie-inzien", (een.client for een in lijnen))
    return Pagina(
        resultaten=[PrestatieModel.van(een) for een in lijnen],
        volgende=encode_cursor(str(lijnen[-1].regel)) if len(lijnen) == limiet else None,
    )


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
