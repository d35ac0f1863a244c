import uuid
from typing import Annotated

from fastapi import Depends, Path, Query, Response
from risb_api.api import Pagina
from risb_api.fields import AgbVraag, Code
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.errors import not_found
from risb_kern.lists import Blad

from contracting.application.toelating import handelingen
from contracting.application.uow import Uow
from contracting.domain.toelating.aanmelding import AanmeldingStatus
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.toegang import Aanmelder, BureauOfAanbieder, Inkoop, aanbiederbereik
from contracting.entrypoints.api.toelating.aanmeldingen_models import (
    AanmeldingIn,
    AanmeldingUit,
    AanvullingIn,
    AanvulverzoekIn,
    BeoordelingIn,
)
from contracting.entrypoints.api.toelating.metrics import AANMELDINGEN
from contracting.entrypoints.inzage import log_inzage

router = Router("aanmeldingen")
LIJST = Lijst(AanmeldingUit, {"id": Orde(id=uuid.UUID)})
AanmeldingPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de aanmelding.")]
PerceelVraag = Annotated[Code | None, Query(alias="perceelCode", description="Alleen voor dit perceel.")]
StatusVraag = Annotated[AanmeldingStatus | None, Query(description="Alleen met deze status.")]


@router.post("/aanmeldingen", status_code=201, response_model=AanmeldingUit, summary="Aanmelden voor een perceel")
async def aanmelding_indienen(aanmelding: AanmeldingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Aanmelder) -> Response:
    """Een aanbieder meldt zich met de eigen AGB-code aan; de dag van ontvangst is vandaag."""
    if aanmelding.agb_code not in wie.agb:
        raise not_found("De aanbieder")

    async def work(uow: Uow) -> AanmeldingUit:
        ingediend = await handelingen.aanmelding_indienen(uow, edge.handeling(wie), aanmelding.opdracht())
        schrijf.after_commit(AANMELDINGEN.labels("ontvangen").inc)
        return AanmeldingUit.van(ingediend)

    return await schrijf.doe(wie, work)


@router.get("/aanmeldingen", summary="Aanmeldingen opvragen")
async def aanmeldingen_opvragen(
    edge: EdgeDep,
    wie: BureauOfAanbieder,
    blad: Annotated[Blad, Depends(LIJST)],
    *,
    agb_code: AgbVraag = None,
    perceel_code: PerceelVraag = None,
    status: StatusVraag = None,
) -> Pagina[AanmeldingUit]:
    """Aanmeldingen; een aanbieder ziet alleen de eigen."""
    async with edge.uow() as uow:
        gevonden = await uow.aanmeldingvragen.list(
            await aanbiederbereik(uow, wie), blad, agb_code=agb_code, perceel_code=perceel_code, status=status
        )
        await log_inzage(uow, wie, "aanmeldingen-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, AanmeldingUit.van)


@router.get("/aanmeldingen/{id}", summary="Aanmelding opvragen")
async def aanmelding_opvragen(aanmelding_id: AanmeldingPad, edge: EdgeDep, wie: BureauOfAanbieder) -> AanmeldingUit:
    """Een aanmelding met de uitkomst per criterium."""
    async with edge.uow() as uow:
        aanmelding = await uow.aanmeldingvragen.find(aanmelding_id)
        bereik = await aanbiederbereik(uow, wie)
        if aanmelding is None or not bereik.ziet(agb_code=aanmelding.agb_code):
            raise not_found("De aanmelding")
        await log_inzage(uow, wie, "aanmelding-opvragen", [aanmelding.agb_code])
    return AanmeldingUit.van(aanmelding)


@router.post("/aanmeldingen/{id}/aanvulverzoeken", response_model=AanmeldingUit, summary="Om aanvulling vragen")
async def aanvulling_vragen(
    aanmelding_id: AanmeldingPad, verzoek: AanvulverzoekIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Vraagt de aanbieder om ontbrekend bewijs; te laat ontvangen bewijs telt niet (R2)."""

    async def work(uow: Uow) -> AanmeldingUit:
        gevraagd = await handelingen.aanvulling_vragen(
            uow, edge.handeling(wie), aanmelding_id, termijn_dagen=verzoek.termijn_dagen
        )
        return AanmeldingUit.van(gevraagd)

    return await schrijf.doe(wie, work, status=200)


@router.post(
    "/aanmeldingen/{id}/bewijsstukken", status_code=201, response_model=AanmeldingUit, summary="Bewijs aanvullen"
)
async def aanmelding_aanvullen(
    aanmelding_id: AanmeldingPad, aanvulling: AanvullingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Aanmelder
) -> Response:
    """Voegt bewijs toe waar om gevraagd is."""
    stukken = [one.opgave() for one in aanvulling.bewijsstukken]

    async def work(uow: Uow) -> AanmeldingUit:
        aangevuld = await handelingen.aanmelding_aanvullen(
            uow, edge.handeling(wie), aanmelding_id, stukken, agb_codes=wie.agb
        )
        return AanmeldingUit.van(aangevuld)

    return await schrijf.doe(wie, work)


@router.post("/aanmeldingen/{id}/_beoordelen", response_model=AanmeldingUit, summary="Aanmelding beoordelen")
async def aanmelding_beoordelen(
    aanmelding_id: AanmeldingPad, beoordeling: BeoordelingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Toetst elk basiscriterium en laat de aanbieder toe, of wijst af met redenen."""
    bezwaren = {one.criterium: one.toelichting for one in beoordeling.bezwaren}

    async def work(uow: Uow) -> AanmeldingUit:
        beoordeeld = await handelingen.aanmelding_beoordelen(uow, edge.handeling(wie), aanmelding_id, bezwaren=bezwaren)
        schrijf.after_commit(AANMELDINGEN.labels(beoordeeld.status).inc)
        return AanmeldingUit.van(beoordeeld)

    return await schrijf.doe(wie, work, status=200)
