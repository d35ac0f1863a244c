import secrets

from fastapi import Response
from risb_api.routes import Router

from subsidies.application.besluiten import handelingen
from subsidies.application.uow import Uow
from subsidies.entrypoints.api.besluiten.lotingen_models import LotingenUit, LotingUit
from subsidies.entrypoints.api.edge import EdgeDep, SchrijfDep
from subsidies.entrypoints.api.fields import AanvraagId
from subsidies.entrypoints.api.toegang import Adviseur

router = Router("behandeling", prefix="/aanvragen/{aanvraagId}/lotingen")
_ZAAD_BYTES = 32


@router.post("", status_code=201, response_model=LotingUit, summary="Loting klaarzetten")
async def loting_klaarzetten(edge: EdgeDep, aanvraag_id: AanvraagId, schrijf: SchrijfDep, wie: Adviseur) -> Response:
    """Legt de lijst vast van aanvragen die tegelijk compleet waren en niet allemaal in het plafond passen."""
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> LotingUit:
        return LotingUit.model_validate(await handelingen.loting_klaarzetten(uow, handeling, aanvraag_id))

    return await schrijf.doe(wie, work)


@router.post("/_trekken", status_code=200, response_model=LotingUit, summary="Loting trekken")
async def loting_trekken(edge: EdgeDep, aanvraag_id: AanvraagId, schrijf: SchrijfDep, wie: Adviseur) -> Response:
    """Trekt de volgorde, als getuige: een ander dan wie de loting klaarzette. Daarna ligt de volgorde vast."""
    handeling, zaad = edge.handeling(wie), secrets.token_hex(_ZAAD_BYTES)

    async def work(uow: Uow) -> LotingUit:
        return LotingUit.model_validate(await handelingen.loting_trekken(uow, handeling, aanvraag_id, zaad=zaad))

    return await schrijf.doe(wie, work, status=200)


@router.get("", summary="Lotingen")
async def lotingen_opvragen(edge: EdgeDep, aanvraag_id: AanvraagId, _: Adviseur) -> LotingenUit:
    """De lotingen op de plaats van deze aanvraag, met lijst, zaad en getuige."""
    async with edge.uow() as uow:
        found = await handelingen.lotingen_lezen(uow, aanvraag_id)
    return LotingenUit(resultaten=[LotingUit.model_validate(one) for one in found])
