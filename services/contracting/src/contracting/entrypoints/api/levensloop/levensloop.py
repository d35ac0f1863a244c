from fastapi import Response
from risb_api.routes import Router

from contracting.application.levensloop import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.levensloop.levensloop_models import (
    OverbruggingIn,
    OverbruggingUit,
    VerlengingIn,
    WijzigingIn,
)
from contracting.entrypoints.api.overeenkomsten.overeenkomsten import OvereenkomstPad
from contracting.entrypoints.api.overeenkomsten.overeenkomsten_models import OvereenkomstUit
from contracting.entrypoints.api.toegang import Inkoop

router = Router("overeenkomsten")


@router.post("/overeenkomsten/{id}/_verlengen", response_model=OvereenkomstUit, summary="Overeenkomst verlengen")
async def overeenkomst_verlengen(
    overeenkomst_id: OvereenkomstPad, verlenging: VerlengingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Gebruikt een afgesproken verlenging; telt alleen als de aanbieder haar op tijd ontving. Prijzen lopen door."""

    async def work(uow: Uow) -> OvereenkomstUit:
        gedaan = await handelingen.overeenkomst_verlengen(
            uow, edge.handeling(wie), overeenkomst_id, **verlenging.model_dump()
        )
        return OvereenkomstUit.van(gedaan)

    return await schrijf.doe(wie, work, status=200)


@router.post(
    "/overeenkomsten/{id}/wijzigingen", status_code=201, response_model=OvereenkomstUit, summary="Overeenkomst wijzigen"
)
async def overeenkomst_wijzigen(
    overeenkomst_id: OvereenkomstPad, wijziging: WijzigingIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Legt een wijziging vast met reden en grond; telt op met alle eerdere wijzigingen."""

    async def work(uow: Uow) -> OvereenkomstUit:
        gedaan = await handelingen.overeenkomst_wijzigen(
            uow, edge.handeling(wie), overeenkomst_id, wijziging.opdracht()
        )
        return OvereenkomstUit.van(gedaan)

    return await schrijf.doe(wie, work)


@router.post("/overbruggingen", status_code=201, response_model=OverbruggingUit, summary="Overeenkomsten overbruggen")
async def overeenkomsten_overbruggen(
    overbrugging: OverbruggingIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Laat overeenkomsten doorlopen tot een uitgestelde aanbesteding klaar is: alle, of geen."""

    async def work(uow: Uow) -> OverbruggingUit:
        gedaan = await handelingen.overeenkomsten_overbruggen(uow, edge.handeling(wie), overbrugging.opdracht())
        return OverbruggingUit.van(gedaan)

    return await schrijf.doe(wie, work)
