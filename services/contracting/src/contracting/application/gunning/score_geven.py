import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.inschrijving import InschrijvingStatus
from contracting.domain.gunning.gunning import Gunning, Score
from contracting.domain.gunning.vierogen import SCORE_GEVEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoreopgave:
    """What an assessor finds of one criterion, in hundredths of a point, and why."""

    criterium: str
    punten: int
    motivering: str

    def score(self, agb_code: str, beoordelaar: str) -> Score:
        """The score of this assessor for a bid."""
        return Score(
            agb_code=agb_code,
            criterium=self.criterium,
            beoordelaar=beoordelaar,
            punten=self.punten,
            motivering=self.motivering,
        )


async def score_geven(uow: Uow, handeling: Handeling, inschrijving_id: uuid.UUID, opgave: Scoreopgave) -> Gunning:
    """Score a valid bid, each assessor for himself; who has an interest in a bidder does not."""
    inschrijving = await uow.inschrijvingen.get(inschrijving_id)
    aanbesteding = await uow.aanbestedingen.find(inschrijving.aanbesteding_id) if inschrijving else None
    if inschrijving is None or aanbesteding is None:
        raise not_found("De inschrijving")
    if inschrijving.status is not InschrijvingStatus.GELDIG:
        raise conflict("niet-geldig", "Alleen een geldige inschrijving krijgt punten. Toets haar eerst.")
    inschrijvingen = await uow.inschrijvingen.list(aanbesteding.id, inschrijving.perceel_code)
    bieders = await belang_van(uow, *(one.agb_code for one in inschrijvingen))
    SCORE_GEVEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(inschrijving.zaak), van=bieders)
    gunning = await uow.gunningen.start(aanbesteding.id, inschrijving.perceel_code)
    score = opgave.score(inschrijving.agb_code, handeling.door)
    gescoord = gunning.met_score(score, aanbesteding.vraag_van(inschrijving.perceel_code))
    await uow.gunningen.save(gescoord)
    gegevens: dict[str, JSON] = {
        "inschrijving_id": str(inschrijving_id),
        "criterium": score.criterium,
        "punten": score.punten,
    }
    await uow.timeline.add(gescoord.zaak, "score_geven", handeling, gegevens)
    return gescoord
