from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.identity import Iedereen, Toegang, Wie, niet_gevonden
from risb_api.writes import SchrijfDep

from contracting.application.ports import UnitOfWork
from contracting.application.toelating.perceel_vaststellen import stel_perceel_vast
from contracting.domain.regio.deelname import Dienst
from contracting.domain.toelating.perceel import Basiscriterium, Bewijssoort, Perceel, Procedure, Variant, Wet
from contracting.entrypoints.api.toegang import GEWOON_BLAD, INKOOP, blad, lees, pagina, werk
from contracting.entrypoints.api.velden import Code, Datum, Gemeenten, Limiet, Na, Naam, Programmalijn

router = APIRouter(tags=["percelen"])
CodePad = Annotated[str, Path(pattern=r"^[A-Z0-9][A-Z0-9-]{1,39}$", description="Code van het perceel.")]


class BasiscriteriumModel(ApiModel):
    """Een eis met het bewijs dat erbij hoort."""

    code: Code = Field(description="Code binnen het perceel.", examples=["KVK"])
    omschrijving: Naam = Field(
        description="De eis in gewone woorden.", examples=["Inschrijving in het Handelsregister"]
    )
    bewijssoort: Bewijssoort
    maximale_leeftijd_maanden: int | None = Field(
        default=None,
        strict=True,
        ge=1,
        le=120,
        description="Hoogste leeftijd bij ontvangst, in kalendermaanden. Leeg: KvK en belasting 6, GVA 24, VOG 12.",
        examples=[6],
    )


class PerceelModel(ApiModel):
    """Een perceel van de inkoop."""

    code: Code = Field(description="Code van het perceel.", examples=["WMO-BEGELEIDING"])
    wet: Wet
    dienst: Dienst | None = Field(
        default=None, description="Dienst die de gemeenten afnemen; leeg is de dienst van de wet."
    )
    variant: Variant
    procedure: Procedure
    programmalijn: Programmalijn
    gemeenten: Gemeenten
    basiscriteria: list[BasiscriteriumModel] = Field(min_length=1, max_length=50)
    maximum_aanbieders: int | None = Field(
        default=None,
        strict=True,
        ge=1,
        le=10_000,
        description="Alleen bij een aanbesteding; een toelating kent geen maximum.",
    )
    uiterste_aanmelddag: Datum | None = Field(
        default=None, description="Laatste dag om aan te melden; leeg is het hele jaar door."
    )


@router.post(
    "/percelen",
    status_code=201,
    response_model=PerceelModel,
    summary="Perceel vaststellen",
    operation_id="stelPerceelVast",
)
async def stel_vast(
    perceel: PerceelModel, schrijf: SchrijfDep, wie: Annotated[Wie, Depends(Toegang(*INKOOP))]
) -> Response:
    """Legt een perceel vast met zijn variant, procedure en basiscriteria."""
    nieuw = _perceel(perceel)

    async def doe(uow: UnitOfWork) -> PerceelModel:
        return perceel_uit(await stel_perceel_vast(uow, nieuw))

    return await schrijf.doe(wie, werk(doe))


@router.get("/percelen", summary="Percelen opvragen", operation_id="vraagPercelen")
async def lijst(
    request: Request, _: Iedereen, na: Na = None, limiet: Limiet = GEWOON_BLAD, wet: Wet | None = None
) -> Pagina[PerceelModel]:
    """Alle percelen op volgorde van code; openbaar, zodat iedereen zich kan aanmelden."""
    async with lees(request) as uow:
        gevonden = await uow.lezen.percelen(wet, blad(na, limiet))
    return pagina([perceel_uit(one) for one in gevonden], limiet, lambda one: one.code)


@router.get("/percelen/{code}", summary="Perceel opvragen", operation_id="vraagPerceel")
async def een(code: CodePad, request: Request, _: Iedereen) -> PerceelModel:
    """Een perceel met zijn basiscriteria; openbaar."""
    async with lees(request) as uow:
        perceel = await uow.percelen.get(code)
    if perceel is None:
        raise niet_gevonden("Het perceel")
    return perceel_uit(perceel)


def _perceel(model: PerceelModel) -> Perceel:
    return Perceel(
        code=model.code,
        wet=model.wet,
        dienst=model.dienst or Dienst(model.wet.value),
        variant=model.variant,
        procedure=model.procedure,
        programmalijn=model.programmalijn,
        gemeenten=tuple(model.gemeenten),
        basiscriteria=tuple(Basiscriterium(**one.model_dump()) for one in model.basiscriteria),
        maximum_aanbieders=model.maximum_aanbieders,
        uiterste_aanmelddag=model.uiterste_aanmelddag,
    )


def perceel_uit(perceel: Perceel) -> PerceelModel:
    """The answer for a perceel; the maximum age that holds is filled in."""
    return PerceelModel(
        code=perceel.code,
        wet=perceel.wet,
        dienst=perceel.dienst,
        variant=perceel.variant,
        procedure=perceel.procedure,
        programmalijn=perceel.programmalijn,
        gemeenten=list(perceel.gemeenten),
        basiscriteria=[_criterium_uit(one) for one in perceel.basiscriteria],
        maximum_aanbieders=perceel.maximum_aanbieders,
        uiterste_aanmelddag=perceel.uiterste_aanmelddag,
    )


def _criterium_uit(criterium: Basiscriterium) -> BasiscriteriumModel:
    return BasiscriteriumModel(
        code=criterium.code,
        omschrijving=criterium.omschrijving,
        bewijssoort=criterium.bewijssoort,
        maximale_leeftijd_maanden=criterium.leeftijd_maanden,
    )
