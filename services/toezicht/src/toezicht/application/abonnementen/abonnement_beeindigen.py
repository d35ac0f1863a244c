import uuid

from risb_kern.act import Handeling

from toezicht.application.found import found
from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.abonnement import Abonnement


async def abonnement_beeindigen(uow: Uow, handeling: Handeling, abonnement_id: uuid.UUID) -> Abonnement:
    """Stop a subscription of the caller; what still waits is not delivered."""
    lopend = found(await uow.abonnementen.get(abonnement_id, handeling.door), "Dit abonnement")
    abonnement = lopend.beeindig(handeling.op)
    await uow.abonnementen.save(abonnement)
    await uow.bezorgingen.cancel(abonnement.id)
    await uow.timeline.add(abonnement.zaak, "abonnement_beeindigen", handeling, {})
    return abonnement
