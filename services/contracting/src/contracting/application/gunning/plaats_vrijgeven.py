import uuid

from risb_kern.act import Handeling
from risb_kern.errors import conflict, not_found

from contracting.application.uow import Uow
from contracting.domain.gunning.events import PlaatsVrijgekomen
from contracting.domain.gunning.gunning import Gunning


async def plaats_vrijgeven(
    uow: Uow,
    handeling: Handeling,
    aanbesteding_id: uuid.UUID,
    perceel_code: str,
    *,
    plaats: tuple[str, str],
    agb_code: str,
) -> Gunning:
    """A place falls free and goes to the next of the waiting list, as long as the framework lasts.

    `plaats` is gemeente and product.
    """
    aanbesteding = await uow.aanbestedingen.find(aanbesteding_id)
    gunning = await uow.gunningen.get(aanbesteding_id, perceel_code)
    if aanbesteding is None or gunning is None:
        raise not_found("De gunning")
    if handeling.vandaag > aanbesteding.looptijd.laatste:
        raise conflict("wachtlijst-verlopen", "De raamovereenkomst is afgelopen en de wachtlijst met haar.")
    vrij, volgende = gunning.geef_vrij(plaats, agb_code, handeling.vandaag)
    await uow.gunningen.save(vrij)
    uow.emit(
        PlaatsVrijgekomen(
            aanbesteding_id=str(aanbesteding_id),
            perceel_code=perceel_code,
            gemeente=plaats[0],
            productcode=plaats[1],
            agb_code=agb_code,
            aangeboden_aan=volgende.agb_code if volgende else None,
            uiterlijk=volgende.uiterlijk if volgende else None,
            datum=handeling.vandaag,
        )
    )
    gegevens = {"gemeente": plaats[0], "productcode": plaats[1], "agb_code": agb_code}
    await uow.timeline.add(vrij.zaak, "plaats_vrijgeven", handeling, gegevens)
    return vrij
