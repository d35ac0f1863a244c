import datetime as dt
import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.plichten.kalender.agenda import plan
from contracting.application.uow import Uow
from contracting.domain.plichten.plicht import Plicht


async def plicht_verplaatsen(uow: Uow, handeling: Handeling, plicht_id: uuid.UUID, *, anker: dt.date) -> Plicht:
    """Count a duty from another day; only what is still to come changes."""
    plicht = await uow.plichten.get(plicht_id)
    if plicht is None:
        raise not_found("De plicht")
    verplaatst = plicht.verplaats(anker, handeling.vandaag)
    await uow.plichten.save(verplaatst)
    await plan(uow.agenda, verplaatst, handeling.vandaag)
    gegevens: dict[str, JSON] = {"anker": str(anker), "volgende": str(verplaatst.volgende)}
    await uow.timeline.add(plicht.zaak, "plicht_verplaatsen", handeling, gegevens)
    return verplaatst
