import json
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field
from risb_api.api import ApiModel
from risb_api.identity import Rol, Toegang, Wie, niet_gevonden
from risb_api.writes import IfMatch, SchrijfDep, check_version, etag

from contracting.application.lezen import Bereik
from contracting.application.ports import UnitOfWork
from contracting.application.sturing.budget_vaststellen import stel_budget_vast
from contracting.domain.sturing.grootboek import Bedragen, Budget, maak_monitor
from contracting.entrypoints.api.toegang import BUREAU, bereik_van, klok, lees, werk
from contracting.entrypoints.api.velden import Cent, Gemeente

router = APIRouter(tags=["budget"])
EERSTE_JAAR, LAATSTE_JAAR = 2015, 2199
GemeentePad = Annotated[str, Path(pattern=r"^[0-9]{4}$", description="CBS-code van de gemeente (4 cijfers).")]
LijnPad = Annotated[
    str, Path(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2}){0,3}$", description="Begrotingslijn.", examples=["2.1.3"])
]
JaarPad = Annotated[int, Path(ge=EERSTE_JAAR, le=LAATSTE_JAAR, description="Begrotingsjaar.")]
BudgetPlek = tuple[str, str, int]
Lezer = Annotated[Wie, Depends(Toegang(*BUREAU, Rol.ZORGADMINISTRATIE))]


class BudgetIn(ApiModel):
    """Het budget van een gemeente op een begrotingslijn in een jaar."""

    bedrag_cent: Cent


class BudgetUit(ApiModel):
    """Een vastgesteld budget; `versie` is ook de ETag."""

    gemeente: str
    programmalijn: str
    jaar: int
    bedrag_cent: int
    versie: int


class BedragenUit(ApiModel):
    """Bedragen in eurocent naast elkaar."""

    budget_cent: int = Field(description="Vastgesteld budget.")
    verplicht_cent: int = Field(
        description="Verplichtingen: toewijzingen, betaaltermijnen en verleende subsidies, ook als zij al betaald zijn."
    )
    betaald_cent: int = Field(description="Betaalopdrachten en verleende subsidies.")
    ruimte_cent: int = Field(description="Budget min het hoogste van verplicht en betaald; negatief is een tekort.")
    open_cent: int = Field(
        description="Het deel van de verplichtingen dat nog kan komen: dagen vanaf het begin van de vorige maand, en"
        " termijnen vanaf vandaag. Een toewijzing die is afgelopen, houdt hier niets meer vast."
    )
    prognose_cent: int = Field(description="Wat het jaar naar verwachting kost: betaald plus open.")


class MonitorregelUit(BedragenUit):
    """De bedragen van een gemeente op een begrotingslijn."""

    gemeente: str
    programmalijn: str = Field(description="Begrotingslijn; `onbekend` als de bron er geen noemt.")


class MonitorUit(ApiModel):
    """De budgetmonitor; het totaal is precies de som van de regels."""

    jaar: int
    regels: list[MonitorregelUit]
    totaal: BedragenUit


def budget_plek(gemeente: GemeentePad, programmalijn: LijnPad, jaar: JaarPad) -> BudgetPlek:
    """The place of a budget, from the path."""
    return gemeente, programmalijn, jaar


@router.put(
    "/budgetten/{gemeente}/{programmalijn}/{jaar}",
    response_model=BudgetUit,
    summary="Budget vaststellen",
    operation_id="stelBudgetVast",
)
async def stel_vast(
    plek: Annotated[BudgetPlek, Depends(budget_plek)],
    budget: BudgetIn,
    schrijf: SchrijfDep,
    wie: Annotated[Wie, Depends(Toegang(Rol.FINANCIEN))],
    gezien: IfMatch,
) -> Response:
    """Stelt een budget vast; een wijziging vraagt de ETag van de stand die u zag."""

    async def doe(uow: UnitOfWork) -> BudgetUit:
        return BudgetUit.model_validate(
            await stel_budget_vast(uow, plek, budget.bedrag_cent, mag=partial(check_version, gezien))
        )

    antwoord = await schrijf.doe(wie, werk(doe), status=200)
    antwoord.headers.update(etag(json.loads(bytes(antwoord.body))["versie"]))
    return antwoord


@router.get("/budgetten/{gemeente}/{programmalijn}/{jaar}", summary="Budget opvragen", operation_id="vraagBudget")
async def een(
    plek: Annotated[BudgetPlek, Depends(budget_plek)], request: Request, response: Response, wie: Lezer
) -> BudgetUit:
    """Een budget met zijn ETag."""
    gemeente, programmalijn, jaar = plek
    async with lees(request) as uow:
        budget: Budget | None = await uow.lezen.budget((gemeente, programmalijn), jaar)
    eigen = bereik_van(wie).gemeenten
    if budget is None or (eigen is not None and gemeente not in eigen):
        raise niet_gevonden("Het budget")
    response.headers.update(etag(budget.versie))
    return BudgetUit.model_validate(budget)


@router.get("/budgetmonitor", summary="Budgetmonitor opvragen", operation_id="vraagBudgetmonitor")
async def monitor(
    request: Request,
    wie: Lezer,
    jaar: Annotated[int, Query(ge=EERSTE_JAAR, le=LAATSTE_JAAR, description="Begrotingsjaar.")],
    gemeente: Annotated[Gemeente | None, Query(description="Alleen deze gemeente.")] = None,
) -> MonitorUit:
    """Budget, verplichtingen en betalingen per gemeente en begrotingslijn, opgebouwd uit gebeurtenissen."""
    bereik = _van_gemeente(bereik_van(wie), gemeente)
    async with lees(request) as uow:
        budgetten = await uow.lezen.budgetten(jaar, bereik)
        open_delen = await uow.lezen.open_verplichting(jaar, bereik, vandaag=klok(request).vandaag())
        stand = maak_monitor(jaar, budgetten, await uow.lezen.geboekt(jaar, bereik), open_delen)
    regels = [
        MonitorregelUit(gemeente=one.gemeente, programmalijn=one.programmalijn, **_bedragen(one.bedragen))
        for one in stand.regels
    ]
    return MonitorUit(jaar=jaar, regels=regels, totaal=BedragenUit(**_bedragen(stand.totaal)))


def _van_gemeente(bereik: Bereik, gemeente: str | None) -> Bereik:
    """Narrow to one gemeente; another tenant's gemeente is not found."""
    if gemeente is None:
        return bereik
    if bereik.gemeenten is not None and gemeente not in bereik.gemeenten:
        raise niet_gevonden("De gemeente")
    return Bereik(gemeenten=frozenset({gemeente}))


def _bedragen(bedragen: Bedragen) -> dict[str, int]:
    return {
        "budget_cent": bedragen.budget_cent,
        "verplicht_cent": bedragen.verplicht_cent,
        "betaald_cent": bedragen.betaald_cent,
        "ruimte_cent": bedragen.ruimte_cent,
        "open_cent": bedragen.open_cent,
        "prognose_cent": bedragen.prognose_cent,
    }
