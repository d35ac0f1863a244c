import uuid

from risb_kern.act import Handeling

from contracting.application.bestedingsruimte.locked import locked
from contracting.application.uow import Uow
from contracting.domain.bestedingsruimte.bestedingsruimte import RuimteStatus
from contracting.domain.bestedingsruimte.events import BestedingsruimteVervallen


async def bestedingsruimte_vervallen(uow: Uow, handeling: Handeling, ruimte_id: uuid.UUID) -> None:
    """The last day for the decision is over; nothing happens when it was decided after all."""
    ruimte = await locked(uow.bestedingsruimten, ruimte_id)
    if ruimte.status is not RuimteStatus.AANGEKONDIGD or handeling.vandaag <= ruimte.termijnen.besluit:
        return
    vervallen = ruimte.verval()
    await uow.bestedingsruimten.save(vervallen)
    uow.emit(
        BestedingsruimteVervallen(
            ruimte_id=str(ruimte.id),
            overeenkomst_id=str(ruimte.overeenkomst_id),
            agb_code=ruimte.agb_code,
            datum=handeling.vandaag,
        )
    )
    await uow.timeline.add(ruimte.zaak, "bestedingsruimte_vervallen", handeling, {})
