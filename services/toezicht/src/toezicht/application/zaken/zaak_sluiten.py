import uuid

from risb_kern.act import Handeling

from toezicht.application.belang import belang_van, met_organisatie
from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.zaken.events import ZaakGesloten
from toezicht.domain.zaken.vierogen import SLUITEN
from toezicht.domain.zaken.zaak import Motivering, Zaak, Zaakuitkomst


async def zaak_sluiten(
    uow: Uow, handeling: Handeling, uitkomst: Zaakuitkomst, *, zaak_id: uuid.UUID, toelichting: str
) -> Zaak:
    """End the case with its outcome, by another person than who opened or investigated it."""
    lopend = found(await uow.zaken.get(zaak_id), "Deze zaak")
    motivering = Motivering(id=handeling.nieuw_id(), tekst=toelichting)
    zaak = lopend.sluit(uitkomst, aantal_maatregelen=await uow.maatregelen.count(zaak_id)).met(motivering)
    SLUITEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(zaak.zaak),
        van=await belang_van(uow, zaak.agb_code),
    )
    await uow.zaken.save(zaak)
    gegevens = {"uitkomst": uitkomst, "motivering_id": str(motivering.id)}
    await uow.timeline.add(zaak.zaak, "zaak_sluiten", handeling, gegevens)
    event = ZaakGesloten(zaak_id=str(zaak.id), agb_code=zaak.agb_code, uitkomst=uitkomst, gesloten_op=handeling.op)
    uow.emit(event, zaak.trace_id)
    return zaak
