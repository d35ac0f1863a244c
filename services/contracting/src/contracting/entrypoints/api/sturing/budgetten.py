from functools import partial
from typing import Annotated

from fastapi import Depends, Path, Response
from risb_api.fields import GemeentePad
from risb_api.routes import Router
from risb_api.writes import IfMatch, check_version, etag, said
from risb_kern.errors import not_found

from contracting.application.sturing import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.jaren import EERSTE_JAAR, LAATSTE_JAAR
from contracting.entrypoints.api.sturing.budgetten_models import BudgetIn, BudgetUit
from contracting.entrypoints.api.toegang import BureauOfGemeente, Financien, bereik_van

router = Router("budget")
LijnPad = Annotated[
    str, Path(pattern=r"^[0-9]{1,2}(\.[0-9]{1,2}){0,3}$", description="Begrotingslijn.", examples=["2.1.3"])
]
JaarPad = Annotated[int, Path(ge=EERSTE_JAAR, le=LAATSTE_JAAR, description="Begrotingsjaar.")]
PAD = "/budgetten/{gemeente}/{programmalijn}/{jaar}"


async def budget_plek(gemeente: GemeentePad, programmalijn: LijnPad, jaar: JaarPad) -> tuple[str, str, int]:
    """The place of a budget, from the path."""
    return gemeente, programmalijn, jaar


PlekDep = Annotated[tuple[str, str, int], Depends(budget_plek)]


@router.put(PAD, response_model=BudgetUit, summary="Budget vaststellen")
async def budget_vaststellen(
    plek: PlekDep, budget: BudgetIn, edge: EdgeDep, schrijf: SchrijfDep, *, wie: Financien, gezien: IfMatch
) -> Response:
    """Stelt een budget vast; een wijziging vraagt de ETag van het budget dat u zag."""

    async def work(uow: Uow) -> BudgetUit:
        vastgesteld = await handelingen.budget_vaststellen(
            uow, edge.handeling(wie), plek, bedrag_cent=budget.bedrag_cent, mag=partial(check_version, gezien)
        )
        return BudgetUit.model_validate(vastgesteld)

    antwoord = await schrijf.doe(wie, work, status=200)
    antwoord.headers.update(etag(said(antwoord, BudgetUit).versie))
    return antwoord


@router.get(PAD, summary="Budget opvragen")
async def budget_opvragen(plek: PlekDep, edge: EdgeDep, response: Response, wie: BureauOfGemeente) -> BudgetUit:
    """Een budget met zijn ETag."""
    async with edge.uow() as uow:
        budget = await uow.budgetten.find(*plek)
    if budget is None or not bereik_van(wie).ziet(gemeenten=[budget.gemeente]):
        raise not_found("Het budget")
    response.headers.update(etag(budget.versie))
    return BudgetUit.model_validate(budget)
