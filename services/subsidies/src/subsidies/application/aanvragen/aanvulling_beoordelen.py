import uuid

from risb_kern.act import Handeling

from subsidies.application.aanvragen.termijnen_plannen import termijnen_plannen
from subsidies.application.belang import belang_van, met_organisatie
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import Aanvraag, beoordeel_aanvulling, gevonden
from subsidies.domain.aanvragen.events import AanvraagAangevuld
from subsidies.domain.aanvragen.vierogen import AANVULLING_BEOORDELEN
from subsidies.domain.regelingen.regeling import Regeling


async def aanvulling_beoordelen(
    uow: Uow, handeling: Handeling, aanvraag_id: uuid.UUID, *, toereikend: bool, motivering: str
) -> Aanvraag:
    """Say whether the answer of the applicant suffices (Awb 4:5); a sufficient one counts from its receipt."""
    aanvraag = gevonden(await uow.aanvragen.get(aanvraag_id))
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    gewijzigd = beoordeel_aanvulling(aanvraag, toereikend=toereikend, motivering=motivering)
    keten, van = await uow.timeline.list(aanvraag.zaak), await belang_van(handeling, aanvraag, uow)
    AANVULLING_BEOORDELEN.toets(await met_organisatie(uow, handeling), keten, van=van)
    await uow.aanvragen.save(gewijzigd, regeling)
    gebeurtenis = _gebeurtenis(gewijzigd, regeling)
    gegevens = {"nummer": gebeurtenis.nummer, "toereikend": gebeurtenis.toereikend}
    await uow.timeline.add(aanvraag.zaak, "aanvulling_beoordelen", handeling, gegevens)
    uow.emit(gebeurtenis, aanvraag.correlatie_id)
    await termijnen_plannen(uow, gewijzigd, regeling)
    return gewijzigd


def _gebeurtenis(aanvraag: Aanvraag, regeling: Regeling) -> AanvraagAangevuld:
    antwoord = aanvraag.aanvullingen[-1]
    return AanvraagAangevuld(
        aanvraag_id=str(aanvraag.id),
        regeling_code=aanvraag.regeling_code,
        regeling_versie=aanvraag.regeling_versie,
        gemeente=aanvraag.opgave.gemeente,
        nummer=antwoord.nummer,
        toereikend=antwoord.toereikend is True,
        beantwoord_op=antwoord.beantwoord_op or aanvraag.ontvangen,
        beslisdatum=aanvraag.beslisdatum(regeling),
    )
