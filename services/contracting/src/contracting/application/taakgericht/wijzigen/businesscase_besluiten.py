import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.taakgericht.locked import locked
from contracting.application.uow import Uow
from contracting.domain.taakgericht.businesscase import Businesscase, Collegebesluit
from contracting.domain.taakgericht.vierogen import BUSINESSCASE_BESLUITEN


async def businesscase_besluiten(
    uow: Uow, handeling: Handeling, businesscase_id: uuid.UUID, besluit: Collegebesluit
) -> Businesscase:
    """Record what the college decided, by another person than who wrote or advised; zero turns it down."""
    businesscase = await locked(uow.businesscases, businesscase_id, "De businesscase")
    besloten = businesscase.besluit_college(besluit, handeling.vandaag)
    BUSINESSCASE_BESLUITEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(besloten.zaak),
        van=await belang_van(uow, *besloten.agb_codes),
    )
    await uow.businesscases.save(besloten)
    gegevens: dict[str, JSON] = {
        "status": besloten.status.value,
        "besluitnummer": besluit.besluitnummer,
        "bedrag_cent": besluit.bedrag_cent,
    }
    await uow.timeline.add(besloten.zaak, "businesscase_besluiten", handeling, gegevens)
    return besloten
