import uuid
from collections.abc import Sequence

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.gunning.score_geven import Scoreopgave
from contracting.application.uow import Uow
from contracting.domain.gunning.gunning import Gunning


async def consensus_vastleggen(
    uow: Uow, handeling: Handeling, inschrijving_id: uuid.UUID, opgaven: Sequence[Scoreopgave]
) -> Gunning:
    """Keep what the assessors agree on for a bid, with the reason per criterion that the bidder will read."""
    inschrijving = await uow.inschrijvingen.get(inschrijving_id)
    aanbesteding = await uow.aanbestedingen.find(inschrijving.aanbesteding_id) if inschrijving else None
    if inschrijving is None or aanbesteding is None:
        raise not_found("De inschrijving")
    gunning = await uow.gunningen.start(aanbesteding.id, inschrijving.perceel_code)
    scores = [one.score(inschrijving.agb_code, "") for one in opgaven]
    eens = gunning.met_consensus(inschrijving.agb_code, scores, aanbesteding.vraag_van(inschrijving.perceel_code))
    await uow.gunningen.save(eens)
    gegevens: dict[str, JSON] = {"inschrijving_id": str(inschrijving_id), "punten": [one.punten for one in scores]}
    await uow.timeline.add(eens.zaak, "consensus_vastleggen", handeling, gegevens)
    return eens
