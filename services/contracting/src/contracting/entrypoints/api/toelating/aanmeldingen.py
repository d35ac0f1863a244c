import datetime as dt
import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.identity import Rol, Toegang, Wie, niet_gevonden
from risb_api.writes import SchrijfDep
from risb_kern.trace import current_trace_id

from contracting.application.ports import UnitOfWork
from contracting.application.toelating.aanmelding_beoordelen import beoordeel_aanmelding
from contracting.application.toelating.aanmelding_indienen import dien_aanmelding_in
from contracting.application.toelating.aanvulling import vraag_aanvulling, vul_aan
from contracting.domain.toelating.aanmelding import AANVULTERMIJN_DAGEN, Aanmelding, AanmeldingStaat, Bewijsstuk
from contracting.domain.toelating.perceel import Bewijssoort
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
from contracting.entrypoints.api.velden import Agb, AgbVraag, Code, Datum, Limiet, Na, Tekst
from contracting.entrypoints.metrics import AANMELDINGEN

router = APIRouter(tags=["aanmeldingen"])
Aanmelder = Annotated[Wie, Depends(Toegang(Rol.AANBIEDER))]
Inkoop = Annotated[Wie, Depends(Toegang(*INKOOP))]


class BewijsstukIn(ApiModel):
    """Een bewijsstuk bij een aanmelding."""

    bewijssoort: Bewijssoort
    datum: Datum = Field(description="Datum die op het bewijs staat.")
    verklaring: Tekst | None = Field(default=None, description="Toelichting of verklaring van de aanbieder.")


class BewijsstukUit(BewijsstukIn):
    """Een bewijsstuk met de dag van ontvangst."""

    ontvangen_op: dt.date


class AanmeldingIn(ApiModel):
    """Een aanmelding voor een perceel."""

    agb_code: Agb
    perceel_code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    bewijsstukken: list[BewijsstukIn] = Field(max_length=100)
    ondertekend: bool = Field(strict=True, description="Of de aanmelding rechtsgeldig is ondertekend.")
    akkoord_zonder_voorbehoud: bool = Field(
        strict=True, description="Of de uitvoeringseisen zonder voorbehoud worden aanvaard."
    )


class AanvullingIn(ApiModel):
    """Bewijsstukken waar om gevraagd is."""

    bewijsstukken: list[BewijsstukIn] = Field(min_length=1, max_length=100)


class AanvullingVraag(ApiModel):
    """De termijn waarbinnen de aanbieder mag aanvullen."""

    termijn_dagen: int = Field(
        default=AANVULTERMIJN_DAGEN, strict=True, ge=1, le=90, description="Termijn in kalenderdagen (gewoonlijk 14)."
    )


class Bezwaar(ApiModel):
    """Een bezwaar tegen de inhoud van het bewijs van een criterium."""

    criterium: Code = Field(description="Code van het basiscriterium.", examples=["KVK"])
    toelichting: Tekst = Field(description="Wat er niet klopt en hoe het wel kan.")


class BeoordelingIn(ApiModel):
    """De beoordeling; zonder bezwaren beslissen de vaste regels."""

    bezwaren: list[Bezwaar] = Field(default=[], max_length=50)


class RedenUit(ApiModel):
    """Een reden met vaste code."""

    code: str
    toelichting: str


class OordeelUit(ApiModel):
    """De uitkomst van een criterium."""

    criterium: str
    voldoet: bool
    reden: RedenUit | None


class BeoordelingUit(ApiModel):
    """De uitkomst per criterium, en de redenen van de eerste stap die niet slaagde."""

    datum: dt.date
    oordelen: list[OordeelUit]
    stap: str | None = Field(description="De stap van de toetsing die niet slaagde (R4).")
    redenen: list[RedenUit]


class AanmeldingUit(ApiModel):
    """Een aanmelding met haar stand."""

    id: uuid.UUID
    agb_code: str
    perceel_code: str
    ontvangen_op: dt.date
    ondertekend: bool
    akkoord_zonder_voorbehoud: bool
    bewijsstukken: list[BewijsstukUit]
    staat: AanmeldingStaat
    aanvulling_uiterlijk: dt.date | None
    beoordeling: BeoordelingUit | None
    correlatie_id: str = Field(description="Kenmerk waaronder de hele keten van deze aanmelding te volgen is.")


@router.post(
    "/aanmeldingen",
    status_code=201,
    response_model=AanmeldingUit,
    summary="Aanmelden voor een perceel",
    operation_id="meldAan",
)
async def meld_aan(aanmelding: AanmeldingIn, request: Request, schrijf: SchrijfDep, wie: Aanmelder) -> Response:
    """Een aanbieder meldt zich met de eigen AGB-code aan; de dag van ontvangst is vandaag."""
    if aanmelding.agb_code not in wie.agb:
        raise niet_gevonden("De aanbieder")
    vandaag = klok(request).vandaag()
    nieuw = Aanmelding(
        id=uuid.uuid4(),
        agb_code=aanmelding.agb_code,
        perceel_code=aanmelding.perceel_code,
        ontvangen_op=vandaag,
        ondertekend=aanmelding.ondertekend,
        akkoord_zonder_voorbehoud=aanmelding.akkoord_zonder_voorbehoud,
        bewijsstukken=_bewijsstukken(aanmelding.bewijsstukken, vandaag),
        trace_id=current_trace_id(),
    )

    async def doe(uow: UnitOfWork) -> AanmeldingUit:
        return aanmelding_uit(await dien_aanmelding_in(uow, nieuw))

    antwoord = await schrijf.doe(wie, werk(doe))
    AANMELDINGEN.labels("ontvangen").inc()
    return antwoord


@router.get("/aanmeldingen", summary="Aanmeldingen opvragen", operation_id="vraagAanmeldingen")
async def lijst(
    request: Request,
    wie: Annotated[Wie, Depends(Toegang(*BUREAU, Rol.AANBIEDER))],
    *,
    agb_code: AgbVraag = None,
    perceel_code: Annotated[Code | None, Query(alias="perceelCode", description="Alleen voor dit perceel.")] = None,
    staat: AanmeldingStaat | None = None,
    na: Na = None,
    limiet: Limiet = GEWOON_BLAD,
) -> Pagina[AanmeldingUit]:
    """Aanmeldingen; een aanbieder ziet alleen de eigen."""
    bereik = beperk(bereik_van(wie), agb_code)
    async with lees(request) as uow:
        gevonden = await uow.lezen.aanmeldingen(bereik, blad_van_ids(na, limiet), perceel=perceel_code, staat=staat)
    return pagina([aanmelding_uit(one) for one in gevonden], limiet, lambda one: one.id)


@router.get("/aanmeldingen/{id}", summary="Aanmelding opvragen", operation_id="vraagAanmelding")
async def een(
    id: uuid.UUID,  # noqa: A002 -- the name in the path
    request: Request,
    wie: Annotated[Wie, Depends(Toegang(*BUREAU, Rol.AANBIEDER))],
) -> AanmeldingUit:
    """Een aanmelding met de uitkomst per criterium."""
    async with lees(request) as uow:
        aanmelding = await uow.lezen.aanmelding(id)
    if aanmelding is None or not ziet(bereik_van(wie), agb_code=aanmelding.agb_code):
        raise niet_gevonden("De aanmelding")
    return aanmelding_uit(aanmelding)


@router.post(
    "/aanmeldingen/{id}/aanvulverzoeken",
    response_model=AanmeldingUit,
    summary="Om aanvulling vragen",
    operation_id="vraagAanvulling",
)
async def vraag(
    id: uuid.UUID,  # noqa: A002 -- the name in the path
    vraag: AanvullingVraag,
    request: Request,
    schrijf: SchrijfDep,
    wie: Inkoop,
) -> Response:
    """Vraagt de aanbieder om ontbrekend bewijs; te laat ontvangen bewijs telt niet (R2)."""
    vandaag = klok(request).vandaag()

    async def doe(uow: UnitOfWork) -> AanmeldingUit:
        return aanmelding_uit(await vraag_aanvulling(uow, id, termijn_dagen=vraag.termijn_dagen, vandaag=vandaag))

    return await schrijf.doe(wie, werk(doe), status=200)


@router.post(
    "/aanmeldingen/{id}/bewijsstukken",
    status_code=201,
    response_model=AanmeldingUit,
    summary="Bewijs aanvullen",
    operation_id="vulBewijsAan",
)
async def aanvullen(
    id: uuid.UUID,  # noqa: A002 -- the name in the path
    aanvulling: AanvullingIn,
    request: Request,
    schrijf: SchrijfDep,
    wie: Aanmelder,
) -> Response:
    """Voegt bewijs toe waar om gevraagd is."""
    stukken = _bewijsstukken(aanvulling.bewijsstukken, klok(request).vandaag())

    async def doe(uow: UnitOfWork) -> AanmeldingUit:
        return aanmelding_uit(await vul_aan(uow, id, stukken, agb_codes=wie.agb))

    return await schrijf.doe(wie, werk(doe))


@router.post(
    "/aanmeldingen/{id}/_beoordelen",
    response_model=AanmeldingUit,
    summary="Aanmelding beoordelen",
    operation_id="beoordeelAanmelding",
)
async def beoordeel(
    id: uuid.UUID,  # noqa: A002 -- the name in the path
    beoordeling: BeoordelingIn,
    request: Request,
    schrijf: SchrijfDep,
    wie: Inkoop,
) -> Response:
    """Toetst elk basiscriterium en laat de aanbieder toe, of wijst af met redenen."""
    bezwaren = {one.criterium: one.toelichting for one in beoordeling.bezwaren}
    uitkomst: list[str] = []

    async def doe(uow: UnitOfWork) -> AanmeldingUit:
        besloten = await beoordeel_aanmelding(uow, id, bezwaren=bezwaren, vandaag=klok(request).vandaag())
        uitkomst.append(besloten.staat)
        return aanmelding_uit(besloten)

    antwoord = await schrijf.doe(wie, werk(doe), status=200)
    for staat in uitkomst:
        AANMELDINGEN.labels(staat).inc()
    return antwoord


def _bewijsstukken(stukken: list[BewijsstukIn], ontvangen_op: dt.date) -> tuple[Bewijsstuk, ...]:
    return tuple(
        Bewijsstuk(
            bewijssoort=one.bewijssoort, datum=one.datum, ontvangen_op=ontvangen_op, verklaring=one.verklaring or ""
        )
        for one in stukken
    )


def aanmelding_uit(aanmelding: Aanmelding) -> AanmeldingUit:
    """The answer for an application."""
    return AanmeldingUit(
        id=aanmelding.id,
        agb_code=aanmelding.agb_code,
        perceel_code=aanmelding.perceel_code,
        ontvangen_op=aanmelding.ontvangen_op,
        ondertekend=aanmelding.ondertekend,
        akkoord_zonder_voorbehoud=aanmelding.akkoord_zonder_voorbehoud,
        bewijsstukken=[_bewijsstuk_uit(one) for one in aanmelding.bewijsstukken],
        staat=aanmelding.staat,
        aanvulling_uiterlijk=aanmelding.aanvulling_uiterlijk,
        beoordeling=BeoordelingUit.model_validate(aanmelding.beoordeling) if aanmelding.beoordeling else None,
        correlatie_id=aanmelding.trace_id,
    )


def _bewijsstuk_uit(stuk: Bewijsstuk) -> BewijsstukUit:
    return BewijsstukUit(
        bewijssoort=stuk.bewijssoort,
        datum=stuk.datum,
        verklaring=stuk.verklaring or None,
        ontvangen_op=stuk.ontvangen_op,
    )
