import uuid
from typing import Annotated

from fastapi import Depends, Query, Response
from risb_api.api import Pagina
from risb_api.fields import GemeenteVraag
from risb_api.lists import Lijst, Orde, day, moment
from risb_api.routes import Router
from risb_kern.lists import Blad

from subsidies.application.aanvragen import handelingen
from subsidies.application.aanvragen.queries import Aanvraagfilter
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import AanvraagStatus
from subsidies.entrypoints.api.aanvragen.aanvraag_uit import aanvraag_uit
from subsidies.entrypoints.api.aanvragen.aanvragen_models import AanvraagIn, AanvraagregelUit, AanvraagUit
from subsidies.entrypoints.api.aanvragen.metrics import AANVRAGEN
from subsidies.entrypoints.api.edge import EdgeDep, SchrijfEenmaligDep
from subsidies.entrypoints.api.fields import RegelingVraag
from subsidies.entrypoints.api.toegang import Aanvrager, AanvragerOfAdviseur, eigen_sub

router = Router("aanvragen", prefix="/aanvragen")
LIJST = Lijst(
    AanvraagregelUit,
    {
        "ontvangenOp": Orde(ontvangen_op=moment, id=uuid.UUID),
        "beslisdatum": Orde(beslisdatum=day, id=uuid.UUID),
    },
)


@router.post("", status_code=201, response_model=AanvraagUit, summary="Subsidie aanvragen")
async def aanvraag_indienen(edge: EdgeDep, body: AanvraagIn, schrijf: SchrijfEenmaligDep, wie: Aanvrager) -> Response:
    """Neemt uw aanvraag aan en noemt meteen de dag waarop u uiterlijk antwoord krijgt."""
    handeling = edge.handeling(wie)
    opdracht = handelingen.AanvraagIndienen(
        regeling_code=body.regeling_code,
        gelezen_versie=body.regeling_versie,
        opgave=body.to_domain(),
        iban=body.iban,
        bsn=body.bsn,
    )

    async def work(uow: Uow) -> AanvraagUit:
        aanvraag = await handelingen.aanvraag_indienen(uow, handeling, opdracht, privacy=edge.privacy)
        schrijf.after_commit(AANVRAGEN.labels(aanvraag.regeling_code, "ingediend").inc)
        return await aanvraag_uit(edge, uow, aanvraag, wie)

    return await schrijf.doe(wie, work)


@router.get("", summary="Aanvragen")
async def aanvragen_opvragen(
    edge: EdgeDep,
    wie: AanvragerOfAdviseur,
    blad: Annotated[Blad, Depends(LIJST)],
    *,
    regeling_code: RegelingVraag = None,
    gemeente: GemeenteVraag = None,
    status: Annotated[AanvraagStatus | None, Query(description="Status van de aanvraag.")] = None,
) -> Pagina[AanvraagregelUit]:
    """Een aanvrager ziet eigen aanvragen, een subsidieadviseur alle; in volgorde van ontvangst."""
    welke = Aanvraagfilter(
        aanvrager_sub=eigen_sub(wie),
        regeling_code=regeling_code,
        gemeente=gemeente,
        status=status,
    )
    async with edge.uow() as uow:
        found = await uow.aanvraagvragen.list(welke, blad)
    return LIJST.pagina(found, blad, AanvraagregelUit.model_validate)
