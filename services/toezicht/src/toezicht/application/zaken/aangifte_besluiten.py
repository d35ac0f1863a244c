import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from toezicht.application.belang import belang_van, met_organisatie
from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.zaken.events import AangifteBesloten
from toezicht.domain.zaken.vierogen import AANGIFTE
from toezicht.domain.zaken.zaak import Aangiftebesluit, Motivering, Zaak


async def aangifte_besluiten(uow: Uow, handeling: Handeling, *, zaak_id: uuid.UUID, aangifte: bool, reden: str) -> Zaak:
    """Decide whether aangifte is done, by another person than who opened or investigated the case."""
    lopend = found(await uow.zaken.get(zaak_id), "Deze zaak")
    motivering = Motivering(id=handeling.nieuw_id(), tekst=reden)
    besluit = Aangiftebesluit(aangifte=aangifte, motivering_id=motivering.id, door=handeling.door, op=handeling.op)
    zaak = lopend.besluit_aangifte(besluit).met(motivering)
    AANGIFTE.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(zaak.zaak),
        van=await belang_van(uow, zaak.agb_code),
    )
    await uow.zaken.save(zaak)
    gegevens: dict[str, JSON] = {"aangifte": aangifte, "motivering_id": str(motivering.id)}
    await uow.timeline.add(zaak.zaak, "aangifte_besluiten", handeling, gegevens)
    event = AangifteBesloten(zaak_id=str(zaak.id), agb_code=zaak.agb_code, aangifte=aangifte, besloten_op=handeling.op)
    uow.emit(event, zaak.trace_id)
    return zaak
