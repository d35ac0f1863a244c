import uuid

from risb_kern.act import Handeling
from risb_zaak.ports import JSON

from contracting.application.bestedingsruimte.locked import locked
from contracting.application.uow import Uow
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte


async def bestedingsruimte_plannen(uow: Uow, handeling: Handeling, ruimte_id: uuid.UUID) -> Bestedingsruimte:
    """Record that aanbieder and bureau have a joint plan; a late one counts as late."""
    ruimte = (await locked(uow.bestedingsruimten, ruimte_id)).plan(handeling.vandaag)
    await uow.bestedingsruimten.save(ruimte)
    gegevens: dict[str, JSON] = {"op_tijd": handeling.vandaag <= ruimte.termijnen.plan}
    await uow.timeline.add(ruimte.zaak, "bestedingsruimte_plannen", handeling, gegevens)
    return ruimte
