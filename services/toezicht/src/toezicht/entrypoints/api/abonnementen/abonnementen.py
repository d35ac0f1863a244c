import secrets
import uuid
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from risb_api.api import Pagina
from risb_api.identity import Wie, niet_gevonden
from risb_api.writes import Schrijf, SchrijfDep
from risb_kern.errors import DomainError, Fout, Kind
from risb_kern.privacy import Privacy

from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.detectie.regels.tabel import REGELS
from toezicht.entrypoints.api.abonnementen.abonnementen_models import (
    AbonnementInvoer,
    AbonnementModel,
    BezorgingModel,
    NieuwAbonnementModel,
)
from toezicht.entrypoints.api.toegang import TOEZICHT, Limiet, eenheid, nu, soorten_van

router = APIRouter(tags=["abonnementen"])
AbonnementId = Annotated[uuid.UUID, Path(alias="abonnementId", description="Kenmerk van het abonnement.")]
Toezicht = Annotated[Wie, Depends(TOEZICHT)]
ControleerAdres = Callable[[str], Awaitable[None]]


@router.post(
    "/abonnementen",
    status_code=201,
    response_model=NieuwAbonnementModel,
    summary="Een abonnement nemen",
    operation_id="neemAbonnement",
)
async def neem(request: Request, wie: Toezicht, invoer: AbonnementInvoer) -> Response:
    """Elke anomalie die u mag zien, ondertekend op uw https-adres. Het geheim staat alleen in dit antwoord."""
    soorten = _soorten(invoer, wie)
    _controleer_regels(invoer)
    controleer: ControleerAdres = request.app.state.controleer_adres
    await controleer(str(invoer.url))
    privacy: Privacy = request.app.state.privacy
    geheim = secrets.token_urlsafe(32)
    abonnement = Abonnement(
        id=uuid.uuid4(),
        eigenaar=wie.sub,
        url=str(invoer.url),
        soorten=sorted(soorten),
        regels=sorted(set(invoer.regels)),
        geheim=privacy.encrypt(geheim),
        aangemaakt_op=nu(request),
    )

    async def werk(uow: Uow) -> NieuwAbonnementModel:
        await uow.abonnementen.bewaar(abonnement)
        return NieuwAbonnementModel(**_toon(abonnement).model_dump(), geheim=geheim)

    # Without an Idempotency-Key: its answer is kept to be repeated, and this one holds a secret.
    return await Schrijf(request, None, b"").doe(wie, werk)


def _soorten(invoer: AbonnementInvoer, wie: Wie) -> frozenset[str]:
    mag = soorten_van(wie)
    gevraagd = frozenset(str(one) for one in invoer.soorten) or mag
    if not gevraagd <= mag:
        melding = f"U mag alleen deze soorten volgen: {', '.join(sorted(mag))}."
        raise DomainError(Kind.FORBIDDEN, "soort-niet-toegestaan", melding)
    return gevraagd


def _controleer_regels(invoer: AbonnementInvoer) -> None:
    onbekend = sorted(set(invoer.regels) - REGELS.keys())
    if onbekend:
        fouten = (Fout("regels", "onbekende-regel", f"Regel {one} bestaat niet.") for one in onbekend)
        raise DomainError(Kind.INVALID, "onbekende-regel", f"Kies uit: {', '.join(REGELS)}.", *fouten)


def _toon(abonnement: Abonnement) -> AbonnementModel:
    return AbonnementModel.model_validate({naam: getattr(abonnement, naam) for naam in AbonnementModel.model_fields})


@router.get("/abonnementen", summary="Uw abonnementen bekijken", operation_id="lijstAbonnementen")
async def lijst(request: Request, wie: Toezicht) -> Pagina[AbonnementModel]:
    """Uw lopende abonnementen, zonder het geheim."""
    async with eenheid(request) as uow:
        return Pagina(resultaten=[_toon(one) for one in await uow.abonnementen.lijst(wie.sub)])


@router.delete(
    "/abonnementen/{abonnementId}",
    status_code=200,
    response_model=AbonnementModel,
    summary="Een abonnement beëindigen",
    operation_id="beeindigAbonnement",
)
async def beeindig(request: Request, wie: Toezicht, schrijf: SchrijfDep, abonnement_id: AbonnementId) -> Response:
    """Stopt een abonnement; wat nog wacht, wordt niet meer bezorgd."""
    moment = nu(request)

    async def werk(uow: Uow) -> AbonnementModel:
        abonnement = await _eigen(uow, abonnement_id, wie)
        await uow.abonnementen.beeindig(abonnement.id, moment)
        return _toon(abonnement)

    return await schrijf.doe(wie, werk, status=200)


@router.get("/abonnementen/{abonnementId}/bezorgingen", summary="Bezorgingen bekijken", operation_id="lijstBezorgingen")
async def bezorgingen(
    request: Request, wie: Toezicht, abonnement_id: AbonnementId, limiet: Limiet = 50
) -> Pagina[BezorgingModel]:
    """Elke poging om te bezorgen, de nieuwste eerst."""
    async with eenheid(request) as uow:
        abonnement = await _eigen(uow, abonnement_id, wie)
        verslag = await uow.abonnementen.verslag(abonnement.id, limiet)
    return Pagina(resultaten=[BezorgingModel.model_validate(one) for one in verslag])


async def _eigen(uow: Uow, abonnement_id: uuid.UUID, wie: Wie) -> Abonnement:
    abonnement = await uow.abonnementen.haal(abonnement_id, wie.sub)
    if abonnement is None:
        raise niet_gevonden("Dit abonnement")
    return abonnement
