from risb_kern.act import Handeling

from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.bezorging import Bezorgbeleid, Bezorging, Bezorgpoging


async def poging_vastleggen(
    uow: Uow, handeling: Handeling, bezorging: Bezorging, poging: Bezorgpoging, *, beleid: Bezorgbeleid
) -> None:
    """Keep an attempt to deliver, and decide what follows it: for the delivery and for the subscriber."""
    abonnement = await uow.abonnementen.get_afnemer(bezorging.abonnement_id)
    if abonnement is not None:
        await uow.abonnementen.save(abonnement.na_poging(gelukt=poging.gelukt, op=handeling.op))
    status, volgende = beleid.vervolg(poging, handeling.op)
    await uow.bezorgingen.finish(poging, status, volgende)
