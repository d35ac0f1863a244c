import uuid

from risb_kern.act import Handeling
from risb_kern.errors import not_found
from risb_zaak.ports import JSON

from contracting.application.belang import met_organisatie
from contracting.application.uow import Uow
from contracting.domain.sturing.betaalbaarheid import Betaalbaarheidsverslag
from contracting.domain.sturing.vierogen import PUBLICEREN


async def betaalbaarheidsverslag_publiceren(
    uow: Uow, handeling: Handeling, verslag_id: uuid.UUID
) -> Betaalbaarheidsverslag:
    """Give the report to the council, by another person than who wrote it; blocked when it does not add up."""
    verslag = await uow.betaalbaarheidsverslagen.get(verslag_id)
    if verslag is None:
        raise not_found("Het verslag")
    gepubliceerd = verslag.publiceer()
    PUBLICEREN.toets(await met_organisatie(uow, handeling), await uow.timeline.list(verslag.zaak))
    await uow.betaalbaarheidsverslagen.save(gepubliceerd)
    gegevens: dict[str, JSON] = {"jaar": verslag.jaar, "nummer": verslag.nummer}
    await uow.timeline.add(verslag.zaak, "betaalbaarheidsverslag_publiceren", handeling, gegevens)
    return gepubliceerd
