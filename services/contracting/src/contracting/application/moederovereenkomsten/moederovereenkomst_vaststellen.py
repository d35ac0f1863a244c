import uuid

from risb_kern.act import Handeling

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.taakgericht.locked import locked
from contracting.application.uow import Uow
from contracting.domain.moederovereenkomsten.moederovereenkomst import Moederovereenkomst
from contracting.domain.moederovereenkomsten.vierogen import VASTSTELLEN


async def moederovereenkomst_vaststellen(uow: Uow, handeling: Handeling, moeder_id: uuid.UUID) -> Moederovereenkomst:
    """Adopt a parent agreement, by another person than who wrote it down."""
    moeder = await locked(uow.moederovereenkomsten, moeder_id, "De moederovereenkomst")
    vastgesteld = moeder.stel_vast()
    VASTSTELLEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(moeder.zaak),
        van=await belang_van(uow, *sorted(moeder.aandelen)),
    )
    await uow.moederovereenkomsten.save(vastgesteld)
    await uow.timeline.add(moeder.zaak, "moederovereenkomst_vaststellen", handeling, {})
    return vastgesteld
