"""A decision to pay less of the terms of a taakgericht budget; it works from the next payment run on."""

import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found

from declaraties.application.belang import belang_van, met_organisatie
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaaltermijn import Termijnkorting
from declaraties.domain.betalen.vierogen import KORTEN


async def termijnkorting_besluiten(uow: Uow, handeling: Handeling, korting_id: uuid.UUID) -> Termijnkorting:
    """Decide as it was proposed, by another person than who proposed it."""
    korting = await uow.termijnen.get_korting(korting_id)
    if korting is None:
        raise not_found("De termijnkorting")
    besloten = korting.besloten()
    agb_code = await uow.termijnen.find_aanbieder(korting.overeenkomst_id)
    van = await belang_van(uow, agb_code) if agb_code else ()
    KORTEN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(korting.zaak), van=van)
    await uow.termijnen.save_korting(besloten, door=handeling.door, nu=handeling.op)
    await uow.timeline.add(korting.zaak, "termijnkorting_besluiten", handeling, {"percentage": korting.percentage})
    return besloten
