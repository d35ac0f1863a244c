from fastapi import Response
from risb_api.routes import Router

from subsidies.application.besluiten import handelingen
from subsidies.application.uow import Uow
from subsidies.entrypoints.api.aanvragen.metrics import AANVRAGEN
from subsidies.entrypoints.api.besluiten.besluiten_models import BesluitIn, BesluitUit
from subsidies.entrypoints.api.edge import EdgeDep, SchrijfDep
from subsidies.entrypoints.api.fields import AanvraagId
from subsidies.entrypoints.api.toegang import Adviseur

router = Router("behandeling", prefix="/aanvragen/{aanvraagId}/besluiten")


@router.post("", status_code=201, response_model=BesluitUit, summary="Besluiten")
async def besluit_nemen(
    edge: EdgeDep, aanvraag_id: AanvraagId, body: BesluitIn, schrijf: SchrijfDep, wie: Adviseur
) -> Response:
    """Verleent binnen het plafond, weigert met gronden, of stelt buiten behandeling. Een besluit per aanvraag."""
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> BesluitUit:
        aanvraag, besluit = await handelingen.besluit_nemen(
            uow, handeling, aanvraag_id, body.to_domain(), zetter=edge.zetter, privacy=edge.privacy
        )
        schrijf.after_commit(AANVRAGEN.labels(aanvraag.regeling_code, body.soort.value).inc)
        return BesluitUit.of(besluit)

    return await schrijf.doe(wie, work)
