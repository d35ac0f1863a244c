import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.plichten.kalender.agenda import plan
from contracting.application.uow import Uow
from contracting.domain.plichten.plicht import Mijlpaalresultaat, Plicht


async def plicht_afronden(
    uow: Uow, handeling: Handeling, plicht_id: uuid.UUID, *, resultaat: Mijlpaalresultaat
) -> Plicht:
    """Close the next milestone of a duty; the one after it comes up."""
    plicht = await uow.plichten.get(plicht_id)
    if plicht is None:
        raise not_found("De plicht")
    afgerond = plicht.rond_af(resultaat, handeling.vandaag)
    await uow.plichten.save(afgerond)
    await plan(uow.agenda, afgerond, handeling.vandaag)
    gegevens: dict[str, JSON] = {"verviel": str(plicht.volgende), "resultaat": resultaat.value}
    await uow.timeline.add(plicht.zaak, "plicht_afronden", handeling, gegevens)
    return afgerond
