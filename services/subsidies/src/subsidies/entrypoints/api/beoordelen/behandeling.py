"""What the officer does with an application before and with the decision."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from risb_api.identity import Rol, Toegang, Wie, niet_gevonden
from risb_api.writes import SchrijfDep

from subsidies.application.aanvragen.aanvulling import AanvullingVragen, aanvulling_vragen
from subsidies.application.aanvragen.zienswijze import zienswijze_vragen
from subsidies.application.beoordelen.screening import Afhandeling, aandachtspunt_afhandelen, aanvraag_screenen
from subsidies.application.besluiten.besluit_nemen import besluit_nemen
from subsidies.domain.besluiten.besluit import Voornemen
from subsidies.entrypoints.api.aanvragen.aanvragen import AanvraagId, lees
from subsidies.entrypoints.api.aanvragen.aanvragen_models import (
    Aandachtspuntenlijst,
    AandachtspuntLezen,
    AanvraagLezen,
    AanvullingVragenModel,
    AfhandelenModel,
    BesluitLezen,
    BesluitNemenModel,
    ZienswijzeVragenModel,
)
from subsidies.entrypoints.api.aanvragen.metrics import AANVRAGEN
from subsidies.entrypoints.unit_of_work import SubsidieUow

router = APIRouter(prefix="/aanvragen/{aanvraagId}", tags=["behandeling"])
een_aandachtspunt = APIRouter(prefix=f"{router.prefix}/aandachtspunten/{{aandachtspuntId}}", tags=["behandeling"])
Adviseur = Annotated[Wie, Depends(Toegang(Rol.SUBSIDIEADVISEUR))]
PuntId = Annotated[uuid.UUID, Path(alias="aandachtspuntId", description="Kenmerk van het aandachtspunt.")]


@router.post(
    "/aanvullingen",
    status_code=201,
    response_model=AanvraagLezen,
    summary="Om aanvulling vragen",
)
async def vraag_om_aanvulling(
    request: Request, aanvraag_id: AanvraagId, body: AanvullingVragenModel, schrijf: SchrijfDep, wie: Adviseur
) -> Response:
    """Vraagt de aanvrager om wat ontbreekt (artikel 4:5 Awb); de beslistermijn staat zo lang stil (4:15)."""
    state = request.app.state
    opdracht = AanvullingVragen(aanvraag_id=aanvraag_id, gevraagd=tuple(body.gevraagd), uiterlijk=body.uiterlijk)

    async def werk(uow: SubsidieUow) -> AanvraagLezen:
        aanvraag = await aanvulling_vragen(uow, state.clock, opdracht)
        return await lees(uow, state.privacy, aanvraag, gebruiker=wie.sub)

    return await schrijf.doe(wie, werk)


@router.post("/zienswijzen", status_code=201, response_model=AanvraagLezen, summary="Zienswijze vragen")
async def vraag_om_zienswijze(
    request: Request, aanvraag_id: AanvraagId, body: ZienswijzeVragenModel, schrijf: SchrijfDep, wie: Adviseur
) -> Response:
    """Legt het voornemen om te weigeren voor aan de aanvrager (artikel 4:7 en 4:8 Awb)."""
    state = request.app.state

    async def werk(uow: SubsidieUow) -> AanvraagLezen:
        aanvraag = await zienswijze_vragen(uow, state.clock, aanvraag_id, body.voornemen)
        return await lees(uow, state.privacy, aanvraag, gebruiker=wie.sub)

    return await schrijf.doe(wie, werk)


@router.post(
    "/_screenen",
    status_code=200,
    response_model=Aandachtspuntenlijst,
    summary="Aanvraag screenen",
)
async def screen_aanvraag(request: Request, aanvraag_id: AanvraagId, schrijf: SchrijfDep, wie: Adviseur) -> Response:
    """Zoekt signalen van ondermijning. Een signaal is een vraag aan een mens en nooit een weigering."""
    clock = request.app.state.clock

    async def werk(uow: SubsidieUow) -> Aandachtspuntenlijst:
        punten = await aanvraag_screenen(uow, clock, aanvraag_id)
        return Aandachtspuntenlijst(resultaten=[AandachtspuntLezen.of(one) for one in punten])

    return await schrijf.doe(wie, werk, status=200)


@router.get("/aandachtspunten", summary="Aandachtspunten")
async def lees_aandachtspunten(request: Request, aanvraag_id: AanvraagId, _: Adviseur) -> Aandachtspuntenlijst:
    """Signalen van de screening en van dubbele financiering, met uitleg en uitkomst."""
    async with request.app.state.uow() as uow:
        if await uow.aanvragen.find(aanvraag_id) is None:
            raise niet_gevonden("De aanvraag")
        punten = await uow.aandachtspunten.of(aanvraag_id)
    return Aandachtspuntenlijst(resultaten=[AandachtspuntLezen.of(one) for one in punten])


@een_aandachtspunt.post(
    "/_afhandelen",
    status_code=200,
    response_model=AandachtspuntLezen,
    summary="Aandachtspunt afhandelen",
)
async def handel_aandachtspunt_af(
    request: Request,
    aanvraag_id: AanvraagId,
    punt_id: PuntId,
    body: AfhandelenModel,
    *,
    schrijf: SchrijfDep,
    wie: Adviseur,
) -> Response:
    """Legt vast wat u van het aandachtspunt vindt, met reden en naam."""
    clock = request.app.state.clock
    opdracht = Afhandeling(
        aanvraag_id=aanvraag_id, punt_id=punt_id, uitkomst=body.uitkomst, reden=body.reden, door=wie.sub
    )

    async def werk(uow: SubsidieUow) -> AandachtspuntLezen:
        return AandachtspuntLezen.of(await aandachtspunt_afhandelen(uow, clock, opdracht))

    return await schrijf.doe(wie, werk, status=200)


@router.post("/besluiten", status_code=201, response_model=BesluitLezen, summary="Besluiten")
async def neem_besluit(
    request: Request, aanvraag_id: AanvraagId, body: BesluitNemenModel, schrijf: SchrijfDep, wie: Adviseur
) -> Response:
    """Verleent binnen het plafond, weigert met gronden, of stelt buiten behandeling. Een besluit per aanvraag."""
    clock = request.app.state.clock
    voornemen = Voornemen(
        id=uuid.uuid4(),
        register_id=uuid.uuid4(),
        soort=body.soort,
        bedrag_cent=body.bedrag_cent,
        gronden=tuple(one.to_domain() for one in body.gronden),
        motivering=body.motivering,
        door=wie.sub,
    )
    regelingen = []

    async def werk(uow: SubsidieUow) -> BesluitLezen:
        aanvraag, besluit = await besluit_nemen(uow, clock, aanvraag_id, voornemen)
        regelingen.append(aanvraag.regeling_code)
        return BesluitLezen.of(besluit)

    antwoord = await schrijf.doe(wie, werk)
    for code in regelingen:
        AANVRAGEN.labels(code, body.soort.value).inc()
    return antwoord
