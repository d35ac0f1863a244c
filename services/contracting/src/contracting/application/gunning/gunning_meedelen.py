import uuid
from collections.abc import Mapping, Sequence

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found
from risb_zaak.ports import JSON

from contracting.application.aanbesteding.ports import Zegel
from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.inschrijving import Inschrijfinhoud, Inschrijving, InschrijvingStatus
from contracting.domain.gunning.events import GunningMedegedeeld
from contracting.domain.gunning.gunning import Gunning
from contracting.domain.gunning.plaatsen import PlaatsStatus
from contracting.domain.gunning.vierogen import MEEDELEN


async def gunning_meedelen(
    uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, perceel_code: str, *, zegel: Zegel
) -> Gunning:
    """Fix the ranking and send the notice, by somebody who did not score; the standstill starts on the day after."""
    aanbesteding = await uow.aanbestedingen.get(aanbesteding_id)
    if aanbesteding is None:
        raise not_found("De aanbesteding")
    vraag = aanbesteding.vraag_van(perceel_code)
    gunning = await uow.gunningen.start(aanbesteding_id, perceel_code)
    inschrijvingen = await uow.inschrijvingen.list(aanbesteding_id, perceel_code)
    bieders = await belang_van(uow, *(one.agb_code for one in inschrijvingen))
    MEEDELEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(gunning.zaak), van=bieders)
    geldig = geldige_inschrijvingen(inschrijvingen, zegel)
    boden = [gunning.bod_van(agb, inhoud.tarieven) for agb, inhoud in geldig.items()]
    aanbod = {agb: inhoud.gemeenten for agb, inhoud in geldig.items()}
    medegedeeld = gunning.deel_mee(vraag, boden, aanbod, handeling.vandaag)
    await uow.gunningen.save(medegedeeld)
    feit = _medegedeeld(medegedeeld, handeling)
    uow.emit(feit)
    gegevens: dict[str, JSON] = {"gegund": feit.gegund, "standstill_tot": str(feit.standstill_tot)}
    await uow.timeline.add(medegedeeld.zaak, "gunning_meedelen", handeling, gegevens)
    return medegedeeld


def geldige_inschrijvingen(alle: Sequence[Inschrijving], zegel: Zegel) -> Mapping[str, Inschrijfinhoud]:
    """What the valid bids hold, by AGB-code; refused while one was not opened or checked."""
    if any(one.status in {InschrijvingStatus.ONTVANGEN, InschrijvingStatus.GEOPEND} for one in alle):
        raise conflict("toets-ontbreekt", "Nog niet elke inschrijving is geopend en getoetst. Doe dat eerst.")
    return {one.agb_code: zegel.open(one) for one in alle if one.status is InschrijvingStatus.GELDIG}


def _medegedeeld(gunning: Gunning, handeling: Handeling) -> GunningMedegedeeld:
    return GunningMedegedeeld(
        aanbesteding_id=str(gunning.aanbesteding_id),
        perceel_code=gunning.perceel_code,
        gegund=gunning.met_status(PlaatsStatus.GEGUND),
        wachtlijst=gunning.met_status(PlaatsStatus.WACHTLIJST),
        standstill_tot=gunning.standstill_tot or handeling.vandaag,
        datum=handeling.vandaag,
    )
