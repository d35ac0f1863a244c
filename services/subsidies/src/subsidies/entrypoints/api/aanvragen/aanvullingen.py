from fastapi import Response
from risb_api.routes import Router

from subsidies.application.aanvragen import handelingen
from subsidies.application.uow import Uow
from subsidies.entrypoints.api.aanvragen.aanvraag_uit import aanvraag_uit
from subsidies.entrypoints.api.aanvragen.aanvragen_models import AanvraagUit
from subsidies.entrypoints.api.aanvragen.aanvullingen_models import AanvullingIn, AntwoordIn, OordeelIn
from subsidies.entrypoints.api.edge import EdgeDep, SchrijfDep
from subsidies.entrypoints.api.fields import AanvraagId
from subsidies.entrypoints.api.toegang import Aanvrager, Adviseur

router = Router("aanvragen", prefix="/aanvragen/{aanvraagId}/aanvullingen")


@router.post("", status_code=201, response_model=AanvraagUit, summary="Om aanvulling vragen")
async def aanvulling_vragen(
    edge: EdgeDep, aanvraag_id: AanvraagId, body: AanvullingIn, schrijf: SchrijfDep, wie: Adviseur
) -> Response:
    """Vraagt de aanvrager om wat ontbreekt (artikel 4:5 Awb); de beslistermijn staat zo lang stil (4:15)."""
    handeling = edge.handeling(wie)
    opdracht = handelingen.AanvullingVragen(
        aanvraag_id=aanvraag_id, gevraagd=tuple(body.gevraagd), uiterlijk=body.uiterlijk
    )

    async def work(uow: Uow) -> AanvraagUit:
        return await aanvraag_uit(edge, uow, await handelingen.aanvulling_vragen(uow, handeling, opdracht), wie)

    return await schrijf.doe(wie, work)


@router.post("/_beantwoorden", status_code=200, response_model=AanvraagUit, summary="Aanvraag aanvullen")
async def aanvulling_beantwoorden(
    edge: EdgeDep, aanvraag_id: AanvraagId, body: AntwoordIn, schrijf: SchrijfDep, wie: Aanvrager
) -> Response:
    """Stuurt wat ontbrak. Vanaf morgen loopt de beslistermijn weer; wij laten weten of het genoeg is."""
    handeling = edge.handeling(wie)
    opdracht = handelingen.AanvullingBeantwoorden(
        aanvraag_id=aanvraag_id, toelichting=body.toelichting, kvk_nummer=body.kvk_nummer, iban=body.iban
    )

    async def work(uow: Uow) -> AanvraagUit:
        aanvraag = await handelingen.aanvulling_beantwoorden(uow, handeling, opdracht, privacy=edge.privacy)
        return await aanvraag_uit(edge, uow, aanvraag, wie)

    return await schrijf.doe(wie, work, status=200)


@router.post("/_beoordelen", status_code=200, response_model=AanvraagUit, summary="Aanvulling beoordelen")
async def aanvulling_beoordelen(
    edge: EdgeDep, aanvraag_id: AanvraagId, body: OordeelIn, schrijf: SchrijfDep, wie: Adviseur
) -> Response:
    """Zegt of het antwoord genoeg is; dan is de aanvraag compleet vanaf de ontvangst ervan. Zo niet, vraag opnieuw."""
    handeling = edge.handeling(wie)

    async def work(uow: Uow) -> AanvraagUit:
        aanvraag = await handelingen.aanvulling_beoordelen(
            uow, handeling, aanvraag_id, toereikend=body.toereikend, motivering=body.motivering
        )
        return await aanvraag_uit(edge, uow, aanvraag, wie)

    return await schrijf.doe(wie, work, status=200)
