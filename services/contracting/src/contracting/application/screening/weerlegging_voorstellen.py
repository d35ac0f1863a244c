from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.uow import Uow
from contracting.domain.screening.screening import Screening


async def weerlegging_voorstellen(
    uow: Uow, handeling: Handeling, kvk_nummer: str, nummer: int, *, motivering: str
) -> Screening:
    """Propose that a hit is about somebody else; nothing is paid before a second person confirms it."""
    screening = await uow.screeningen.get(kvk_nummer)
    if screening is None:
        raise not_found("De screening")
    voorgesteld = screening.weerleg(nummer, motivering, handeling.door)
    await uow.screeningen.save(voorgesteld)
    await uow.timeline.add(voorgesteld.zaak, "weerlegging_voorstellen", handeling, {"treffer": nummer})
    return voorgesteld
