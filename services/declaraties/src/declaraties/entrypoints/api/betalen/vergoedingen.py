"""Continuity and extra cost: asked by the aanbieder, advised, decided and settled by the bureau."""

import datetime as dt
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel, Pagina
from risb_api.cursors import decode_cursor, encode_cursor
from risb_api.identity import niet_gevonden
from risb_api.writes import SchrijfDep
from risb_kern.errors import DomainError, Kind

from declaraties.application.betalen.vergoeding_behandelen import vraag_vergoeding_aan, zet_stap
from declaraties.domain.betalen.vergoeding import Stap, Stapsoort, Vergoeding, Vergoedingsoort, Vergoedingstatus
from declaraties.domain.standaard.profielen import Wet
from declaraties.entrypoints.api.betalen.betaaldienst import (
    AGBCODE,
    GEMEENTECODE,
    Contractmanager,
    Financien,
    Kenmerk,
    Ontvanger,
)
from declaraties.entrypoints.api.toegang import Aanbiederrol, zicht_van

router = APIRouter(tags=["vergoedingen"])
GROOTSTE_BEDRAG = 10**11


class VergoedingIn(ApiModel):
    """Een aanvraag; een periode binnen een kalenderjaar."""

    soort: Vergoedingsoort = Field(description="continuiteit (zorg viel weg) of meerkosten.")
    agb_code: Annotated[str, Field(pattern=AGBCODE, examples=["65656055"])]
    gemeente: Annotated[str, Field(pattern=GEMEENTECODE, examples=["0307"])]
    wet: Wet
    programmalijn: Annotated[str, Field(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2}){0,3}$", examples=["2.1.3"])]
    van: dt.date
    tot: dt.date
    gevraagd_cent: int = Field(strict=True, ge=1, le=GROOTSTE_BEDRAG, examples=[125000])
    toelichting: str = Field(min_length=10, max_length=2000)


class StapIn(ApiModel):
    """Een bedrag met de motivering; 0 is afwijzen, of bij vaststellen: alles terug."""

    bedrag_cent: int = Field(strict=True, ge=0, le=GROOTSTE_BEDRAG, examples=[100000])
    motivering: str = Field(min_length=10, max_length=2000)


class StapModel(ApiModel):
    """Wat iemand vond."""

    soort: Stapsoort
    bedrag_cent: int
    motivering: str
    door: str
    op: AwareDatetime


class VergoedingModel(VergoedingIn):
    """Een aanvraag met haar verloop."""

    id: uuid.UUID
    status: Vergoedingstatus
    aangevraagd_op: AwareDatetime
    stappen: list[StapModel]
    gedeclareerd_cent: int | None = Field(
        default=None, description="Wat over deze maanden is toegekend op declaraties; alleen in het detail."
    )

    @classmethod
    def uit(cls, vergoeding: Vergoeding, gedeclareerd_cent: int | None = None) -> "VergoedingModel":
        """The resource of a request."""
        velden = {naam: getattr(vergoeding, naam) for naam in cls.model_fields if hasattr(vergoeding, naam)}
        stappen = [StapModel.model_validate(stap) for stap in vergoeding.stappen]
        return cls(**{**velden, "stappen": stappen, "gedeclareerd_cent": gedeclareerd_cent})


VergoedingId = Annotated[uuid.UUID, Kenmerk]


@router.post(
    "/vergoedingen",
    status_code=201,
    response_model=VergoedingModel,
    operation_id="vergoedingAanvragen",
    summary="Vergoeding aanvragen",
)
async def vraag_aan(request: Request, invoer: VergoedingIn, wie: Aanbiederrol, schrijf: SchrijfDep) -> Response:
    """Voor uw eigen organisatie; het bureau adviseert, besluit en stelt later vast."""
    if invoer.agb_code not in wie.agb:
        melding = "U kunt alleen voor uw eigen AGB-code aanvragen."
        raise DomainError(Kind.FORBIDDEN, "afzender-niet-eigen", melding)
    velden = {**invoer.model_dump(), "wet": invoer.wet.value}
    nu = request.app.state.clock.nu()
    vergoeding = Vergoeding(id=uuid.uuid4(), aangevraagd_door=wie.sub, aangevraagd_op=nu, **velden)

    async def werk(uow: Any) -> VergoedingModel:
        return VergoedingModel.uit(await vraag_vergoeding_aan(uow, vergoeding))

    return await schrijf.doe(wie, werk)


@router.get("/vergoedingen", operation_id="vergoedingenOpvragen", summary="Vergoedingen opvragen")
async def vergoedingen(
    request: Request,
    wie: Ontvanger,
    *,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Pagina[VergoedingModel]:
    """Een aanbieder ziet de eigen aanvragen."""
    zicht = zicht_van(wie)
    async with request.app.state.uow() as uow:
        gevonden = await uow.vergoedingen.lijst(
            agb=None if zicht.alles else zicht.agb, na=decode_cursor(na, uuid.UUID), limiet=limiet
        )
    volgende = encode_cursor(gevonden[-1].id) if len(gevonden) == limiet else None
    return Pagina(resultaten=[VergoedingModel.uit(een) for een in gevonden], volgende=volgende)


@router.get("/vergoedingen/{id}", operation_id="vergoedingOpvragen", summary="Vergoeding opvragen")
async def vergoeding_opvragen(request: Request, vergoeding_id: VergoedingId, wie: Ontvanger) -> VergoedingModel:
    """Met wat over dezelfde maanden is gedeclareerd: daarmee wordt later vastgesteld."""
    zicht = zicht_van(wie)
    async with request.app.state.uow() as uow:
        gevonden = await uow.vergoedingen.lijst(agb=None if zicht.alles else zicht.agb, alleen=vergoeding_id)
        if not gevonden:
            raise niet_gevonden("De vergoeding")
        return VergoedingModel.uit(gevonden[0], await uow.vergoedingen.gedeclareerd_cent(gevonden[0]))


@router.post(
    "/vergoedingen/{id}/_adviseren",
    response_model=VergoedingModel,
    operation_id="vergoedingAdviseren",
    summary="Advies over een vergoeding",
)
async def adviseer(
    request: Request, vergoeding_id: VergoedingId, invoer: StapIn, *, wie: Contractmanager, schrijf: SchrijfDep
) -> Response:
    """Advies van contractmanagement over de aanvraag."""
    return await _zet(request, vergoeding_id, _stap(request, Stapsoort.ADVIES, invoer, wie=wie), schrijf, wie=wie)


@router.post(
    "/vergoedingen/{id}/_besluiten",
    response_model=VergoedingModel,
    operation_id="vergoedingBesluiten",
    summary="Besluit over een vergoeding",
)
async def besluit(
    request: Request, vergoeding_id: VergoedingId, invoer: StapIn, *, wie: Financien, schrijf: SchrijfDep
) -> Response:
    """Besluit van financien, door een ander dan wie adviseerde; wat is toegekend wordt betaalbaar."""
    return await _zet(request, vergoeding_id, _stap(request, Stapsoort.BESLUIT, invoer, wie=wie), schrijf, wie=wie)


@router.post(
    "/vergoedingen/{id}/_vaststellen",
    response_model=VergoedingModel,
    operation_id="vergoedingVaststellen",
    summary="Vergoeding vaststellen",
)
async def stel_vast(
    request: Request, vergoeding_id: VergoedingId, invoer: StapIn, *, wie: Financien, schrijf: SchrijfDep
) -> Response:
    """Wat er achteraf recht op was; het verschil met wat is toegekend wordt verrekend."""
    stap = _stap(request, Stapsoort.VASTSTELLING, invoer, wie=wie)
    return await _zet(request, vergoeding_id, stap, schrijf, wie=wie)


def _stap(request: Request, soort: Stapsoort, invoer: StapIn, *, wie: Financien) -> Stap:
    nu = request.app.state.clock.nu()
    return Stap(soort=soort, bedrag_cent=invoer.bedrag_cent, motivering=invoer.motivering, door=wie.sub, op=nu)


async def _zet(
    request: Request, vergoeding_id: uuid.UUID, stap: Stap, schrijf: SchrijfDep, *, wie: Financien
) -> Response:
    async def werk(uow: Any) -> VergoedingModel:
        return VergoedingModel.uit(await zet_stap(uow, vergoeding_id, stap, klok=request.app.state.clock))

    return await schrijf.doe(wie, werk, status=200)
