import uuid

from risb_kern.act import Handeling
from risb_kern.errors import conflict

from toezicht.application.found import found
from toezicht.application.uow import Uow


async def bezorging_herhalen(uow: Uow, handeling: Handeling, abonnement_id: uuid.UUID, bezorging_id: uuid.UUID) -> None:
    """Try a delivery again that was given up; 409 for one that waits or arrived."""
    abonnement = found(await uow.abonnementen.get(abonnement_id, handeling.door), "Dit abonnement")
    found(await uow.bezorgingen.find(abonnement.id, bezorging_id), "Deze bezorging")
    if not await uow.bezorgingen.retry(bezorging_id, handeling.op):
        raise conflict("niet-opgegeven", "Deze bezorging wacht nog of is aangekomen; alleen een mislukte kan opnieuw.")
    await uow.timeline.add(abonnement.zaak, "bezorging_herhalen", handeling, {"bezorging": str(bezorging_id)})
