import uuid

from risb_kern.act import Handeling

from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, gevonden, vraag_zienswijze


async def zienswijze_vragen(uow: Uow, handeling: Handeling, aanvraag_id: uuid.UUID, voornemen: str) -> Aanvraag:
    """Hear the applicant before a refusal on facts that differ from the application (Awb 4:7, 4:8)."""
    aanvraag = gevonden(await uow.aanvragen.get(aanvraag_id))
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    gewijzigd = vraag_zienswijze(aanvraag, voornemen, handeling.vandaag)
    await uow.aanvragen.save(gewijzigd, regeling)
    return gewijzigd
