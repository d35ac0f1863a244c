import uuid
from typing import Annotated

from fastapi import Depends, Path, Query, Response
from risb_api.api import Pagina
from risb_api.lists import Lijst, Orde, moment
from risb_api.resources.cases import HandelingUit, handeling_uit
from risb_api.routes import Router
from risb_kern.lists import Blad

from toezicht.application.uow import Uow
from toezicht.application.zaken import handelingen
from toezicht.domain.zaken.ladder import Stukverwijzing, Trede
from toezicht.domain.zaken.zaak import Classificatie, ZaakStatus
from toezicht.entrypoints.api.edge import EdgeDep, SchrijfDep
from toezicht.entrypoints.api.toegang import Rechtmatigheid, bereik_van, zichtbaar_signaal, zichtbare_zaak
from toezicht.entrypoints.api.zaken.zaken_models import (
    AangifteIn,
    ClassificatieIn,
    SluitIn,
    TredeIn,
    ZaakdossierUit,
    ZaakIn,
    ZaakUit,
)
from toezicht.entrypoints.inzage import log_inzage

router = Router("zaken")
ZaakId = Annotated[uuid.UUID, Path(alias="zaakId", description="Kenmerk van de zaak.")]
LIJST = Lijst(ZaakUit, {"geopendOp": Orde(geopend_op=moment, id=uuid.UUID)}, aflopend=True)


@router.get("/zaken", summary="Zaken opvragen")
async def zaken_opvragen(
    edge: EdgeDep,
    wie: Rechtmatigheid,
    blad: Annotated[Blad, Depends(LIJST)],
    status: Annotated[ZaakStatus | None, Query(description="Alleen met deze status.")] = None,
) -> Pagina[ZaakUit]:
    """Rechtmatigheidszaken, de nieuwste eerst."""
    async with edge.uow() as uow:
        gevonden = await uow.zaakvragen.list(status, blad, await bereik_van(uow, wie))
        await log_inzage(uow, edge.privacy, wie, "zaken-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, ZaakUit.model_validate)


@router.post("/zaken", status_code=201, response_model=ZaakUit, summary="Een zaak openen")
async def zaak_openen(edge: EdgeDep, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: ZaakIn) -> Response:
    """Maakt van een signaal een rechtmatigheidszaak, op trede 0 van de ladder."""

    async def act(uow: Uow) -> ZaakUit:
        await zichtbaar_signaal(uow, wie, invoer.signaal_id)
        zaak = await handelingen.zaak_openen(uow, edge.handeling(wie), signaal_id=invoer.signaal_id, grond=invoer.grond)
        return ZaakUit.model_validate(zaak)

    return await schrijf.doe(wie, act)


@router.get("/zaken/{zaakId}", summary="Een zaak opvragen")
async def zaak_opvragen(edge: EdgeDep, wie: Rechtmatigheid, zaak_id: ZaakId) -> ZaakdossierUit:
    """De status, de trede en de klasse van een zaak, en waarom."""
    async with edge.uow() as uow:
        zaak = await zichtbare_zaak(uow, wie, zaak_id)
        await log_inzage(uow, edge.privacy, wie, "zaak-opvragen", [zaak.agb_code])
    return ZaakdossierUit.model_validate(zaak)


@router.get("/zaken/{zaakId}/tijdlijn", summary="De tijdlijn van een zaak opvragen")
async def tijdlijn_opvragen(edge: EdgeDep, wie: Rechtmatigheid, zaak_id: ZaakId) -> Pagina[HandelingUit]:
    """Wie deed wat en wanneer, de oudste handeling eerst; waarom staat bij de zaak, onder `motiveringId`."""
    async with edge.uow() as uow:
        zaak = await zichtbare_zaak(uow, wie, zaak_id)
        gevonden = await uow.timeline.list(zaak.zaak)
        await log_inzage(uow, edge.privacy, wie, "tijdlijn-opvragen", [zaak.agb_code])
    return Pagina(resultaten=[handeling_uit(one) for one in gevonden])


@router.post(
    "/zaken/{zaakId}/treden",
    status_code=201,
    response_model=ZaakUit,
    summary="De volgende trede van de ladder nemen",
)
async def trede_nemen(
    edge: EdgeDep, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: TredeIn, zaak_id: ZaakId
) -> Response:
    """Legt de grond vast en gaat een trede hoger. Ontbreekt een stuk dat de trede vraagt, dan kan dat niet."""
    stukken = [
        Stukverwijzing(soort=one.soort, verwijzing=one.verwijzing, methoden=tuple(one.methoden))
        for one in invoer.stukken
    ]
    opdracht = handelingen.TredeNemen(zaak_id=zaak_id, trede=Trede(invoer.trede), grond=invoer.grond, stukken=stukken)

    async def act(uow: Uow) -> ZaakUit:
        await zichtbare_zaak(uow, wie, zaak_id)
        return ZaakUit.model_validate(await handelingen.trede_nemen(uow, edge.handeling(wie), opdracht))

    return await schrijf.doe(wie, act)


@router.post(
    "/zaken/{zaakId}/classificaties",
    status_code=201,
    response_model=ZaakUit,
    summary="Een zaak een klasse geven",
)
async def zaak_classificeren(
    edge: EdgeDep, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: ClassificatieIn, zaak_id: ZaakId
) -> Response:
    """Fout, oneigenlijk gebruik of fraude. Fraude vraagt bewijs van opzet.

    Wie de klasse fraude geeft of verlaat, doet een voorstel; een tweede persoon bevestigt het.
    """
    voorstel = Classificatie(klasse=invoer.klasse, reden=invoer.reden, bewijs=invoer.bewijs)

    async def act(uow: Uow) -> ZaakUit:
        await zichtbare_zaak(uow, wie, zaak_id)
        zaak = await handelingen.zaak_classificeren(uow, edge.handeling(wie), voorstel, zaak_id=zaak_id)
        return ZaakUit.model_validate(zaak)

    return await schrijf.doe(wie, act)


@router.post(
    "/zaken/{zaakId}/aangiftebesluiten",
    status_code=201,
    response_model=ZaakUit,
    summary="Over aangifte besluiten",
)
async def aangifte_besluiten(
    edge: EdgeDep, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: AangifteIn, zaak_id: ZaakId
) -> Response:
    """Wel of geen aangifte, met de reden; door een ander dan wie de zaak opende of onderzocht."""

    async def act(uow: Uow) -> ZaakUit:
        await zichtbare_zaak(uow, wie, zaak_id)
        zaak = await handelingen.aangifte_besluiten(
            uow, edge.handeling(wie), zaak_id=zaak_id, aangifte=invoer.aangifte, reden=invoer.reden
        )
        return ZaakUit.model_validate(zaak)

    return await schrijf.doe(wie, act)


@router.post("/zaken/{zaakId}/_sluiten", status_code=200, response_model=ZaakUit, summary="Een zaak sluiten")
async def zaak_sluiten(
    edge: EdgeDep, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: SluitIn, zaak_id: ZaakId
) -> Response:
    """Sluit een zaak met een uitkomst en een toelichting; door een ander dan wie haar opende of onderzocht."""

    async def act(uow: Uow) -> ZaakUit:
        await zichtbare_zaak(uow, wie, zaak_id)
        handeling, uitkomst = edge.handeling(wie), invoer.uitkomst
        zaak = await handelingen.zaak_sluiten(uow, handeling, uitkomst, zaak_id=zaak_id, toelichting=invoer.toelichting)
        return ZaakUit.model_validate(zaak)

    return await schrijf.doe(wie, act, status=200)
