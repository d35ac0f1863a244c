from fastapi import Response
from risb_api.api import Pagina
from risb_api.routes import Router

from toezicht.application.uow import Uow
from toezicht.application.zaken import handelingen
from toezicht.entrypoints.api.edge import EdgeDep, SchrijfDep
from toezicht.entrypoints.api.toegang import Rechtmatigheid, zichtbare_zaak
from toezicht.entrypoints.api.zaken.bevindingen_models import BevindingIn, BevindingUit
from toezicht.entrypoints.api.zaken.zaken import ZaakId
from toezicht.entrypoints.inzage import log_inzage

router = Router("zaken")


@router.get("/zaken/{zaakId}/bevindingen", summary="Bevindingen opvragen")
async def bevindingen_opvragen(edge: EdgeDep, wie: Rechtmatigheid, zaak_id: ZaakId) -> Pagina[BevindingUit]:
    """Bevindingen van een zaak, de oudste eerst."""
    async with edge.uow() as uow:
        zaak = await zichtbare_zaak(uow, wie, zaak_id)
        gevonden = await uow.bevindingen.list(zaak.id)
        await log_inzage(uow, edge.privacy, wie, "bevindingen-opvragen", [zaak.agb_code])
    return Pagina(resultaten=[BevindingUit.model_validate(one) for one in gevonden])


@router.post(
    "/zaken/{zaakId}/bevindingen",
    status_code=201,
    response_model=BevindingUit,
    summary="Een bevinding vastleggen",
)
async def bevinding_toevoegen(
    edge: EdgeDep, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: BevindingIn, zaak_id: ZaakId
) -> Response:
    """Wat is gevonden en waar het bewijs ligt. Noem geen namen of nummers van cliënten."""
    opdracht = handelingen.BevindingToevoegen(
        zaak_id=zaak_id,
        omschrijving=invoer.omschrijving,
        bewijs=invoer.bewijs,
        opzet=invoer.opzet,
        bedrag_cent=invoer.bedrag_cent,
    )

    async def act(uow: Uow) -> BevindingUit:
        await zichtbare_zaak(uow, wie, zaak_id)
        return BevindingUit.model_validate(await handelingen.bevinding_toevoegen(uow, edge.handeling(wie), opdracht))

    return await schrijf.doe(wie, act)
