"""The gemeente tells on which decision or referral a toewijzing rests (D2); before or after the 301."""

from risb_kern.act import Handeling

from declaraties.application.toewijzen.toewijzingen_bijwerken import toewijzingen_bijwerken
from declaraties.application.uow import Uow
from declaraties.domain.toewijzen.grondslag import Grondslag, toets_grondslag


async def grondslag_vastleggen(uow: Uow, handeling: Handeling, grondslag: Grondslag) -> bool:
    """Store the ground; True when the toewijzing is already known (and is told again when it changed)."""
    toets_grondslag(grondslag, handeling.vandaag)
    sleutel = (grondslag.gemeente, grondslag.wet, grondslag.toewijzing_nummer)
    await uow.toewijzingen.lock([sleutel])
    await uow.toewijzingen.save_grondslag(grondslag, door=handeling.door, nu=handeling.op)
    zaak = f"toewijzing:{grondslag.gemeente}-{grondslag.wet.value}-{grondslag.toewijzing_nummer}"
    # The ground itself says something about a person, and stands with the toewijzing.
    await uow.timeline.add(zaak, "grondslag_vastleggen", handeling, {"datum": str(grondslag.datum)})
    bekenden = await uow.toewijzingen.list_by_key([sleutel])
    if bekenden:
        await uow.toewijzingen.lock_contracten([bekenden[0][0].agb_code], shared=True)
        # Read again: what follows from it may have changed while others held the contracts.
        bekenden = await uow.toewijzingen.list_by_key([sleutel])
        await toewijzingen_bijwerken(uow, bekenden[0][0].agb_code, bekenden)
    return bool(bekenden)
