import uuid
from dataclasses import replace

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found

from contracting.application.uow import Uow
from contracting.domain.gunning.gunning import Gunning


async def gunning_aankondigen(uow: Uow, handeling: Handeling, aanbesteding_id: uuid.UUID, perceel_code: str) -> Gunning:
    """Keep the day on which the award was announced, after the first contract (AW 2.134)."""
    aanbesteding = await uow.aanbestedingen.find(aanbesteding_id)
    gunning = await uow.gunningen.get(aanbesteding_id, perceel_code)
    if aanbesteding is None or gunning is None:
        raise not_found("De gunning")
    if aanbesteding.vraag_van(perceel_code).gesloten_op is None or gunning.aangekondigd_op is not None:
        raise conflict("aankondiging-kan-niet", "Aankondigen kan een keer, als er een overeenkomst is gesloten.")
    aangekondigd = replace(gunning, aangekondigd_op=handeling.vandaag)
    await uow.gunningen.save(aangekondigd)
    await uow.timeline.add(aangekondigd.zaak, "gunning_aankondigen", handeling, {"op": str(handeling.vandaag)})
    return aangekondigd
