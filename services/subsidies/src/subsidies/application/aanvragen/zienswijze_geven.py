import uuid

from risb_kern.act import Handeling

from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, geef_zienswijze, gevonden
from subsidies.domain.aanvragen.events import AanvraagZienswijzeGegeven


async def zienswijze_geven(uow: Uow, handeling: Handeling, aanvraag_id: uuid.UUID, reactie: str | None) -> Aanvraag:
    """Take in the reaction of the applicant, or that there will be none."""
    aanvraag = gevonden(await uow.aanvragen.get(aanvraag_id), van=handeling.door)
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    gewijzigd = geef_zienswijze(aanvraag, reactie, handeling.vandaag)
    await uow.aanvragen.save(gewijzigd, regeling)
    gebeurtenis = AanvraagZienswijzeGegeven(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        gemeente=aanvraag.opgave.gemeente,
        gereageerd=reactie is not None,
        beantwoord_op=handeling.vandaag,
    )
    gegevens = {"gereageerd": gebeurtenis.gereageerd}
    await uow.timeline.add(aanvraag.zaak, "zienswijze_geven", handeling, gegevens)
    uow.emit(gebeurtenis, aanvraag.correlatie_id)
    return gewijzigd
