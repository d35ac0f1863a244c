"""What a reviewer decides on a payable that was chosen."""

import uuid

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found, refused

from declaraties.application.belang import belang_van, met_organisatie
from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalcontrole import Controlebesluit
from declaraties.domain.betalen.vierogen import BEOORDELEN


async def betaalcontrole_beoordelen(
    uow: Uow, handeling: Handeling, opdracht_id: uuid.UUID, besluit: Controlebesluit, toelichting: str | None
) -> None:
    """Add a decision on a chosen payable; holding and skipping need a reason, what was paid is no longer reviewed."""
    if not await uow.betaalcontroles.is_gekozen(opdracht_id):
        raise not_found("De betaalcontrole")
    if besluit is not Controlebesluit.VRIJGEVEN and not toelichting:
        raise refused("reden-ontbreekt", "Schrijf op waarom u het bedrag vasthoudt of zonder controle laat gaan.")
    if await uow.betaalcontroles.is_vrijgegeven(opdracht_id):
        raise conflict("al-betaald", "Dit bedrag is al vrijgegeven voor betaling.")
    handen = await uow.betaalcontroles.list_handen(opdracht_id)
    van = await belang_van(uow, await uow.betaalcontroles.find_aanbieder(opdracht_id))
    BEOORDELEN.toets(await met_organisatie(uow, handeling), handen, van=van)
    await uow.betaalcontroles.add_besluit(opdracht_id, besluit, toelichting, door=handeling.door, nu=handeling.op)
    gegevens = {"besluit": besluit.value}
    await uow.timeline.add(f"betaalcontrole:{opdracht_id}", "betaalcontrole_beoordelen", handeling, gegevens)
