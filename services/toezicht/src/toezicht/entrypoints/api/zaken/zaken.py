import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from risb_api.api import Pagina
from risb_api.cursors import decode_cursor
from risb_api.identity import Wie
from risb_api.writes import SchrijfDep

from toezicht.application.uow import Uow
from toezicht.application.zaken.zaken import (
    Stuk,
    classificeer_zaak,
    haal_zaak,
    neem_trede,
    open_zaak,
    sluit_zaak,
)
from toezicht.domain.zaken.ladder import Trede
from toezicht.domain.zaken.zaak import Classificatie
from toezicht.entrypoints.api.toegang import (
    RECHTMATIGHEID,
    Limiet,
    Na,
    eenheid,
    handeling,
    lees_plaats,
    pagina,
)
from toezicht.entrypoints.api.zaken.zaken_models import (
    ClassificatieInvoer,
    SluitInvoer,
    TijdlijnModel,
    TredeInvoer,
    ZaakInvoer,
    ZaakModel,
)

router = APIRouter(tags=["zaken"])


ZaakId = Annotated[uuid.UUID, Path(alias="zaakId", description="Kenmerk van de zaak.")]


Rechtmatigheid = Annotated[Wie, Depends(RECHTMATIGHEID)]


@router.get("/zaken", summary="Zaken bekijken", operation_id="lijstZaken")
async def lijst_zaken(
    request: Request,
    _: Rechtmatigheid,
    stand: Annotated[Literal["open", "gesloten"] | None, Query(description="Alleen in deze stand.")] = None,
    na: Na = None,
    limiet: Limiet = 50,
) -> Pagina[ZaakModel]:
    """Rechtmatigheidszaken, de nieuwste eerst."""
    async with eenheid(request) as uow:
        gevonden = await uow.zaken.lijst(stand=stand, na=decode_cursor(na, lees_plaats), limiet=limiet + 1)
    return pagina(ZaakModel, gevonden, limiet, lambda one: f"{one.geopend_op.isoformat()}|{one.id}")


@router.post("/zaken", status_code=201, response_model=ZaakModel, summary="Een zaak openen", operation_id="openZaak")
async def open_(request: Request, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: ZaakInvoer) -> Response:
    """Maakt van een signaal een rechtmatigheidszaak, op trede 0 van de ladder."""
    wie_nu = handeling(request, wie)

    async def werk(uow: Uow) -> ZaakModel:
        zaak = await open_zaak(uow, wie_nu, signaal_id=invoer.signaal_id, grond=invoer.grond)
        return ZaakModel.model_validate(zaak)

    return await schrijf.doe(wie, werk)


@router.get("/zaken/{zaakId}", summary="Een zaak bekijken", operation_id="toonZaak")
async def toon_zaak(request: Request, _: Rechtmatigheid, zaak_id: ZaakId) -> ZaakModel:
    """De stand, de trede en de klasse van een zaak."""
    async with eenheid(request) as uow:
        return ZaakModel.model_validate(await haal_zaak(uow, zaak_id, lock=False))


@router.get("/zaken/{zaakId}/tijdlijn", summary="De tijdlijn van een zaak bekijken", operation_id="toonTijdlijn")
async def toon_tijdlijn(request: Request, _: Rechtmatigheid, zaak_id: ZaakId) -> Pagina[TijdlijnModel]:
    """Wie deed wat, wanneer en op welke grond; de oudste regel eerst."""
    async with eenheid(request) as uow:
        await haal_zaak(uow, zaak_id, lock=False)
        regels = await uow.zaken.tijdlijn(zaak_id)
    velden = ("id", "soort", "door", "op", "gegevens")
    return Pagina(resultaten=[TijdlijnModel(**{one: getattr(regel, one) for one in velden}) for regel in regels])


@router.post(
    "/zaken/{zaakId}/treden",
    status_code=201,
    response_model=ZaakModel,
    summary="De volgende trede van de ladder nemen",
    operation_id="neemTrede",
)
async def trede(
    request: Request, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: TredeInvoer, zaak_id: ZaakId
) -> Response:
    """Legt de grond vast en gaat een trede hoger. Ontbreekt een stuk dat de trede vraagt, dan kan dat niet."""
    wie_nu = handeling(request, wie)
    stukken = [Stuk(soort=one.soort, verwijzing=one.verwijzing) for one in invoer.stukken]

    async def werk(uow: Uow) -> ZaakModel:
        zaak = await neem_trede(uow, wie_nu, zaak_id, trede=Trede(invoer.trede), grond=invoer.grond, stukken=stukken)
        return ZaakModel.model_validate(zaak)

    return await schrijf.doe(wie, werk)


@router.post(
    "/zaken/{zaakId}/classificaties",
    status_code=201,
    response_model=ZaakModel,
    summary="Een zaak een klasse geven",
    operation_id="classificeerZaak",
)
async def classificatie(
    request: Request, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: ClassificatieInvoer, zaak_id: ZaakId
) -> Response:
    """Fout, oneigenlijk gebruik of fraude. Fraude vraagt bewijs van opzet en een tweede persoon die bevestigt."""
    wie_nu = handeling(request, wie)
    voorstel = Classificatie(klasse=invoer.klasse, reden=invoer.reden, bewijs=tuple(invoer.bewijs), door=wie.sub)

    async def werk(uow: Uow) -> ZaakModel:
        return ZaakModel.model_validate(await classificeer_zaak(uow, wie_nu, zaak_id, voorstel))

    return await schrijf.doe(wie, werk)


@router.post(
    "/zaken/{zaakId}/_sluiten",
    status_code=200,
    response_model=ZaakModel,
    summary="Een zaak sluiten",
    operation_id="sluitZaak",
)
async def sluiten(
    request: Request, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: SluitInvoer, zaak_id: ZaakId
) -> Response:
    """Sluit een zaak met een uitkomst en een toelichting."""
    wie_nu = handeling(request, wie)

    async def werk(uow: Uow) -> ZaakModel:
        zaak = await sluit_zaak(uow, wie_nu, zaak_id, uitkomst=invoer.uitkomst, toelichting=invoer.toelichting)
        return ZaakModel.model_validate(zaak)

    return await schrijf.doe(wie, werk, status=200)
