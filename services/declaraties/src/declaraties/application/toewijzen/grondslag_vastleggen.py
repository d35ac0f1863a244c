"""The gemeente tells on which decision or referral a toewijzing rests (D2); before or after the 301."""

import datetime as dt

from declaraties.application.post.poorten import Werkeenheid
from declaraties.application.toewijzen.toewijzingen_bijwerken import werk_bij
from declaraties.domain.toewijzen.grondslag import Grondslag, toets_grondslag


async def leg_grondslag_vast(
    uow: Werkeenheid, grondslag: Grondslag, *, door: str, nu: dt.datetime, vandaag: dt.date
) -> bool:
    """Store the ground; True when the toewijzing is already known (and is told again when it changed)."""
    toets_grondslag(grondslag, vandaag)
    await uow.toewijzingen.vergrendel()
    await uow.toewijzingen.bewaar_grondslag(grondslag, door=door, nu=nu)
    sleutel = (grondslag.gemeente, grondslag.wet, grondslag.toewijzing_nummer)
    bekenden = await uow.toewijzingen.met_sleutels([sleutel])
    if bekenden:
        await werk_bij(uow, bekenden[0][0].agb_code, bekenden)
    return bool(bekenden)
