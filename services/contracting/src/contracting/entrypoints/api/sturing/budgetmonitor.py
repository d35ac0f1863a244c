from typing import Annotated

from fastapi import Query
from risb_api.fields import GemeenteVraag
from risb_api.routes import Router
from risb_kern.errors import not_found
from risb_kern.lists import Bereik

from contracting.domain.sturing.monitor import maak_monitor
from contracting.entrypoints.api.edge import EdgeDep
from contracting.entrypoints.api.jaren import EERSTE_JAAR, LAATSTE_JAAR
from contracting.entrypoints.api.sturing.budgetmonitor_models import MonitorUit
from contracting.entrypoints.api.toegang import BureauOfGemeente, bereik_van

router = Router("budget")


@router.get("/budgetmonitor", summary="Budgetmonitor opvragen")
async def budgetmonitor_opvragen(
    edge: EdgeDep,
    wie: BureauOfGemeente,
    jaar: Annotated[int, Query(ge=EERSTE_JAAR, le=LAATSTE_JAAR, description="Begrotingsjaar.")],
    gemeente: GemeenteVraag = None,
) -> MonitorUit:
    """Budget, verplichtingen, wat betaalbaar is en wat betaald, per gemeente en begrotingslijn."""
    bereik = _van_gemeente(bereik_van(wie), gemeente)
    async with edge.uow() as uow:
        monitor = maak_monitor(
            jaar,
            await uow.monitorvragen.sum_budgetten(jaar, bereik),
            await uow.monitorvragen.sum_geboekt(jaar, bereik),
            await uow.monitorvragen.sum_open(jaar, bereik, vandaag=edge.clock.vandaag()),
        )
    return MonitorUit.van(monitor)


def _van_gemeente(bereik: Bereik, gemeente: str | None) -> Bereik:
    """Narrow to one gemeente; another tenant's gemeente is not found."""
    if gemeente is None:
        return bereik
    if not bereik.ziet(gemeenten=[gemeente]):
        raise not_found("De gemeente")
    return Bereik(gemeenten=frozenset({gemeente}))
