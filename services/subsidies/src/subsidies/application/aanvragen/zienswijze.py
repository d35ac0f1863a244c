"""Hearing the applicant before a refusal on facts that differ from the application (Awb 4:7, 4:8)."""

import uuid

from risb_kern.clock import Clock

from subsidies.application.aanvragen.zoeken import lock_aanvraag
from subsidies.application.ports import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, geef_zienswijze, vraag_zienswijze


async def zienswijze_vragen(uow: Uow, clock: Clock, aanvraag_id: uuid.UUID, voornemen: str) -> Aanvraag:
    """Tell the applicant what we intend and ask for a reaction."""
    aanvraag = await lock_aanvraag(uow, aanvraag_id)
    gewijzigd = vraag_zienswijze(aanvraag, voornemen, clock.vandaag())
    await uow.aanvragen.save(gewijzigd, await uow.regelingen.get(aanvraag.regeling_code, aanvraag.regeling_versie))
    return gewijzigd


async def zienswijze_geven(
    uow: Uow, clock: Clock, aanvraag_id: uuid.UUID, *, aanvrager_sub: str, reactie: str | None
) -> Aanvraag:
    """Take in the reaction, or that there will be none."""
    aanvraag = await lock_aanvraag(uow, aanvraag_id, van=aanvrager_sub)
    gewijzigd = geef_zienswijze(aanvraag, reactie, clock.vandaag())
    await uow.aanvragen.save(gewijzigd, await uow.regelingen.get(aanvraag.regeling_code, aanvraag.regeling_versie))
    return gewijzigd
