import uuid
from typing import Any

from fastapi.responses import StreamingResponse
from risb_api.identity import Wie
from risb_api.routes import Router
from risb_api.writes import committed
from risb_zaak.document_ports import Documentsoort, Gelezen, Lezer

from subsidies.application.besluiten import handelingen
from subsidies.application.besluiten.beschikking import BESCHIKKING
from subsidies.application.uow import Uow
from subsidies.entrypoints.api.edge import EdgeDep, SubsidiesEdge
from subsidies.entrypoints.api.fields import AanvraagId
from subsidies.entrypoints.api.toegang import AanvragerOfAdviseur, eigen_sub

router = Router("aanvragen", prefix="/aanvragen/{aanvraagId}/beschikking")
_INHOUD = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
PDF: dict[int | str, dict[str, Any]] = {200: {"content": _INHOUD, "description": "De brief."}}


@router.get("", response_class=StreamingResponse, responses=PDF, summary="Beschikking")
async def beschikking_opvragen(edge: EdgeDep, aanvraag_id: AanvraagId, wie: AanvragerOfAdviseur) -> StreamingResponse:
    """De brief met het besluit en hoe u bezwaar maakt, als toegankelijke PDF. Er is er een zodra er besloten is."""
    return await brief(edge, aanvraag_id, wie, BESCHIKKING)


async def brief(edge: SubsidiesEdge, aanvraag_id: uuid.UUID, wie: Wie, soort: Documentsoort) -> StreamingResponse:
    """The kept letter of this kind, with a record of who read it."""
    handeling = edge.handeling(wie)
    lezer = Lezer(persoon=wie.sub, rollen=frozenset(one.value for one in wie.rollen))

    async def work(uow: Uow) -> Gelezen:
        return await handelingen.beschikking_lezen(uow, handeling, aanvraag_id, lezer, van=eigen_sub(wie), soort=soort)

    gelezen = await committed(edge, work)
    headers = {
        "Content-Disposition": f'attachment; filename="{gelezen.document.naam}"',
        "Content-Length": str(gelezen.document.inhoud.grootte),
    }
    return StreamingResponse(gelezen.inhoud, media_type=gelezen.document.mediatype, headers=headers)
