from fastapi import Response
from risb_api.routes import Router
from risb_api.writes import committed, etag

from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import gevonden
from subsidies.entrypoints.api.aanvragen.aanvraag_uit import aanvraag_uit
from subsidies.entrypoints.api.besluiten.besluiten_models import AanvraagdossierUit
from subsidies.entrypoints.api.edge import EdgeDep
from subsidies.entrypoints.api.fields import AanvraagId
from subsidies.entrypoints.api.toegang import AanvragerOfAdviseur, eigen_sub

router = Router("aanvragen", prefix="/aanvragen/{aanvraagId}")


@router.get("", summary="Aanvraag")
async def aanvraag_opvragen(
    edge: EdgeDep, response: Response, aanvraag_id: AanvraagId, wie: AanvragerOfAdviseur
) -> AanvraagdossierUit:
    """Een aanvraag met alles wat erbij hoort; de aanvraag van een ander bestaat voor u niet."""

    async def work(uow: Uow) -> AanvraagdossierUit:
        aanvraag = gevonden(await uow.aanvragen.find(aanvraag_id), van=eigen_sub(wie))
        return AanvraagdossierUit.met(
            await aanvraag_uit(edge, uow, aanvraag, wie), await uow.besluiten.find(aanvraag.id)
        )

    model = await committed(edge, work)
    response.headers.update(etag(model.versie))
    return model
