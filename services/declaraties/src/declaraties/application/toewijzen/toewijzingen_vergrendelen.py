"""Everything that 301s change is held before the first of them is judged, in one order for whoever does that."""

from collections.abc import Sequence

from declaraties.application.uow import Uow
from declaraties.domain.standaard.berichten.heen import Heenbericht
from declaraties.domain.standaard.berichten.toewijzing import Bericht301


async def toewijzingen_vergrendelen(uow: Uow, berichten: Sequence[Heenbericht]) -> None:
    """Hold the toewijzingen of the 301s among these, and the contracts that decide what follows from them."""
    toewijzend = [one for one in berichten if isinstance(one, Bericht301)]
    if not toewijzend:
        return
    sleutels = [
        (one.header.afzender, one.wet, product.toewijzing_nummer)
        for one in toewijzend
        for product in one.client.toegewezen_producten
    ]
    await uow.toewijzingen.lock(sleutels, {(one.header.afzender, one.header.ontvanger) for one in toewijzend})
    await uow.toewijzingen.lock_contracten({one.header.ontvanger for one in toewijzend}, shared=True)
