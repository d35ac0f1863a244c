import uuid

from risb_kern.act import Handeling

from contracting.application.taakgericht.locked import locked
from contracting.application.uow import Uow
from contracting.domain.taakgericht.budgetwijziging import Budgetwijziging


async def budgetwijziging_intrekken(uow: Uow, handeling: Handeling, wijziging_id: uuid.UUID) -> Budgetwijziging:
    """Withdraw an amendment that is not signed by all; what it took of its business case is free again."""
    ingetrokken = (await locked(uow.budgetwijzigingen, wijziging_id, "De budgetwijziging")).trek_in()
    await uow.budgetwijzigingen.save(ingetrokken)
    if ingetrokken.businesscase_id is not None:
        businesscase = await locked(uow.businesscases, ingetrokken.businesscase_id, "De businesscase")
        await uow.businesscases.save(businesscase.neem_terug(ingetrokken.totaal_cent))
    await uow.timeline.add(ingetrokken.zaak, "budgetwijziging_intrekken", handeling, {})
    return ingetrokken
