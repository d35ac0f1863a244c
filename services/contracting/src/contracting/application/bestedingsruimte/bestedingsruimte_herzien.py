import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.belang import belang_van, met_organisatie
from contracting.application.bestedingsruimte.bestedingsruimte_vaststellen import ruimte_vastgesteld
from contracting.application.bestedingsruimte.locked import locked
from contracting.application.uow import Uow
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte
from contracting.domain.bestedingsruimte.vierogen import HERZIEN


async def bestedingsruimte_herzien(
    uow: Uow, handeling: Handeling, ruimte_id: uuid.UUID, *, bedrag_cent: int
) -> Bestedingsruimte:
    """Decide after the talk: without a higher amount nothing above the ceiling is paid."""
    ruimte = await locked(uow.bestedingsruimten, ruimte_id)
    herzien = ruimte.herzie(handeling.vandaag, bedrag_cent)
    HERZIEN.toets(
        await met_organisatie(uow, handeling),
        await uow.timeline.list(ruimte.zaak),
        van=await belang_van(uow, ruimte.agb_code),
    )
    await uow.bestedingsruimten.save(herzien)
    if herzien.versie > ruimte.versie:
        uow.emit(ruimte_vastgesteld(herzien))
    gegevens: dict[str, JSON] = {"bedrag_cent": herzien.bedrag_cent, "versie": herzien.versie}
    await uow.timeline.add(ruimte.zaak, "bestedingsruimte_herzien", handeling, gegevens)
    return herzien
