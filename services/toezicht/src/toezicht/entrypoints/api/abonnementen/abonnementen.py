import secrets
import uuid
from typing import Annotated

from fastapi import Depends, Path, Query, Response
from risb_api.api import Pagina
from risb_api.lists import Lijst, Orde, moment
from risb_api.routes import Router
from risb_kern.lists import Blad

from toezicht.application.abonnementen import handelingen
from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.bezorging import BezorgStatus, secret_binding
from toezicht.entrypoints.api.abonnementen.abonnementen_models import (
    AbonnementIn,
    AbonnementUit,
    BezorgingHerhaaldUit,
    BezorgingUit,
    NieuwAbonnementUit,
)
from toezicht.entrypoints.api.edge import EdgeDep, SchrijfDep, SchrijfGeheimDep
from toezicht.entrypoints.api.toegang import Toezicht, eigen_gemeenten, soorten_van

router = Router("abonnementen")
BezorgingId = Annotated[uuid.UUID, Path(alias="bezorgingId", description="Kenmerk van de bezorging.")]
AbonnementId = Annotated[uuid.UUID, Path(alias="abonnementId", description="Kenmerk van het abonnement.")]
LIJST = Lijst(AbonnementUit, {"aangemaaktOp": Orde(aangemaakt_op=moment, id=uuid.UUID)})
BEZORGINGEN = Lijst(BezorgingUit, {"op": Orde(op=moment, id=uuid.UUID)}, aflopend=True)


@router.post("/abonnementen", status_code=201, response_model=NieuwAbonnementUit, summary="Een abonnement nemen")
async def abonnement_nemen(edge: EdgeDep, wie: Toezicht, schrijf: SchrijfGeheimDep, invoer: AbonnementIn) -> Response:
    """Elke anomalie die u mag zien, ondertekend op uw https-adres. Het geheim staat alleen in dit antwoord."""
    geheim = secrets.token_urlsafe(32)
    url = str(invoer.url)
    opdracht = handelingen.AbonnementNemen(
        url=url,
        soorten=invoer.soorten,
        regels=invoer.regels,
        geheim=edge.privacy.encrypt(geheim, secret_binding(url)),
        gemeenten=eigen_gemeenten(wie),
    )

    async def act(uow: Uow) -> NieuwAbonnementUit:
        abonnement = await handelingen.abonnement_nemen(
            uow, edge.handeling(wie), opdracht, zichtbaar=soorten_van(wie), adressen=edge.adressen
        )
        return NieuwAbonnementUit(**AbonnementUit.model_validate(abonnement).model_dump(), geheim=geheim)

    return await schrijf.doe(wie, act)


@router.get("/abonnementen", summary="Uw abonnementen opvragen")
async def abonnementen_opvragen(
    edge: EdgeDep, wie: Toezicht, blad: Annotated[Blad, Depends(LIJST)]
) -> Pagina[AbonnementUit]:
    """Uw lopende abonnementen, zonder het geheim."""
    async with edge.uow() as uow:
        gevonden = await uow.abonnementvragen.list(wie.sub, blad)
    return LIJST.pagina(gevonden, blad, AbonnementUit.model_validate)


@router.delete(
    "/abonnementen/{abonnementId}",
    status_code=200,
    response_model=AbonnementUit,
    summary="Een abonnement beëindigen",
)
async def abonnement_beeindigen(
    edge: EdgeDep, wie: Toezicht, schrijf: SchrijfDep, abonnement_id: AbonnementId
) -> Response:
    """Stopt een abonnement; wat nog wacht, wordt niet meer bezorgd."""

    async def act(uow: Uow) -> AbonnementUit:
        abonnement = await handelingen.abonnement_beeindigen(uow, edge.handeling(wie), abonnement_id)
        return AbonnementUit.model_validate(abonnement)

    return await schrijf.doe(wie, act, status=200)


@router.get("/abonnementen/{abonnementId}/bezorgingen", summary="Bezorgingen opvragen")
async def bezorgingen_opvragen(
    edge: EdgeDep,
    wie: Toezicht,
    abonnement_id: AbonnementId,
    status: Annotated[BezorgStatus | None, Query(description="mislukt: wat wij hebben opgegeven.")] = None,
    *,
    blad: Annotated[Blad, Depends(BEZORGINGEN)],
) -> Pagina[BezorgingUit]:
    """Elke poging om te bezorgen, de nieuwste eerst."""
    async with edge.uow() as uow:
        abonnement = found(await uow.abonnementen.find(abonnement_id, wie.sub), "Dit abonnement")
        verslag = await uow.abonnementvragen.list_pogingen(abonnement.id, blad, status)
    return BEZORGINGEN.pagina(verslag, blad, BezorgingUit.model_validate)


@router.post(
    "/abonnementen/{abonnementId}/bezorgingen/{bezorgingId}/_herhalen",
    status_code=202,
    response_model=BezorgingHerhaaldUit,
    summary="Een opgegeven bezorging opnieuw proberen",
)
async def bezorging_herhalen(
    edge: EdgeDep, wie: Toezicht, schrijf: SchrijfDep, abonnement_id: AbonnementId, bezorging_id: BezorgingId
) -> Response:
    """Zet een mislukte bezorging terug in de rij; de anomalie houdt haar kenmerk."""

    async def act(uow: Uow) -> BezorgingHerhaaldUit:
        await handelingen.bezorging_herhalen(uow, edge.handeling(wie), abonnement_id, bezorging_id)
        return BezorgingHerhaaldUit(bezorging_id=bezorging_id, status=BezorgStatus.WACHT)

    return await schrijf.doe(wie, act, status=202)
