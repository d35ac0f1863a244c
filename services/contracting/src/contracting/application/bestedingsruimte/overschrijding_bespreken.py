import datetime as dt
import uuid

from risb_kern.act import Handeling
from risb_kern.errors import refused
from risb_zaak.ports import JSON

from contracting.application.bestedingsruimte.locked import locked
from contracting.application.uow import Uow
from contracting.domain.bestedingsruimte.bestedingsruimte import Bestedingsruimte


async def overschrijding_bespreken(
    uow: Uow, handeling: Handeling, ruimte_id: uuid.UUID, *, besproken_op: dt.date
) -> Bestedingsruimte:
    """Record the talk that follows a notice, on a day that is not to come."""
    if besproken_op > handeling.vandaag:
        raise refused("gesprek-in-toekomst", "Leg het gesprek vast als het is gevoerd: de dag ligt nog in de toekomst.")
    besproken = (await locked(uow.bestedingsruimten, ruimte_id)).bespreek(besproken_op)
    await uow.bestedingsruimten.save(besproken)
    gegevens: dict[str, JSON] = {"besproken_op": str(besproken_op)}
    await uow.timeline.add(besproken.zaak, "overschrijding_bespreken", handeling, gegevens)
    return besproken
