from fastapi import Response
from risb_api.fields import AgbPad, KvkPad
from risb_api.routes import Router
from risb_kern.errors import not_found

from contracting.application.screening import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.screening.screeningen_models import (
    BevestigingIn,
    SanctielijstIn,
    ScreeningenUit,
    ScreeningUit,
    UboregistratiesIn,
    WeerleggingIn,
)
from contracting.entrypoints.api.toegang import Inkoop
from contracting.entrypoints.inzage import log_inzage

router = Router("screeningen")


@router.get("/screeningen/{kvkNummer}", summary="Screening opvragen")
async def screening_opvragen(kvk_nummer: KvkPad, edge: EdgeDep, wie: Inkoop) -> ScreeningUit:
    """Wie er achter een organisatie staan, op welke lijst zij voorkomen, en of zij betaald mag worden."""
    async with edge.uow() as uow:
        screening = await uow.screeningen.find(kvk_nummer)
        if screening is None:
            raise not_found("De screening")
        await log_inzage(uow, wie, "screening-opvragen", [kvk_nummer])
    return ScreeningUit.van(screening)


@router.post("/aanbieders/{agbCode}/uboverzoeken", status_code=201, response_model=ScreeningUit, summary="UBO vragen")
async def ubo_vragen(agb_code: AgbPad, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop) -> Response:
    """Vraagt wie er achter de aanbieder staan; tot dat bekend is wordt er niets betaald (R26)."""

    async def work(uow: Uow) -> ScreeningUit:
        return ScreeningUit.van(await handelingen.ubo_vragen(uow, edge.handeling(wie), agb_code))

    return await schrijf.doe(wie, work)


@router.post("/uboregistraties", status_code=201, response_model=ScreeningenUit, summary="UBO vastleggen")
async def ubos_vastleggen(registraties: UboregistratiesIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop) -> Response:
    """Legt uittreksels van het UBO-register vast en zoekt de personen op de sanctielijsten."""
    opgaven = [one.opgave() for one in registraties.opgaven]

    async def work(uow: Uow) -> ScreeningenUit:
        vastgelegd = await handelingen.ubos_vastleggen(uow, edge.handeling(wie), opgaven)
        return ScreeningenUit(screeningen=[ScreeningUit.van(one) for one in vastgelegd])

    return await schrijf.doe(wie, work)


@router.post("/sanctielijsten", status_code=201, response_model=ScreeningenUit, summary="Sanctielijst overnemen")
async def sanctielijst_overnemen(lijst: SanctielijstIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop) -> Response:
    """Neemt een versie van een sanctielijst over; noemt de organisaties met een nieuwe treffer."""
    versie = lijst.sanctielijst()

    async def work(uow: Uow) -> ScreeningenUit:
        geraakt = await handelingen.sanctielijst_overnemen(uow, edge.handeling(wie), versie)
        return ScreeningenUit(screeningen=[ScreeningUit.van(one) for one in geraakt])

    return await schrijf.doe(wie, work)


@router.post(
    "/screeningen/{kvkNummer}/weerleggingen",
    status_code=201,
    response_model=ScreeningUit,
    summary="Weerlegging voorstellen",
)
async def weerlegging_voorstellen(
    kvk_nummer: KvkPad, weerlegging: WeerleggingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Stelt voor dat een treffer om een ander gaat; zij telt tot een tweede persoon dat bevestigt."""

    async def work(uow: Uow) -> ScreeningUit:
        voorgesteld = await handelingen.weerlegging_voorstellen(
            uow, edge.handeling(wie), kvk_nummer, weerlegging.treffer, motivering=weerlegging.motivering
        )
        return ScreeningUit.van(voorgesteld)

    return await schrijf.doe(wie, work)


@router.post(
    "/screeningen/{kvkNummer}/weerlegging/_bevestigen", response_model=ScreeningUit, summary="Weerlegging bevestigen"
)
async def weerlegging_bevestigen(
    kvk_nummer: KvkPad, bevestiging: BevestigingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Bevestigt als tweede persoon dat een treffer om een ander gaat."""

    async def work(uow: Uow) -> ScreeningUit:
        bevestigd = await handelingen.weerlegging_bevestigen(uow, edge.handeling(wie), kvk_nummer, bevestiging.treffer)
        return ScreeningUit.van(bevestigd)

    return await schrijf.doe(wie, work, status=200)
