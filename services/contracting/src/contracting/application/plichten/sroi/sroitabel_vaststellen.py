from risb_kern.act import Handeling
from risb_kern.errors import conflict
from risb_zaak.ports import JSON

from contracting.application.uow import Uow
from contracting.domain.plichten.sroi import Sroitabel


async def sroitabel_vaststellen(uow: Uow, handeling: Handeling, tabel: Sroitabel) -> Sroitabel:
    """Add a table of a gemeente; one that exists never changes, so that what was counted with it can be checked."""
    if not await uow.sroitabellen.add(tabel):
        raise conflict("tabel-bestaat", f"Tabel {tabel.code} bestaat al; geef een nieuwe tabel een eigen code.")
    gegevens: dict[str, JSON] = {"gemeente": tabel.gemeente, "van": str(tabel.van), "groepen": len(tabel.jaarwaarden)}
    await uow.timeline.add(tabel.zaak, "sroitabel_vaststellen", handeling, gegevens)
    return tabel
