import uuid

from risb_kern.act import Handeling
from risb_kern.lists import Bereik
from risb_zaak.ports import JSON

from contracting.application.bestedingsruimte.locked import locked
from contracting.application.uow import Uow
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte


async def overschrijding_melden(
    uow: Uow, handeling: Handeling, ruimte_id: uuid.UUID, *, verwacht_cent: int, bereik: Bereik
) -> Bestedingsruimte:
    """Give written notice: the bureau guards the ceiling, and the aanbieder of what was assigned without a product."""
    ruimte = await locked(uow.bestedingsruimten, ruimte_id, bereik)
    gebruikt = await uow.bestedingsruimten.sum_gebruik(ruimte.id)
    gemeld = ruimte.meld(handeling.vandaag, gebruikt_cent=gebruikt, verwacht_cent=verwacht_cent)
    await uow.bestedingsruimten.save(gemeld)
    gegevens: dict[str, JSON] = {"gebruikt_cent": gebruikt, "verwacht_cent": verwacht_cent}
    await uow.timeline.add(ruimte.zaak, "overschrijding_melden", handeling, gegevens)
    return gemeld
