import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.bestedingsruimte.bestedingsruimte_aankondigen import BESLUIT_UITGEBLEVEN
from contracting.application.bestedingsruimte.locked import locked
from contracting.application.uow import Uow
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte
from contracting.domain.bestedingsruimte.events import BestedingsruimteVastgesteld
from contracting.domain.bestedingsruimte.vierogen import VASTSTELLEN


async def bestedingsruimte_vaststellen(
    uow: Uow, handeling: Handeling, ruimte_id: uuid.UUID, *, jaarbedrag_cent: int
) -> Bestedingsruimte:
    """Decide, by another person than who announced it; declaraties obeys from then on."""
    ruimte = await locked(uow.bestedingsruimten, ruimte_id)
    vastgesteld = ruimte.stel_vast(handeling.vandaag, jaarbedrag_cent)
    VASTSTELLEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(ruimte.zaak),
        van=await belang_van(uow, ruimte.agb_code),
    )
    await uow.bestedingsruimten.save(vastgesteld)
    await uow.agenda.cancel(ruimte.zaak, BESLUIT_UITGEBLEVEN)
    uow.emit(ruimte_vastgesteld(vastgesteld))
    gegevens: dict[str, JSON] = {"bedrag_cent": vastgesteld.bedrag_cent, "versie": vastgesteld.versie}
    await uow.timeline.add(ruimte.zaak, "bestedingsruimte_vaststellen", handeling, gegevens)
    return vastgesteld


def ruimte_vastgesteld(ruimte: Bestedingsruimte) -> BestedingsruimteVastgesteld:
    """The fact of an amount."""
    return BestedingsruimteVastgesteld(
        ruimte_id=str(ruimte.id),
        overeenkomst_id=str(ruimte.overeenkomst_id),
        agb_code=ruimte.agb_code,
        wet=ruimte.wet.value,
        versie=ruimte.versie,
        van=ruimte.ingangsdatum,
        tot=ruimte.einddatum,
        bedrag_cent=ruimte.bedrag_cent,
        crisisproducten=ruimte.crisisproducten,
    )
