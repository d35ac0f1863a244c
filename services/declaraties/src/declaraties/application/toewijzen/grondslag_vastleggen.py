"""The gemeente tells on which decision or referral a toewijzing rests (D2); before or after the 301."""

from risb_kern.act import Handeling

from declaraties.application.toewijzen.grondslagen_vastleggen import grondslagen_vastleggen
from declaraties.application.uow import Uow
from declaraties.domain.toewijzen.grondslag import Grondslag, toets_grondslag


async def grondslag_vastleggen(uow: Uow, handeling: Handeling, grondslag: Grondslag) -> bool:
    """Store the ground; True when the toewijzing is already known (and is told again when it changed)."""
    toets_grondslag(grondslag, handeling.vandaag)
    return bool(await grondslagen_vastleggen(uow, handeling, [grondslag]))
