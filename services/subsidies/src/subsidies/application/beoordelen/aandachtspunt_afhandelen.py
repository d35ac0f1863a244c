import uuid
from dataclasses import dataclass

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from subsidies.application.belang import belang_van, met_organisatie
from subsidies.application.beoordelen.screening_afronden import screening_afronden
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import gevonden
from subsidies.domain.beoordelen.aandachtspunt import Aandachtbron, Aandachtspunt, Puntuitkomst, handel_af
from subsidies.domain.beoordelen.screening import uitkomst_is_evenredig
from subsidies.domain.beoordelen.vierogen import AFHANDELEN


@dataclass(frozen=True, slots=True, kw_only=True)
class AandachtspuntAfhandelen:
    """What a person concluded about one point, and why."""

    aanvraag_id: uuid.UUID
    punt_id: uuid.UUID
    uitkomst: Puntuitkomst
    reden: str


async def aandachtspunt_afhandelen(uow: Uow, handeling: Handeling, opdracht: AandachtspuntAfhandelen) -> Aandachtspunt:
    """Record the outcome with reason and name; the last signal of a screening finishes it."""
    aanvraag = gevonden(await uow.aanvragen.get(opdracht.aanvraag_id))
    punten = list(await uow.aandachtspunten.list(aanvraag.id))
    punt = next((one for one in punten if one.id == opdracht.punt_id), None)
    if punt is None:
        raise not_found("Het aandachtspunt")
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    signalen = [one.signaal for one in punten]
    uitkomst_is_evenredig(regeling, aanvraag.opgave.gevraagd_cent, signalen, opdracht.uitkomst, aanvraag.ontvangen)
    klaar = handel_af(punt, opdracht.uitkomst, opdracht.reden, handeling)
    keten, van = await uow.timeline.list(aanvraag.zaak), await belang_van(handeling, aanvraag, uow)
    AFHANDELEN.toets(await met_organisatie(uow, handeling), keten, van=van)
    await uow.aandachtspunten.save(klaar)
    punten[punten.index(punt)] = klaar
    gegevens = {"punt": str(punt.id), "regel": punt.signaal.kenmerk, "uitkomst": opdracht.uitkomst.value}
    await uow.timeline.add(aanvraag.zaak, "aandachtspunt_afhandelen", handeling, gegevens)
    wacht = any(one.uitkomst is Puntuitkomst.LBB for one in punten)
    aanvraag = aanvraag.met_bibob(wacht=wacht, vandaag=handeling.vandaag)
    await uow.aanvragen.save(aanvraag, regeling)
    if klaar.signaal.bron is Aandachtbron.SCREENING:
        await screening_afronden(uow, handeling, aanvraag, regeling, punten)
    return klaar
