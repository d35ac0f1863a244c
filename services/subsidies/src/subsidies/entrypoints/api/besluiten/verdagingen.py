from fastapi import Response
from fastapi.responses import StreamingResponse
from risb_api.routes import Router

from subsidies.application.besluiten import handelingen
from subsidies.application.besluiten.beschikking import VERDAGINGSBERICHT
from subsidies.application.uow import Uow
from subsidies.entrypoints.api.aanvragen.aanvraag_uit import aanvraag_uit
from subsidies.entrypoints.api.aanvragen.aanvragen_models import AanvraagUit
from subsidies.entrypoints.api.besluiten.beschikkingen import PDF, brief
from subsidies.entrypoints.api.besluiten.verdagingen_models import VerdagingIn
from subsidies.entrypoints.api.edge import EdgeDep, SchrijfDep
from subsidies.entrypoints.api.fields import AanvraagId
from subsidies.entrypoints.api.toegang import AanvragerOfAdviseur, Adviseur

router = Router("behandeling", prefix="/aanvragen/{aanvraagId}")


@router.post("/_verdagen", status_code=200, response_model=AanvraagUit, summary="Beslistermijn verdagen")
async def aanvraag_verdagen(
    edge: EdgeDep, aanvraag_id: AanvraagId, body: VerdagingIn, schrijf: SchrijfDep, wie: Adviseur
) -> Response:
    """Bericht de aanvrager een keer, voor het einde van de termijn, wanneer het besluit komt (artikel 4:14 Awb)."""
    handeling = edge.handeling(wie)
    opdracht = handelingen.AanvraagVerdagen(aanvraag_id=aanvraag_id, tot=body.tot, reden=body.reden)

    async def work(uow: Uow) -> AanvraagUit:
        aanvraag = await handelingen.aanvraag_verdagen(
            uow, handeling, opdracht, zetter=edge.zetter, privacy=edge.privacy
        )
        return await aanvraag_uit(edge, uow, aanvraag, wie)

    return await schrijf.doe(wie, work, status=200)


@router.get("/verdagingsbericht", response_class=StreamingResponse, responses=PDF, summary="Bericht van verdaging")
async def verdagingsbericht_opvragen(
    edge: EdgeDep, aanvraag_id: AanvraagId, wie: AanvragerOfAdviseur
) -> StreamingResponse:
    """De brief dat het besluit later komt, als toegankelijke PDF. Er is er een zodra de aanvraag is verdaagd."""
    return await brief(edge, aanvraag_id, wie, VERDAGINGSBERICHT)
