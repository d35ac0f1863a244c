from fastapi import Response
from risb_api.routes import Router

from contracting.application.levensloop import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfEenmaligDep
from contracting.entrypoints.api.levensloop.levensloop_models import (
    OverbruggingIn,
    OverbruggingUit,
    SchadeIn,
    StandaardIn,
    VerlengingIn,
    WijzigingIn,
)
from contracting.entrypoints.api.overeenkomsten.overeenkomsten import OvereenkomstPad
from contracting.entrypoints.api.overeenkomsten.overeenkomsten_models import OvereenkomstUit, SchadeUit
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


@router.post("/overeenkomsten/{id}/schades", status_code=201, response_model=SchadeUit, summary="Schade vastleggen")
async def schade_vastleggen(
    overeenkomst_id: OvereenkomstPad, schade: SchadeIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Legt een schade vast met wat daarvan kan worden verhaald; eerdere schade in het contractjaar telt mee."""

    async def work(uow: Uow) -> SchadeUit:
        gedaan = await handelingen.schade_vastleggen(uow, edge.handeling(wie), overeenkomst_id, schade.opdracht())
        return SchadeUit.model_validate(gedaan)

    return await schrijf.doe(wie, work)


@router.post(
    "/overeenkomsten/{id}/standaarden", status_code=201, response_model=OvereenkomstUit, summary="Standaard overnemen"
)
async def standaard_overnemen(
    overeenkomst_id: OvereenkomstPad, standaard: StandaardIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Neemt een nieuwe versie van de contractstandaard over, binnen zes maanden en zonder te groot prijseffect."""

    async def work(uow: Uow) -> OvereenkomstUit:
        gedaan = await handelingen.standaard_overnemen(uow, edge.handeling(wie), overeenkomst_id, standaard.opdracht())
        return OvereenkomstUit.van(gedaan)

    return await schrijf.doe(wie, work)
