import uuid
from collections.abc import Mapping

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.aanbesteding.ports import Zegel
from contracting.application.belang import belang_van, met_organisatie
from contracting.application.uow import Uow
from contracting.domain.aanbesteding.inschrijving import Inschrijving, toets
from contracting.domain.gunning.vierogen import TOETSEN


async def inschrijving_toetsen(
    uow: Uow, handeling: Handeling, inschrijving_id: uuid.UUID, *, bezwaren: Mapping[str, str], zegel: Zegel
) -> Inschrijving:
    """Check an opened bid in the order of R4 and against the real price; it is valid or set aside with reasons."""
    inschrijving = await uow.inschrijvingen.get(inschrijving_id)
    aanbesteding = await uow.aanbestedingen.find(inschrijving.aanbesteding_id) if inschrijving else None
    perceel = await uow.percelen.find(inschrijving.perceel_code) if inschrijving else None
    if inschrijving is None or aanbesteding is None or perceel is None:
        raise not_found("De inschrijving")
    van = await belang_van(uow, inschrijving.agb_code)
    TOETSEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(inschrijving.zaak), van=van)
    inhoud = zegel.open(inschrijving)
    vraag = aanbesteding.vraag_van(perceel.code)
    besluit = toets(perceel, vraag, inschrijving, inhoud, bezwaren=bezwaren, vandaag=handeling.vandaag)
    getoetst = inschrijving.getoetst(besluit)
    await uow.inschrijvingen.save(getoetst)
    gegevens = {"status": getoetst.status.value, "stap": besluit.stap}
    await uow.timeline.add(getoetst.zaak, "inschrijving_toetsen", handeling, gegevens)
    return getoetst
