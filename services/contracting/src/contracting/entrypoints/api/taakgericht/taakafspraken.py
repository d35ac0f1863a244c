from fastapi import Response
from risb_api.routes import Router
from risb_kern.errors import not_found

from contracting.application.taakgericht import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfEenmaligDep
from contracting.entrypoints.api.taakgericht.taakafspraken_models import (
    MijlpaalstandIn,
    RealisatieIn,
    TaakafspraakIn,
    TaakafspraakUit,
)
from contracting.entrypoints.api.taakgericht.zicht import TaakPad, controleer_zicht
from contracting.entrypoints.api.toegang import Account, Betrokkene, Inkoop

router = Router("taakgericht")


@router.post(
    "/overeenkomsten/{id}/taakafspraak",
    status_code=201,
    response_model=TaakafspraakUit,
    summary="Taak van een overeenkomst vastleggen",
)
async def taakafspraak_vastleggen(
    overeenkomst_id: TaakPad, afspraak: TaakafspraakIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Inkoop
) -> Response:
    """Legt vast wat naast het geld is afgesproken: taak, indicatoren, transformatieplan, afrekening en exitplan."""

    async def work(uow: Uow) -> TaakafspraakUit:
        return TaakafspraakUit.van(
            await handelingen.taakafspraak_vastleggen(uow, edge.handeling(wie), overeenkomst_id, afspraak.opdracht())
        )

    return await schrijf.doe(wie, work)


@router.get("/overeenkomsten/{id}/taakafspraak", summary="Taak van een overeenkomst opvragen")
async def taakafspraak_opvragen(overeenkomst_id: TaakPad, edge: EdgeDep, wie: Betrokkene) -> TaakafspraakUit:
    """De taak met de metingen die gelden en de mijlpalen die zijn gehaald."""
    async with edge.uow() as uow:
        await controleer_zicht(uow, overeenkomst_id, wie, "taakafspraak-opvragen")
        afspraak = await uow.taakafspraken.find(overeenkomst_id)
    if afspraak is None:
        raise not_found("De taakafspraak")
    return TaakafspraakUit.van(afspraak)


@router.post(
    "/overeenkomsten/{id}/realisaties",
    status_code=201,
    response_model=TaakafspraakUit,
    summary="Meting van een indicator vastleggen",
)
async def indicator_realiseren(
    overeenkomst_id: TaakPad, realisatie: RealisatieIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Account
) -> Response:
    """Legt een meting met haar bron vast; nog eens voor dezelfde periode is een correctie."""

    async def work(uow: Uow) -> TaakafspraakUit:
        handeling = edge.handeling(wie)
        meting = realisatie.realisatie(handeling.vandaag)
        return TaakafspraakUit.van(await handelingen.indicator_realiseren(uow, handeling, overeenkomst_id, meting))

    return await schrijf.doe(wie, work)


@router.post(
    "/overeenkomsten/{id}/mijlpalen",
    status_code=201,
    response_model=TaakafspraakUit,
    summary="Mijlpaal van het transformatieplan vastleggen",
)
async def mijlpaal_behalen(
    overeenkomst_id: TaakPad, mijlpaal: MijlpaalstandIn, edge: EdgeDep, schrijf: SchrijfEenmaligDep, wie: Account
) -> Response:
    """Legt vast dat een mijlpaal is gehaald, en waar dat uit blijkt."""

    async def work(uow: Uow) -> TaakafspraakUit:
        return TaakafspraakUit.van(
            await handelingen.mijlpaal_behalen(uow, edge.handeling(wie), overeenkomst_id, mijlpaal.stand())
        )

    return await schrijf.doe(wie, work)
