import uuid
from collections.abc import Sequence

from risb_kern.act import Handeling
from risb_kern.errors import conflict

from subsidies.application.belang import belang_van, met_organisatie
from subsidies.application.beoordelen.screening_afronden import screening_afronden
from subsidies.application.uow import Uow
from subsidies.domain.aanvragen.aanvraag import BESLIST, gevonden
from subsidies.domain.beoordelen.aandachtspunt import Aandachtspunt, aandachtspunt_van
from subsidies.domain.beoordelen.screening import Screeningsfeiten, screen
from subsidies.domain.beoordelen.vierogen import SCREENEN


async def aanvraag_screenen(uow: Uow, handeling: Handeling, aanvraag_id: uuid.UUID) -> Sequence[Aandachtspunt]:
    """Run the rules; every signal becomes a point. Without open signals the screening is finished at once."""
    aanvraag = gevonden(await uow.aanvragen.get(aanvraag_id))
    if aanvraag.status in BESLIST:
        raise conflict("al-besloten", "Op deze aanvraag is al besloten.")
    keten, van = await uow.timeline.list(aanvraag.zaak), await belang_van(handeling, aanvraag, uow)
    SCREENEN.toets(await met_organisatie(uow, handeling), keten, van=van)
    regeling = await uow.regelingen.read(aanvraag.regeling_code, aanvraag.regeling_versie)
    gelijk = await uow.aanvragen.count_with_text(aanvraag)
    feiten = Screeningsfeiten(opgave=aanvraag.opgave, ontvangen=aanvraag.ontvangen, zelfde_tekst=gelijk)
    signalen = screen(regeling, feiten)
    nieuw = [await uow.aandachtspunten.add_new(aandachtspunt_van(aanvraag.id, one, handeling.op)) for one in signalen]
    punten = await uow.aandachtspunten.list(aanvraag.id)
    gegevens = {"signalen": [one.kenmerk for one in signalen]}
    await uow.timeline.add(aanvraag.zaak, "aanvraag_screenen", handeling, gegevens)
    if any(nieuw) or aanvraag.screening_op is None:
        await screening_afronden(uow, handeling, aanvraag, regeling, punten)
    return punten
