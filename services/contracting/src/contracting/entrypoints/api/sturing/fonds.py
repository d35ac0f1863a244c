import uuid
from typing import Annotated

from fastapi import Path, Query, Response
from risb_api.api import Pagina
from risb_api.routes import Router

from contracting.application.sturing import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.jaren import EERSTE_JAAR, LAATSTE_JAAR
from contracting.entrypoints.api.sturing.fonds_models import (
    BetaalbaarheidsverslagIn,
    BetaalbaarheidsverslagUit,
    FondsboekingIn,
    FondsUit,
)
from contracting.entrypoints.api.toegang import Financien, Sturing

router = Router("betaalbaarheid")
VerslagPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van het verslag.")]


@router.post("/fondsboekingen", status_code=201, response_model=FondsUit, summary="Boeken in het revolverend fonds")
async def fonds_boeken(boeking: FondsboekingIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Financien) -> Response:
    """Storten, een besluit vastleggen, onttrekken, terugbetalen of afboeken; het saldo wordt nooit negatief."""

    async def work(uow: Uow) -> FondsUit:
        handeling = edge.handeling(wie)
        return FondsUit.van(await handelingen.fonds_boeken(uow, handeling, boeking.boeking(handeling.nieuw_id())))

    return await schrijf.doe(wie, work)


@router.get("/fondsboekingen", summary="Revolverend fonds opvragen")
async def fonds_opvragen(edge: EdgeDep, _: Sturing) -> FondsUit:
    """Het saldo en welk deel terugkwam."""
    async with edge.uow() as uow:
        return FondsUit.van(await uow.fonds.find())


@router.post(
    "/betaalbaarheidsverslagen",
    status_code=201,
    response_model=BetaalbaarheidsverslagUit,
    summary="Verslag aan de raad opstellen",
)
async def betaalbaarheidsverslag_opstellen(
    verslag: BetaalbaarheidsverslagIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Financien
) -> Response:
    """Bewaart een verslag; of de bedragen kloppen wordt gevraagd bij het publiceren."""

    async def work(uow: Uow) -> BetaalbaarheidsverslagUit:
        handeling = edge.handeling(wie)
        opgesteld = await handelingen.betaalbaarheidsverslag_opstellen(
            uow, handeling, verslag.verslag(handeling.nieuw_id())
        )
        return BetaalbaarheidsverslagUit.model_validate(opgesteld)

    return await schrijf.doe(wie, work)


@router.get("/betaalbaarheidsverslagen", summary="Verslagen aan de raad opvragen")
async def betaalbaarheidsverslagen_opvragen(
    edge: EdgeDep, _: Sturing, jaar: Annotated[int, Query(ge=EERSTE_JAAR, le=LAATSTE_JAAR, description="Jaar.")]
) -> Pagina[BetaalbaarheidsverslagUit]:
    """De verslagen van een jaar."""
    async with edge.uow() as uow:
        gevonden = await uow.betaalbaarheidsverslagen.list(jaar)
    return Pagina(resultaten=[BetaalbaarheidsverslagUit.model_validate(one) for one in gevonden])


@router.post(
    "/betaalbaarheidsverslagen/{id}/_publiceren",
    response_model=BetaalbaarheidsverslagUit,
    summary="Verslag aan de raad publiceren",
)
async def betaalbaarheidsverslag_publiceren(
    verslag_id: VerslagPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Financien
) -> Response:
    """Door een ander dan wie het opstelde; geweigerd als de maatregelen niet het totaal zijn."""

    async def work(uow: Uow) -> BetaalbaarheidsverslagUit:
        gepubliceerd = await handelingen.betaalbaarheidsverslag_publiceren(uow, edge.handeling(wie), verslag_id)
        return BetaalbaarheidsverslagUit.model_validate(gepubliceerd)

    return await schrijf.doe(wie, work, status=200)
