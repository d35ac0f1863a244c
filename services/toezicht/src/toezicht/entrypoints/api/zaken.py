import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from risb_api.api import Pagina
from risb_api.cursors import decode_cursor
from risb_api.identity import Wie
from risb_api.writes import SchrijfDep

from toezicht.application.maatregelen import MaatregelOpleggen, beeindig_maatregel, leg_maatregel_op
from toezicht.application.zaken import (
    Stuk,
    classificeer_zaak,
    haal_zaak,
    leg_bevinding_vast,
    neem_trede,
    open_zaak,
    sluit_zaak,
)
from toezicht.domain.ladder import Trede
from toezicht.domain.zaak import Bevinding, Classificatie
from toezicht.entrypoints.api.modellen import (
    AgbCode,
    BevindingInvoer,
    BevindingModel,
    ClassificatieInvoer,
    EindeInvoer,
    MaatregelInvoer,
    MaatregelModel,
    SluitInvoer,
    TijdlijnModel,
    TredeInvoer,
    ZaakInvoer,
    ZaakModel,
)
from toezicht.entrypoints.api.toegang import (
    MAATREGELEN,
    RECHTMATIGHEID,
    Limiet,
    Na,
    eenheid,
    handeling,
    lees_plaats,
    pagina,
)
from toezicht.entrypoints.eenheid import ToezichtUow

router = APIRouter(tags=["zaken"])
ZaakId = Annotated[uuid.UUID, Path(alias="zaakId", description="Kenmerk van de zaak.")]
MaatregelId = Annotated[uuid.UUID, Path(alias="maatregelId", description="Kenmerk van de maatregel.")]
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

    async def werk(uow: ToezichtUow) -> ZaakModel:
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

    async def werk(uow: ToezichtUow) -> ZaakModel:
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

    async def werk(uow: ToezichtUow) -> ZaakModel:
        return ZaakModel.model_validate(await classificeer_zaak(uow, wie_nu, zaak_id, voorstel))

    return await schrijf.doe(wie, werk)


@router.get("/zaken/{zaakId}/bevindingen", summary="Bevindingen bekijken", operation_id="lijstBevindingen")
async def lijst_bevindingen(request: Request, _: Rechtmatigheid, zaak_id: ZaakId) -> Pagina[BevindingModel]:
    """Bevindingen van een zaak, de oudste eerst."""
    async with eenheid(request) as uow:
        await haal_zaak(uow, zaak_id, lock=False)
        gevonden = await uow.zaken.bevindingen(zaak_id)
    return Pagina(resultaten=[BevindingModel.model_validate(one) for one in gevonden])


@router.post(
    "/zaken/{zaakId}/bevindingen",
    status_code=201,
    response_model=BevindingModel,
    summary="Een bevinding vastleggen",
    operation_id="legBevindingVast",
)
async def bevinding(
    request: Request, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: BevindingInvoer, zaak_id: ZaakId
) -> Response:
    """Wat is gevonden en waar het bewijs ligt. Noem geen namen of nummers van cliënten."""
    wie_nu = handeling(request, wie)
    nieuw = Bevinding(
        id=wie_nu.nieuw_id,
        zaak_id=zaak_id,
        omschrijving=invoer.omschrijving,
        bewijs=tuple(invoer.bewijs),
        opzet=invoer.opzet,
        bedrag_cent=invoer.bedrag_cent,
        door=wie_nu.door,
        op=wie_nu.op,
    )

    async def werk(uow: ToezichtUow) -> BevindingModel:
        return BevindingModel.model_validate(await leg_bevinding_vast(uow, nieuw))

    return await schrijf.doe(wie, werk)


@router.post(
    "/zaken/{zaakId}/maatregelen",
    status_code=201,
    response_model=MaatregelModel,
    summary="Een maatregel opleggen",
    operation_id="legMaatregelOp",
)
async def maatregel(
    request: Request, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: MaatregelInvoer, zaak_id: ZaakId
) -> Response:
    """Een cliëntenstop, korting of opschorting, op grond van een bevinding. Contracting en declaraties volgen haar."""
    wie_nu = handeling(request, wie)
    opdracht = MaatregelOpleggen(
        soort=invoer.soort, van=invoer.van, tot=invoer.tot, gemeenten=invoer.gemeenten, grond=invoer.grond
    )

    async def werk(uow: ToezichtUow) -> MaatregelModel:
        return MaatregelModel.model_validate(await leg_maatregel_op(uow, wie_nu, zaak_id, opdracht))

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

    async def werk(uow: ToezichtUow) -> ZaakModel:
        zaak = await sluit_zaak(uow, wie_nu, zaak_id, uitkomst=invoer.uitkomst, toelichting=invoer.toelichting)
        return ZaakModel.model_validate(zaak)

    return await schrijf.doe(wie, werk, status=200)


@router.get("/maatregelen", summary="Maatregelen bekijken", operation_id="lijstMaatregelen")
async def lijst_maatregelen(
    request: Request,
    _: Annotated[Wie, Depends(MAATREGELEN)],
    agb_code: Annotated[AgbCode | None, Query(alias="agbCode", description="Alleen tegen deze aanbieder.")] = None,
) -> Pagina[MaatregelModel]:
    """Maatregelen, de oudste eerst."""
    async with eenheid(request) as uow:
        gevonden = await uow.maatregelen.lijst(agb_code=agb_code)
    return Pagina(resultaten=[MaatregelModel.model_validate(one) for one in gevonden])


@router.post(
    "/maatregelen/{maatregelId}/_beeindigen",
    status_code=200,
    response_model=MaatregelModel,
    summary="Een maatregel beëindigen",
    operation_id="beeindigMaatregel",
)
async def beeindigen(
    request: Request, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: EindeInvoer, maatregel_id: MaatregelId
) -> Response:
    """Beëindigt een maatregel op een dag, met de reden."""
    wie_nu = handeling(request, wie)

    async def werk(uow: ToezichtUow) -> MaatregelModel:
        einde = await beeindig_maatregel(uow, wie_nu, maatregel_id, einddatum=invoer.einddatum, reden=invoer.reden)
        return MaatregelModel.model_validate(einde)

    return await schrijf.doe(wie, werk, status=200)
