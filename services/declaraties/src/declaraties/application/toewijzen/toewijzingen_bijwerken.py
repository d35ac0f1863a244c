"""What follows from toewijzingen is computed again after a change in price, agreement, measure or ground."""

from collections.abc import Sequence

from declaraties.application.toewijzen.ports import Bekend
from declaraties.application.uow import Uow
from declaraties.domain.toewijzen.gevolg import als_event, bepaal_gevolg


async def toewijzingen_bijwerken(uow: Uow, agb_code: str, bekenden: Sequence[Bekend]) -> int:
    """Publish only what changed; gives how many. Safe to repeat.

    The caller took the lock of the store before it wrote what changed.
    """
    if not bekenden:
        return 0
    sleutels = [(stand.gemeente, stand.wet, stand.nummer) for stand, _ in bekenden]
    omgeving = await uow.toewijzingen.read_omgeving(agb_code, sleutels)
    gewijzigd = 0
    for stand, bekend in bekenden:
        gevolg = bepaal_gevolg(stand, omgeving)
        if gevolg != bekend:
            await uow.toewijzingen.save(stand, gevolg)
            uow.emit(als_event(stand, gevolg))
            gewijzigd += 1
    return gewijzigd
