import uuid
from typing import Annotated

from fastapi import Depends, Response
from risb_api.api import Pagina
from risb_api.lists import Lijst, Orde
from risb_api.routes import Router
from risb_kern.act import arriving
from risb_kern.errors import not_found
from risb_kern.lists import Blad

from contracting.application.aanbesteding import handelingen
from contracting.application.uow import Uow
from contracting.entrypoints.api.aanbesteding.aanbestedingen import AanbestedingPad
from contracting.entrypoints.api.aanbesteding.inschrijvingen_models import InschrijvingIn, InschrijvingUit
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.toegang import Aanmelder, BureauOfAanbieder, aanbiederbereik
from contracting.entrypoints.inzage import log_inzage

router = Router("inschrijvingen")
LIJST = Lijst(InschrijvingUit, {"id": Orde(id=uuid.UUID)})


@router.post(
    "/aanbestedingen/{id}/inschrijvingen", status_code=201, response_model=InschrijvingUit, summary="Inschrijven"
)
async def inschrijving_indienen(
    aanbesteding_id: AanbestedingPad, inschrijving: InschrijvingIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Aanmelder
) -> Response:
    """Verzegelt een inschrijving; het moment waarop zij compleet is telt, en een latere vervangt een eerdere."""
    if inschrijving.agb_code not in wie.agb:
        raise not_found("De aanbieder")

    async def work(uow: Uow) -> InschrijvingUit:
        handeling = edge.handeling(wie)
        ingediend = await handelingen.inschrijving_indienen(
            uow,
            handeling,
            aanbesteding_id,
            agb_code=inschrijving.agb_code,
            perceel_code=inschrijving.perceel_code,
            inhoud=inschrijving.inhoud(handeling.vandaag),
            zegel=edge.zegel,
        )
        return InschrijvingUit.van(ingediend, edge.zegel)

    with arriving(edge.clock.nu()):  # the body was read by now: its last byte counts
        return await schrijf.doe(wie, work)


@router.get("/aanbestedingen/{id}/inschrijvingen", summary="Inschrijvingen opvragen")
async def inschrijvingen_opvragen(
    aanbesteding_id: AanbestedingPad, edge: EdgeDep, wie: BureauOfAanbieder, blad: Annotated[Blad, Depends(LIJST)]
) -> Pagina[InschrijvingUit]:
    """Inschrijvingen; een aanbieder ziet alleen de eigen, en niemand de inhoud voor de opening."""
    async with edge.uow() as uow:
        bereik = await aanbiederbereik(uow, wie)
        gevonden = await uow.inschrijvingvragen.list(bereik, blad, aanbesteding_id=aanbesteding_id)
        await log_inzage(uow, wie, "inschrijvingen-opvragen", {one.agb_code for one in gevonden})
    return LIJST.pagina(gevonden, blad, lambda one: InschrijvingUit.van(one, edge.zegel))
