"""The gemeente tells on which decision or referral a toewijzing rests (D2); before or after the 301."""

from risb_kern.act import Handeling

from declaraties.application.toewijzen.grondslagen.grondslagen_bewaren import grondslagen_bewaren
from declaraties.application.uow import Uow
from declaraties.domain.toewijzen.grondslag import Grondslag, toets_grondslag


async def grondslag_vastleggen(uow: Uow, handeling: Handeling, grondslag: Grondslag) -> bool:
    """Store the ground; True when the toewijzing is already known (and is told again when it changed)."""
    toets_grondslag(grondslag, handeling.vandaag)
    zaak = f"toewijzing:{grondslag.gemeente}-{grondslag.wet.value}-{grondslag.toewijzing_nummer}"
    # The ground itself says something about a person, and stands with the toewijzing.
    await uow.timeline.add(zaak, "grondslag_vastleggen", handeling, {"datum": str(grondslag.datum)})
    return bool(await grondslagen_bewaren(uow, handeling, [grondslag]))
