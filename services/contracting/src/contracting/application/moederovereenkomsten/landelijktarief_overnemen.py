import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.taakgericht.locked import locked
from contracting.application.uow import Uow
from contracting.domain.moederovereenkomsten.moederovereenkomst import LandelijkTarief, Moederovereenkomst


async def landelijktarief_overnemen(
    uow: Uow, handeling: Handeling, moeder_id: uuid.UUID, tarief: LandelijkTarief
) -> Moederovereenkomst:
    """Take over a tariff that the national buyer published; on an agreement it is set as a price by another person."""
    moeder = (await locked(uow.moederovereenkomsten, moeder_id, "De moederovereenkomst")).met_tarief(tarief)
    await uow.moederovereenkomsten.save(moeder)
    gegevens: dict[str, JSON] = {
        "productcode": tarief.productcode,
        "tarief_cent": tarief.tarief_cent,
        "geldig_van": str(tarief.geldig_van),
    }
    await uow.timeline.add(moeder.zaak, "landelijktarief_overnemen", handeling, gegevens)
    return moeder
