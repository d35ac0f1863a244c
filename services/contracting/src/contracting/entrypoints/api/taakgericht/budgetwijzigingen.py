import uuid
from typing import Annotated

from fastapi import Path, Response
from risb_api.api import Pagina
from risb_api.routes import Router

from contracting.application.taakgericht import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.taakgericht.budgetwijzigingen_models import (
    BudgetwijzigingIn,
    BudgetwijzigingUit,
    HandtekeningIn,
)
from contracting.entrypoints.api.taakgericht.zicht import TaakPad, controleer_zicht
from contracting.entrypoints.api.toegang import Betrokkene, Inkoop, InkoopOfAanbieder, bereik_van

router = Router("taakgericht")
WijzigingPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de budgetwijziging.")]


@router.post(
    "/budgetwijzigingen",
    status_code=201,
    response_model=BudgetwijzigingUit,
    summary="Wijziging van taakbudgetten voorstellen",
)
async def budgetwijziging_voorstellen(
    wijziging: BudgetwijzigingIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Extra geld op een businesscase met besluit, of een verschuiving onder een moederovereenkomst."""

    async def work(uow: Uow) -> BudgetwijzigingUit:
        return BudgetwijzigingUit.van(
            await handelingen.budgetwijziging_voorstellen(uow, edge.handeling(wie), wijziging.opdracht())
        )

    return await schrijf.doe(wie, work)


@router.get("/overeenkomsten/{id}/budgetwijzigingen", summary="Budgetwijzigingen van een overeenkomst opvragen")
async def budgetwijzigingen_opvragen(
    overeenkomst_id: TaakPad, edge: EdgeDep, wie: Betrokkene
) -> Pagina[BudgetwijzigingUit]:
    """Elke wijziging met wie al tekende."""
    async with edge.uow() as uow:
        await controleer_zicht(uow, overeenkomst_id, wie, "budgetwijzigingen-opvragen")
        gevonden = await uow.budgetwijzigingen.list(bij=overeenkomst_id)
    return Pagina(resultaten=[BudgetwijzigingUit.van(one) for one in gevonden])


@router.post(
    "/budgetwijzigingen/{id}/_ondertekenen", response_model=BudgetwijzigingUit, summary="Budgetwijziging ondertekenen"
)
async def budgetwijziging_ondertekenen(
    wijziging_id: WijzigingPad,
    handtekening: HandtekeningIn,
    edge: EdgeDep,
    schrijf: SchrijfDep,
    wie: InkoopOfAanbieder,
) -> Response:
    """Een aanbieder tekent voor zichzelf, het bureau voor een gemeente; met de laatste handtekening geldt zij."""

    async def work(uow: Uow) -> BudgetwijzigingUit:
        return BudgetwijzigingUit.van(
            await handelingen.budgetwijziging_ondertekenen(
                uow, edge.handeling(wie), wijziging_id, partij=handtekening.partij, bereik=bereik_van(wie)
            )
        )

    return await schrijf.doe(wie, work, status=200)


@router.post(
    "/budgetwijzigingen/{id}/_intrekken", response_model=BudgetwijzigingUit, summary="Budgetwijziging intrekken"
)
async def budgetwijziging_intrekken(
    wijziging_id: WijzigingPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Trekt een wijziging in zolang niet iedereen tekende."""

    async def work(uow: Uow) -> BudgetwijzigingUit:
        return BudgetwijzigingUit.van(
            await handelingen.budgetwijziging_intrekken(uow, edge.handeling(wie), wijziging_id)
        )

    return await schrijf.doe(wie, work, status=200)
