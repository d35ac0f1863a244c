import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field
from risb_api.api import ApiModel, Pagina
from risb_api.identity import Rol, Toegang, Wie, niet_gevonden
from risb_api.writes import SchrijfDep

from contracting.application.lezen import Bereik
from contracting.application.ports import UnitOfWork
from contracting.application.toelating.aanbieder_registreren import registreer_aanbieder
from contracting.domain.maatregelen.maatregel import Maatregel
from contracting.domain.toelating.aanbieder import Aanbieder
from contracting.entrypoints.api.maatregelen.maatregelen import MaatregelUit, maatregel_uit
from contracting.entrypoints.api.toegang import (
    BUREAU,
    GEWOON_BLAD,
    INKOOP,
    bereik_van,
    blad,
    klok,
    lees,
    pagina,
    werk,
    ziet,
)
from contracting.entrypoints.api.velden import Agb, AgbPad, Kvk, Limiet, Na, Naam

router = APIRouter(tags=["aanbieders"])


class AanbiederIn(ApiModel):
    """Een aanbieder die geregistreerd wordt."""

    agb_code: Agb
    kvk_nummer: Kvk
    naam: Naam = Field(description="Naam van de organisatie.", examples=["Zorggroep Voorbeeld"])
    capaciteit_uren_per_maand: int = Field(
        strict=True,
        ge=0,
        le=10_000_000,
        description="Uren die de aanbieder per maand kan leveren, volgens eigen opgave.",
        examples=[1400],
    )


class AanbiederUit(AanbiederIn):
    """Een geregistreerde aanbieder, met de maatregelen die nu gelden."""

    geregistreerd_op: dt.date
    maatregelen: list[MaatregelUit] = Field(description="Maatregelen van toezicht die vandaag gelden.")


@router.post(
    "/aanbieders",
    status_code=201,
    response_model=AanbiederUit,
    summary="Aanbieder registreren",
    operation_id="registreerAanbieder",
)
async def registreer(
    aanbieder: AanbiederIn, request: Request, schrijf: SchrijfDep, wie: Annotated[Wie, Depends(Toegang(*INKOOP))]
) -> Response:
    """Legt een aanbieder vast onder de AGB-code."""
    nieuw = Aanbieder(**aanbieder.model_dump(), geregistreerd_op=klok(request).vandaag())

    async def doe(uow: UnitOfWork) -> AanbiederUit:
        return aanbieder_uit(await registreer_aanbieder(uow, nieuw), [], klok(request).vandaag())

    return await schrijf.doe(wie, werk(doe))


@router.get("/aanbieders", summary="Aanbieders opvragen", operation_id="vraagAanbieders")
async def lijst(
    request: Request,
    wie: Annotated[Wie, Depends(Toegang(*BUREAU, Rol.AANBIEDER))],
    na: Na = None,
    limiet: Limiet = GEWOON_BLAD,
) -> Pagina[AanbiederUit]:
    """Aanbieders op volgorde van AGB-code; een aanbieder ziet alleen zichzelf."""
    async with lees(request) as uow:
        gevonden = await uow.lezen.aanbieders(bereik_van(wie), blad(na, limiet))
        codes = frozenset(one.agb_code for one in gevonden)
        maatregelen = await uow.lezen.maatregelen(Bereik(agb_codes=codes))
    dag = klok(request).vandaag()
    return pagina([aanbieder_uit(one, maatregelen, dag) for one in gevonden], limiet, lambda one: one.agb_code)


@router.get("/aanbieders/{agbCode}", summary="Aanbieder opvragen", operation_id="vraagAanbieder")
async def een(
    agb_code: AgbPad, request: Request, wie: Annotated[Wie, Depends(Toegang(*BUREAU, Rol.AANBIEDER))]
) -> AanbiederUit:
    """De gegevens van een aanbieder, met de maatregelen die vandaag gelden."""
    async with lees(request) as uow:
        aanbieder = await uow.aanbieders.get(agb_code)
        if aanbieder is None or not ziet(bereik_van(wie), agb_code=agb_code):
            raise niet_gevonden("De aanbieder")
        maatregelen = await uow.lezen.maatregelen(Bereik(agb_codes=frozenset({agb_code})))
    return aanbieder_uit(aanbieder, maatregelen, klok(request).vandaag())


def aanbieder_uit(aanbieder: Aanbieder, maatregelen: Sequence[Maatregel], dag: dt.date) -> AanbiederUit:
    """The answer for an aanbieder, with those of the measures that hold on the day."""
    return AanbiederUit(
        agb_code=aanbieder.agb_code,
        kvk_nummer=aanbieder.kvk_nummer,
        naam=aanbieder.naam,
        capaciteit_uren_per_maand=aanbieder.capaciteit_uren_per_maand,
        geregistreerd_op=aanbieder.geregistreerd_op,
        maatregelen=[
            maatregel_uit(one) for one in maatregelen if one.agb_code == aanbieder.agb_code and one.geldt_op(dag)
        ],
    )
