import uuid
from typing import Annotated

from fastapi import Depends, Path, Response
from risb_api.api import Pagina
from risb_api.fields import AgbVraag
from risb_api.lists import Lijst, Orde, moment
from risb_api.routes import Router
from risb_kern.lists import Blad

from toezicht.application.maatregelen import handelingen
from toezicht.application.uow import Uow
from toezicht.entrypoints.api.edge import EdgeDep, SchrijfDep
from toezicht.entrypoints.api.maatregelen.maatregelen_models import EindeIn, MaatregelIn, MaatregelUit
from toezicht.entrypoints.api.toegang import (
    Maatregelinzage,
    Rechtmatigheid,
    bereik_van,
    binnen_eigen_gemeenten,
    zichtbare_maatregel,
    zichtbare_zaak,
)
from toezicht.entrypoints.api.zaken.zaken import ZaakId
from toezicht.entrypoints.inzage import log_inzage

router = Router("zaken")
MaatregelId = Annotated[uuid.UUID, Path(alias="maatregelId", description="Kenmerk van de maatregel.")]
LIJST = Lijst(MaatregelUit, {"opgelegdOp": Orde(opgelegd_op=moment, id=uuid.UUID)})


@router.get("/maatregelen", summary="Maatregelen opvragen")
async def maatregelen_opvragen(
    edge: EdgeDep, wie: Maatregelinzage, blad: Annotated[Blad, Depends(LIJST)], agb_code: AgbVraag = None
) -> Pagina[MaatregelUit]:
    """Maatregelen, de oudste eerst."""
    async with edge.uow() as uow:
        gevonden = await uow.maatregelvragen.list(agb_code, blad, await bereik_van(uow, wie))
        await log_inzage(uow, edge.privacy, wie, "maatregelen-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, MaatregelUit.model_validate)


@router.post(
    "/zaken/{zaakId}/maatregelen",
    status_code=201,
    response_model=MaatregelUit,
    summary="Een maatregel opleggen",
)
async def maatregel_opleggen(
    edge: EdgeDep, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: MaatregelIn, zaak_id: ZaakId
) -> Response:
    """Een cliëntenstop, korting of opschorting, op grond van bevindingen van een ander.

    Contracting en declaraties volgen haar.
    """
    opdracht = handelingen.MaatregelOpleggen(
        zaak_id=zaak_id,
        soort=invoer.soort,
        van=invoer.van,
        tot=invoer.tot,
        gemeenten=invoer.gemeenten,
        grond=invoer.grond,
        percentage=invoer.percentage,
    )

    async def act(uow: Uow) -> MaatregelUit:
        await zichtbare_zaak(uow, wie, zaak_id)
        binnen_eigen_gemeenten(wie, opdracht.gemeenten)
        return MaatregelUit.model_validate(await handelingen.maatregel_opleggen(uow, edge.handeling(wie), opdracht))

    return await schrijf.doe(wie, act)


@router.post(
    "/maatregelen/{maatregelId}/_beeindigen",
    status_code=200,
    response_model=MaatregelUit,
    summary="Een maatregel beëindigen",
)
async def maatregel_beeindigen(
    edge: EdgeDep, wie: Rechtmatigheid, schrijf: SchrijfDep, invoer: EindeIn, maatregel_id: MaatregelId
) -> Response:
    """Beëindigt een maatregel op een dag, met de reden; door een ander dan wie haar oplegde."""

    async def act(uow: Uow) -> MaatregelUit:
        await zichtbare_maatregel(uow, wie, maatregel_id)
        handeling, einddatum = edge.handeling(wie), invoer.einddatum
        maatregel = await handelingen.maatregel_beeindigen(
            uow, handeling, einddatum, maatregel_id=maatregel_id, reden=invoer.reden
        )
        return MaatregelUit.model_validate(maatregel)

    return await schrijf.doe(wie, act, status=200)
