"""What was settled after the answer, and which gemeente is responsible from which day."""

import datetime as dt
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import AwareDatetime, Field
from risb_api.api import ApiModel, Pagina
from risb_api.cursors import decode_cursor, encode_cursor, whole_number
from risb_api.identity import Rol, Toegang, Wie, niet_gevonden
from risb_api.writes import SchrijfDep
from risb_kern.errors import DomainError, Kind

from declaraties.application.verrekenen.queries import (
    Verrekeningfilter,
    Verrekeninglezing,
    Verrekenregellezing,
    Verrekentaaklezing,
    Woonplaatslezing,
)
from declaraties.application.verrekenen.woonplaats_vastleggen import leg_woonplaats_vast
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.verrekenen.teksten import UITLEG
from declaraties.domain.verrekenen.verrekening import Post, Reden
from declaraties.domain.verrekenen.woonplaats import Woonplaats
from declaraties.entrypoints.api.beoordelen.declaratie_invoer import Bsn, Gemeente
from declaraties.entrypoints.api.inzage import log_inzage
from declaraties.entrypoints.api.toegang import PERSONEEL, Lezer, zicht_van
from declaraties.entrypoints.api.toewijzen.toewijzingen import ZoekvraagIn

router = APIRouter(tags=["verrekeningen"])
Woonplaatsrol = Annotated[Wie, Depends(Toegang(Rol.ZORGADMINISTRATIE, Rol.CONTRACTMANAGER))]
Bureau = Annotated[Wie, Depends(Toegang(*PERSONEEL, Rol.OPERATIONS))]


class VerrekeningModel(ApiModel):
    """Een verrekening na het antwoord; wat eerder is toegekend verandert niet."""

    id: uuid.UUID
    aanleiding: Post = Field(description="Wat er is veranderd.")
    agb_code: str = Field(examples=["65656055"])
    wet: str = Field(examples=["jw"])
    gemeente: str = Field(description="Gemeente waar is gedeclareerd.", examples=["0307"])
    naar_gemeente: str | None = Field(
        default=None,
        description="Alleen tussen gemeenten: deze gemeente is het bedrag verschuldigd.",
        examples=["0342"],
    )
    programmalijn: str = Field(examples=["2.1.3"])
    jaar: int = Field(examples=[2026])
    bedrag_cent: int = Field(
        description="In eurocent. Voor de aanbieder, negatief gaat terug naar de gemeente; tussen gemeenten: wat de"
        " gemeente terugkrijgt.",
        examples=[-2400],
    )
    aantal_regels: int = Field(examples=[3])
    berekend_op: AwareDatetime

    @classmethod
    def van(cls, een: Verrekeninglezing) -> "VerrekeningModel":
        """The resource of a stored settlement."""
        return cls(
            id=een.id,
            aanleiding=Post(een.aanleiding),
            agb_code=een.agb_code,
            wet=een.wet,
            gemeente=een.gemeente,
            naar_gemeente=een.naar_gemeente,
            programmalijn=een.programmalijn,
            jaar=een.jaar,
            bedrag_cent=een.bedrag_cent,
            aantal_regels=een.regels,
            berekend_op=een.berekend_op,
        )


class VerrekenregelModel(ApiModel):
    """Een regel van een verrekening, met de reden."""

    bericht_id: uuid.UUID = Field(description="Het bericht waarin de prestatie is gedeclareerd.")
    declaratie_nummer: str = Field(examples=["D1"])
    regel: int = Field(description="Plaats in het bericht, vanaf 1.", examples=[1])
    referentie_nummer: str = Field(examples=["RN001"])
    toewijzing_nummer: int = Field(examples=[20072])
    product_code: str = Field(examples=["45A01"])
    begindatum: dt.date
    einddatum: dt.date
    toegekend_cent: int = Field(description="Wat bij het antwoord is toegekend.", examples=[50000])
    bedrag_cent: int = Field(description="Wat nu wordt verrekend.", examples=[-2400])
    verrekend_cent: int = Field(description="Wat op deze regel om deze aanleiding in totaal is verrekend.")
    reden: Reden
    uitleg: str = Field(description="De reden in gewone taal.")

    @classmethod
    def van(cls, een: Verrekenregellezing) -> "VerrekenregelModel":
        """The resource of a stored line."""
        reden = Reden(een.reden)
        return cls(
            bericht_id=een.bericht_id,
            declaratie_nummer=een.declaratienummer,
            regel=een.regel + 1,
            referentie_nummer=een.referentie,
            toewijzing_nummer=een.toewijzing,
            product_code=een.code,
            begindatum=een.begin,
            einddatum=een.eind,
            toegekend_cent=een.bedrag,
            bedrag_cent=een.bedrag_cent,
            verrekend_cent=een.stand_cent,
            reden=reden,
            uitleg=UITLEG[reden],
        )


class VerrekentaakModel(ApiModel):
    """Regels die opnieuw worden bekeken, met de voortgang."""

    agb_code: str = Field(examples=["65656055"])
    wet: str = Field(examples=["jw"])
    aanleiding: str = Field(description="prijs, toewijzing, woonplaats of antwoord.", examples=["prijs"])
    aangevraagd_op: AwareDatetime
    aantal_bekeken: int = Field(description="Hoeveel regels zijn bekeken.")
    klaar_op: AwareDatetime | None = None

    @classmethod
    def van(cls, een: Verrekentaaklezing) -> "VerrekentaakModel":
        """The resource of a stored task."""
        return cls(
            agb_code=een.agb_code,
            wet=een.wet,
            aanleiding=een.aanleiding,
            aangevraagd_op=een.aangevraagd_op,
            aantal_bekeken=een.bekeken,
            klaar_op=een.klaar_op,
        )


class WoonplaatsIn(ApiModel):
    """Vanaf welke dag welke gemeente verantwoordelijk is voor een jeugdige."""

    bsn: Bsn
    gemeente: Gemeente = Field(description="De gemeente die verantwoordelijk is (CBS-code).")
    vanaf: dt.date = Field(description="Eerste dag.")


class WoonplaatsModel(ApiModel):
    """Een vastgelegde woonplaats; van dezelfde dag telt de laatste."""

    id: uuid.UUID
    wet: str = Field(examples=["jw"])
    gemeente: str = Field(examples=["0342"])
    vanaf: dt.date
    vastgelegd_op: AwareDatetime

    @classmethod
    def van(cls, een: Woonplaatslezing) -> "WoonplaatsModel":
        """The resource of a stored row."""
        return cls(id=een.id, wet=een.wet, gemeente=een.gemeente, vanaf=een.vanaf, vastgelegd_op=een.vastgelegd_op)


@router.get("/verrekeningen", operation_id="verrekeningenOpvragen", summary="Verrekeningen opvragen")
async def verrekeningen(
    request: Request,
    wie: Lezer,
    *,
    gemeente: Annotated[str | None, Query(pattern=r"^[0-9]{4}$", description="CBS-code.")] = None,
    agb_code: Annotated[str | None, Query(alias="agbCode", pattern=r"^[0-9]{8}$", description="AGB-code.")] = None,
    aanleiding: Annotated[Post | None, Query(description="Wat er is veranderd.")] = None,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Pagina[VerrekeningModel]:
    """In volgorde van ontstaan; een aanbieder ziet alleen de eigen, een gemeente waar zij bij betrokken is."""
    filters = Verrekeningfilter(
        gemeente=gemeente,
        agb_code=agb_code,
        aanleiding=aanleiding and aanleiding.value,
        na=decode_cursor(na, whole_number),
        limiet=limiet,
    )
    async with request.app.state.uow() as uow:
        gevonden = await uow.verrekeninglezer.verrekeningen(zicht_van(wie), filters)
    return Pagina(
        resultaten=[VerrekeningModel.van(een) for een in gevonden],
        volgende=encode_cursor(gevonden[-1].volgnummer) if len(gevonden) == limiet else None,
    )


@router.get("/verrekeningen/{id}", operation_id="verrekeningOpvragen", summary="Verrekening opvragen")
async def verrekening(
    request: Request, wie: Lezer, kenmerk: Annotated[uuid.UUID, Path(alias="id")]
) -> VerrekeningModel:
    """Een verrekening zonder de regels."""
    async with request.app.state.uow() as uow:
        return VerrekeningModel.van(await _zoek(uow, wie, kenmerk))


@router.get(
    "/verrekeningen/{id}/regels", operation_id="verrekenregelsOpvragen", summary="Regels van een verrekening opvragen"
)
async def regels(
    request: Request,
    wie: Lezer,
    kenmerk: Annotated[uuid.UUID, Path(alias="id")],
    *,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Pagina[VerrekenregelModel]:
    """Per regel wat is verrekend en waarom."""
    async with request.app.state.uow() as uow:
        een = await _zoek(uow, wie, kenmerk)
        gevonden = await uow.verrekeninglezer.regels(
            een.volgnummer, na=decode_cursor(na, _plaats) or (0, -1), limiet=limiet
        )
        await log_inzage(uow, wie, "verrekening-inzien", (regel.client for regel in gevonden))
    laatste = gevonden[-1] if len(gevonden) == limiet else None
    return Pagina(
        resultaten=[VerrekenregelModel.van(regel) for regel in gevonden],
        volgende=encode_cursor(f"{laatste.bestand_nummer}|{laatste.regel}") if laatste else None,
    )


@router.get("/verrekentaken", operation_id="verrekentakenOpvragen", summary="Voortgang van verrekenen opvragen")
async def taken(
    request: Request,
    wie: Bureau,  # noqa: ARG001 -- the permission itself
    *,
    na: Annotated[str | None, Query(description="Cursor van de vorige bladzijde.")] = None,
    limiet: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Pagina[VerrekentaakModel]:
    """Nieuwste eerst, met hoeveel regels al zijn bekeken."""
    async with request.app.state.uow() as uow:
        gevonden = await uow.verrekeninglezer.taken(na=decode_cursor(na, whole_number), limiet=limiet)
    return Pagina(
        resultaten=[VerrekentaakModel.van(een) for een in gevonden],
        volgende=encode_cursor(gevonden[-1].volgnummer) if len(gevonden) == limiet else None,
    )


@router.post(
    "/woonplaatsen",
    operation_id="woonplaatsVastleggen",
    summary="Verantwoordelijke gemeente vastleggen",
    status_code=201,
    response_model=WoonplaatsModel,
)
async def leg_vast(request: Request, invoer: WoonplaatsIn, wie: Woonplaatsrol, schrijf: SchrijfDep) -> Response:
    """Een gemeente legt vast vanaf welke dag zij verantwoordelijk is; gemeenten verrekenen daarna wat is betaald."""
    if not wie.is_een_van(Rol.CONTRACTMANAGER) and invoer.gemeente not in wie.gemeenten:
        melding = "U kunt alleen vastleggen dat uw eigen gemeente verantwoordelijk is."
        raise DomainError(Kind.FORBIDDEN, "gemeente-niet-eigen", melding)
    kenmerk, nu = uuid.uuid4(), request.app.state.clock.nu()

    async def werk(uow: Any) -> WoonplaatsModel:
        client = uow.lezen.client_van(invoer.bsn)
        woonplaats = Woonplaats(client=client, wet=Wet.JW, gemeente=invoer.gemeente, vanaf=invoer.vanaf)
        await leg_woonplaats_vast(uow, woonplaats, kenmerk=kenmerk, door=wie.sub, nu=nu)
        return WoonplaatsModel(
            id=kenmerk, wet=Wet.JW.value, gemeente=invoer.gemeente, vanaf=invoer.vanaf, vastgelegd_op=nu
        )

    return await schrijf.doe(wie, werk, status=201)


@router.post("/woonplaatsen/_zoek", operation_id="woonplaatsenZoeken", summary="Woonplaatsen van een client zoeken")
async def zoek(request: Request, vraag: ZoekvraagIn, wie: Woonplaatsrol) -> Pagina[WoonplaatsModel]:
    """De geschiedenis van een client, oudste eerst; alleen voor een gemeente die erbij betrokken is."""
    async with request.app.state.uow() as uow:
        client = uow.lezen.client_van(vraag.bsn)
        gevonden = await uow.verrekeninglezer.woonplaatsen(zicht_van(wie), client)
        await log_inzage(uow, wie, "woonplaats-inzien", [client] if gevonden else [])
    return Pagina(resultaten=[WoonplaatsModel.van(een) for een in gevonden], volgende=None)


async def _zoek(uow: Any, wie: Wie, kenmerk: uuid.UUID) -> Verrekeninglezing:
    een: Verrekeninglezing | None = await uow.verrekeninglezer.verrekening(zicht_van(wie), kenmerk)
    if een is None:
        raise niet_gevonden("De verrekening")
    return een


def _plaats(tekst: str) -> tuple[int, int]:
    bestand, _, regel = tekst.partition("|")
    return whole_number(bestand), whole_number(regel)
