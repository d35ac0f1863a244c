import uuid

from risb_kern.act import Handeling

from subsidies.application.belang import belang_van, met_organisatie
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, Zienswijze, gevonden, vraag_zienswijze
from subsidies.domain.aanvragen.events import AanvraagZienswijzeGevraagd
from subsidies.domain.aanvragen.vierogen import ZIENSWIJZE_VRAGEN


async def zienswijze_vragen(uow: Uow, handeling: Handeling, aanvraag_id: uuid.UUID, voornemen: str) -> Aanvraag:
    """Hear the applicant before a refusal on facts that differ from the application (Awb 4:7, 4:8)."""
    aanvraag = gevonden(await uow.aanvragen.get(aanvraag_id))
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    gewijzigd, zienswijze = vraag_zienswijze(aanvraag, voornemen, handeling.vandaag)
    keten, van = await uow.timeline.list(aanvraag.zaak), await belang_van(handeling, aanvraag, uow)
    ZIENSWIJZE_VRAGEN.toets(await met_organisatie(uow, handeling), keten, van=van)
    await uow.aanvragen.save(gewijzigd, regeling)
    gegevens = {"uiterlijk": str(zienswijze.uiterlijk)}
    await uow.timeline.add(aanvraag.zaak, "zienswijze_vragen", handeling, gegevens)
    uow.emit(_gebeurtenis(aanvraag, zienswijze), aanvraag.correlatie_id)
    return gewijzigd


def _gebeurtenis(aanvraag: Aanvraag, zienswijze: Zienswijze) -> AanvraagZienswijzeGevraagd:
    return AanvraagZienswijzeGevraagd(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        gemeente=aanvraag.opgave.gemeente,
        gevraagd_op=zienswijze.gevraagd_op,
        uiterlijk=zienswijze.uiterlijk,
    )
