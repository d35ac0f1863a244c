"""Grounds are kept, and what follows from their toewijzingen is computed again."""

from collections import defaultdict
from collections.abc import Sequence

from risb_kern.act import Handeling

from declaraties.application.toewijzen.ports import Bekend, Toewijzingsleutel
from declaraties.application.toewijzen.toewijzingen_bijwerken import toewijzingen_bijwerken
from declaraties.application.uow import Uow
from declaraties.domain.toewijzen.grondslag import Grondslag


async def grondslagen_bewaren(
    uow: Uow, handeling: Handeling, grondslagen: Sequence[Grondslag]
) -> set[Toewijzingsleutel]:
    """Store grounds of different toewijzingen; gives which of those are known already."""
    sleutels = [(one.gemeente, one.wet, one.toewijzing_nummer) for one in grondslagen]
    await uow.toewijzingen.lock(sleutels)
    await uow.toewijzingen.save_grondslagen(grondslagen, door=handeling.door, nu=handeling.op)
    bekenden = await uow.toewijzingen.list_by_key(sleutels)
    await uow.toewijzingen.lock_contracten({stand.agb_code for stand, _ in bekenden}, shared=True)
    # Read again: what follows from them may have changed while others held the contracts.
    per_aanbieder: dict[str, list[Bekend]] = defaultdict(list)
    for bekend in await uow.toewijzingen.list_by_key(sleutels):
        per_aanbieder[bekend[0].agb_code].append(bekend)
    for agb_code in sorted(per_aanbieder):
        await toewijzingen_bijwerken(uow, agb_code, per_aanbieder[agb_code])
    return {(stand.gemeente, stand.wet, stand.nummer) for stand, _ in bekenden}
