"""Continuity and extra cost: asked by the aanbieder, advised, decided and settled by the bureau."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Response
from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel, Pagina
from risb_api.fields import Agb, Datum, Gemeente, Programmalijn, Verhaal
from risb_api.identity import Wie
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_api.writes import Schrijf
from risb_kern.act import Handeling
from risb_kern.errors import DomainError, Kind, not_found
from risb_kern.lists import Blad

from declaraties.application.betalen import handelingen
from declaraties.application.uow import Uow
from declaraties.domain.betalen.vergoeding import Stapsoort, Vergoeding, Vergoedingsoort, Vergoedingstatus
from declaraties.domain.standaard.profielen import Wet
from declaraties.entrypoints.api.edge import DeclaratiesEdge, EdgeDep, SchrijfDep
from declaraties.entrypoints.api.toegang import Aanbiederrol, Contractmanager, Financien, Ontvanger, bereik_van
from declaraties.entrypoints.api.velden import Kenmerk

router = Router("vergoedingen")
GROOTSTE_BEDRAG = 10**11
Motivering = Annotated[Verhaal, Field(min_length=10, max_length=2000)]


class VergoedingIn(ApiModel):
    """Een aanvraag; een periode binnen een kalenderjaar."""

    soort: Vergoedingsoort = Field(description="continuiteit (zorg viel weg) of meerkosten.")
    agb_code: Agb
    gemeente: Gemeente
    wet: Wet
    programmalijn: Programmalijn
    van: Datum
    tot: Datum
    gevraagd_cent: int = Field(strict=True, ge=1, le=GROOTSTE_BEDRAG, examples=[125000])
    toelichting: Motivering


class StapIn(ApiModel):
    """Een bedrag met de motivering; 0 is afwijzen, of bij vaststellen: alles terug."""

    bedrag_cent: int = Field(strict=True, ge=0, le=GROOTSTE_BEDRAG, examples=[100000])
    motivering: Motivering


class StapUit(ApiModel):
    """Wat iemand vond."""

    soort: Stapsoort
    bedrag_cent: int
    motivering: str
    door: str
    op: AwareDatetime


class VergoedingUit(VergoedingIn):
    """Een aanvraag met haar verloop."""

    toelichting: str
    id: uuid.UUID
    status: Vergoedingstatus
    aangevraagd_op: AwareDatetime
    stappen: list[StapUit]
    gedeclareerd_cent: int | None = Field(
        default=None, description="Wat over deze maanden is toegekend op declaraties; alleen in het detail."
    )

    @classmethod
    def uit(cls, vergoeding: Vergoeding, gedeclareerd_cent: int | None = None) -> "VergoedingUit":
        """The resource of a request."""
        velden = {naam: getattr(vergoeding, naam) for naam in cls.model_fields if hasattr(vergoeding, naam)}
        stappen = [StapUit.model_validate(stap) for stap in vergoeding.stappen]
        return cls(**{**velden, "stappen": stappen, "gedeclareerd_cent": gedeclareerd_cent})


LIJST = Lijst(VergoedingUit, {"id": Orde(id=uuid.UUID)})
Act = Callable[[Uow, Handeling, uuid.UUID, handelingen.Oordeelstap], Awaitable[Vergoeding]]
VergoedingId = Annotated[uuid.UUID, Kenmerk]


@router.post(
    "/vergoedingen",
    status_code=201,
    response_model=VergoedingUit,
    summary="Vergoeding aanvragen",
)
async def vergoeding_aanvragen(edge: EdgeDep, invoer: VergoedingIn, wie: Aanbiederrol, schrijf: SchrijfDep) -> Response:
    """Voor uw eigen organisatie; het bureau adviseert, besluit en stelt later vast."""
    if invoer.agb_code not in wie.agb:
        melding = "U kunt alleen voor uw eigen AGB-code aanvragen."
        raise DomainError(Kind.FORBIDDEN, "afzender-niet-eigen", melding)
    velden = {**invoer.model_dump(), "wet": invoer.wet.value}
    handeling = edge.handeling(wie)
    vergoeding = Vergoeding(id=handeling.nieuw_id(), aangevraagd_door=wie.sub, aangevraagd_op=handeling.op, **velden)

    async def work(uow: Uow) -> VergoedingUit:
        return VergoedingUit.uit(await handelingen.vergoeding_aanvragen(uow, handeling, vergoeding))

    return await schrijf.doe(wie, work)


@router.get("/vergoedingen", summary="Vergoedingen opvragen")
async def vergoedingen_opvragen(
    edge: EdgeDep,
    wie: Ontvanger,
    *,
    blad: Annotated[Blad, Depends(LIJST)],
) -> Pagina[VergoedingUit]:
    """Een aanbieder ziet de eigen aanvragen."""
    async with edge.uow() as uow:
        gevonden = await uow.vergoedingvragen.list(bereik_van(wie), blad)
    return LIJST.pagina(gevonden, blad, VergoedingUit.uit)


@router.get("/vergoedingen/{id}", summary="Vergoeding opvragen")
async def vergoeding_opvragen(edge: EdgeDep, vergoeding_id: VergoedingId, wie: Ontvanger) -> VergoedingUit:
    """Met wat over dezelfde maanden is gedeclareerd: daarmee wordt later vastgesteld."""
    async with edge.uow() as uow:
        vergoeding = await uow.vergoedingvragen.find(bereik_van(wie), vergoeding_id)
        if vergoeding is None:
            raise not_found("De vergoeding")
        return VergoedingUit.uit(vergoeding, await uow.vergoedingvragen.sum_gedeclareerd(vergoeding))


@router.post(
    "/vergoedingen/{id}/_adviseren",
    response_model=VergoedingUit,
    summary="Advies over een vergoeding",
)
async def vergoeding_adviseren(
    edge: EdgeDep, vergoeding_id: VergoedingId, invoer: StapIn, *, wie: Contractmanager, schrijf: SchrijfDep
) -> Response:
    """Advies van contractmanagement over de aanvraag."""
    return await _step(edge, vergoeding_id, invoer, handelingen.vergoeding_adviseren, wie=wie, schrijf=schrijf)


@router.post(
    "/vergoedingen/{id}/_besluiten",
    response_model=VergoedingUit,
    summary="Besluit over een vergoeding",
)
async def vergoeding_besluiten(
    edge: EdgeDep, vergoeding_id: VergoedingId, invoer: StapIn, *, wie: Financien, schrijf: SchrijfDep
) -> Response:
    """Besluit van financien, door een ander dan wie adviseerde; wat is toegekend wordt betaalbaar."""
    return await _step(edge, vergoeding_id, invoer, handelingen.vergoeding_besluiten, wie=wie, schrijf=schrijf)


@router.post(
    "/vergoedingen/{id}/_vaststellen",
    response_model=VergoedingUit,
    summary="Vergoeding vaststellen",
)
async def vergoeding_vaststellen(
    edge: EdgeDep, vergoeding_id: VergoedingId, invoer: StapIn, *, wie: Financien, schrijf: SchrijfDep
) -> Response:
    """Wat er achteraf recht op was; het verschil met wat is toegekend wordt verrekend."""
    return await _step(edge, vergoeding_id, invoer, handelingen.vergoeding_vaststellen, wie=wie, schrijf=schrijf)


async def _step(
    edge: DeclaratiesEdge,
    vergoeding_id: uuid.UUID,
    invoer: StapIn,
    act: Act,
    *,
    wie: Wie,
    schrijf: Schrijf[Uow],
) -> Response:
    oordeel = handelingen.Oordeelstap(bedrag_cent=invoer.bedrag_cent, motivering=invoer.motivering)

    async def work(uow: Uow) -> VergoedingUit:
        return VergoedingUit.uit(await act(uow, edge.handeling(wie), vergoeding_id, oordeel))

    return await schrijf.doe(wie, work, status=200)
