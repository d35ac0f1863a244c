import uuid
from typing import Annotated

from fastapi import Path, Response
from risb_api.routes import Router
from risb_kern.errors import not_found

from contracting.application.gunning import handelingen
from contracting.application.uow import Uow
from contracting.domain.gunning.gunning import Gunning
from contracting.entrypoints.api.aanbesteding.inschrijvingen_models import InschrijvingUit
from contracting.entrypoints.api.edge import EdgeDep, SchrijfDep
from contracting.entrypoints.api.gunning.gunningen_models import ConsensusIn, GunningUit, ScoreIn, ToetsIn
from contracting.entrypoints.api.toegang import Inkoop

router = Router("inschrijvingen")
InschrijvingPad = Annotated[uuid.UUID, Path(alias="id", description="Kenmerk van de inschrijving.")]


@router.post("/inschrijvingen/{id}/_toetsen", response_model=InschrijvingUit, summary="Inschrijving toetsen")
async def inschrijving_toetsen(
    inschrijving_id: InschrijvingPad, toets: ToetsIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Toetst een geopende inschrijving in vaste volgorde, en haar tarieven aan de reele prijs."""
    bezwaren = {one.criterium: one.toelichting for one in toets.bezwaren}

    async def work(uow: Uow) -> InschrijvingUit:
        getoetst = await handelingen.inschrijving_toetsen(
            uow, edge.handeling(wie), inschrijving_id, bezwaren=bezwaren, zegel=edge.zegel
        )
        return InschrijvingUit.van(getoetst, edge.zegel)

    return await schrijf.doe(wie, work, status=200)


@router.post("/inschrijvingen/{id}/scores", status_code=201, response_model=GunningUit, summary="Score geven")
async def score_geven(
    inschrijving_id: InschrijvingPad, score: ScoreIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Een beoordelaar geeft een geldige inschrijving punten voor een criterium, met een reden."""

    async def work(uow: Uow) -> GunningUit:
        return await beeld(
            uow, await handelingen.score_geven(uow, edge.handeling(wie), inschrijving_id, score.opgave())
        )

    return await schrijf.doe(wie, work)


@router.post(
    "/inschrijvingen/{id}/consensus", status_code=201, response_model=GunningUit, summary="Consensus vastleggen"
)
async def consensus_vastleggen(
    inschrijving_id: InschrijvingPad, consensus: ConsensusIn, edge: EdgeDep, schrijf: SchrijfDep, wie: Inkoop
) -> Response:
    """Legt vast waar ten minste twee beoordelaars het per criterium over eens zijn."""

    async def work(uow: Uow) -> GunningUit:
        opgaven = [one.opgave() for one in consensus.scores]
        return await beeld(
            uow, await handelingen.consensus_vastleggen(uow, edge.handeling(wie), inschrijving_id, opgaven)
        )

    return await schrijf.doe(wie, work)


async def beeld(uow: Uow, gunning: Gunning) -> GunningUit:
    """The answer for the bureau."""
    aanbesteding = await uow.aanbestedingen.find(gunning.aanbesteding_id)
    if aanbesteding is None:
        raise not_found("De aanbesteding")
    return GunningUit.van(gunning, aanbesteding)
