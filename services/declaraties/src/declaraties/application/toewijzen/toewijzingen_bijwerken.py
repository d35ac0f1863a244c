"""Recompute what follows from toewijzingen, and publish only what changed."""

from collections.abc import Sequence

from declaraties.application.post.poorten import Bekend, Werkeenheid
from declaraties.domain.toewijzen.gevolg import als_event, bepaal_gevolg


async def werk_aanbieder_bij(uow: Werkeenheid, agb_code: str, productcode: str | None = None) -> int:
    """After a change in price, agreement or measure; gives how many toewijzingen changed. Safe to repeat.

    The caller took the lock of the store before it wrote what changed.
    """
    return await werk_bij(uow, agb_code, await uow.toewijzingen.van_aanbieder(agb_code, productcode))


async def werk_bij(uow: Werkeenheid, agb_code: str, bekenden: Sequence[Bekend]) -> int:
    """Compute each consequence again; the caller holds the lock of the store."""
    if not bekenden:
        return 0
    sleutels = [(stand.gemeente, stand.wet, stand.nummer) for stand, _ in bekenden]
    omgeving = await uow.toewijzingen.omgeving(agb_code, sleutels)
    gewijzigd = 0
    for stand, bekend in bekenden:
        gevolg = bepaal_gevolg(stand, omgeving)
        if gevolg != bekend:
            await uow.toewijzingen.bewaar(stand, gevolg)
            uow.emit(als_event(stand, gevolg))
            gewijzigd += 1
    return gewijzigd
