from fastapi import Response
from risb_api.routes import Router

from subsidies.application.aanvragen import handelingen
from subsidies.application.uow import Uow
from subsidies.entrypoints.api.aanvragen.aanvraag_uit import aanvraag_uit
from subsidies.entrypoints.api.aanvragen.aanvragen_models import AanvraagUit
from subsidies.entrypoints.api.aanvragen.zienswijzen_models import ReactieIn, VoornemenIn
from subsidies.entrypoints.api.edge import EdgeDep, SchrijfDep
from subsidies.entrypoints.api.fields import AanvraagId
from subsidies.entrypoints.api.toegang import Aanvrager, Adviseur

router = Router("aanvragen", prefix="/aanvragen/{aanvraagId}/zienswijzen")


@router.post("", status_code=201, response_model=AanvraagUit, summary="Zienswijze vragen")
async def zienswijze_vragen(
    edge: EdgeDep, aanvraag_id: AanvraagId, body: VoornemenIn, schrijf: SchrijfDep, wie: Adviseur
) -> Response:
    """Legt het voornemen om te weigeren voor aan de aanvrager (artikel 4:7 en 4:8 Awb)."""
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> AanvraagUit:
        aanvraag = await handelingen.zienswijze_vragen(uow, handeling, aanvraag_id, body.voornemen)
        return await aanvraag_uit(edge, uow, aanvraag, wie)

    return await schrijf.doe(wie, work)


@router.post("/_beantwoorden", status_code=200, response_model=AanvraagUit, summary="Reageren op een voornemen")
async def zienswijze_geven(
    edge: EdgeDep, aanvraag_id: AanvraagId, body: ReactieIn, schrijf: SchrijfDep, wie: Aanvrager
) -> Response:
    """Geeft uw reactie op ons voornemen om te weigeren, of laat weten dat u niet reageert."""
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> AanvraagUit:
        aanvraag = await handelingen.zienswijze_geven(uow, handeling, aanvraag_id, body.reactie)
        return await aanvraag_uit(edge, uow, aanvraag, wie)

    return await schrijf.doe(wie, work, status=200)
