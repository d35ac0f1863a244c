from risb_kern.act import Handeling
from risb_kern.errors import not_found

from contracting.application.screening.blokkade_vaststellen import SLOT, blokkade_vaststellen
from contracting.application.uow import Uow
from contracting.domain.screening.screening import Screening


async def ubo_vragen(uow: Uow, handeling: Handeling, agb_code: str) -> Screening:
    """Ask an aanbieder who is behind it; nothing is paid to its organisation until it says so (R26)."""
    await uow.serialize(SLOT)
    aanbieder = await uow.aanbieders.find(agb_code)
    if aanbieder is None:
        raise not_found("De aanbieder")
    bekend = await uow.screeningen.get(aanbieder.kvk_nummer) or Screening(kvk_nummer=aanbieder.kvk_nummer)
    gevraagd = await blokkade_vaststellen(uow, handeling, bekend.vraag_ubo(handeling.vandaag))
    await uow.timeline.add(gevraagd.zaak, "ubo_vragen", handeling, {"blokkade": gevraagd.blokkade.value})
    return gevraagd
