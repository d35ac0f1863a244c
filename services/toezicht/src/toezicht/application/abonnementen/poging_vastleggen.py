from risb_kern.act import Handeling

from toezicht.application.uow import Uow
from toezicht.domain.abonnementen.bezorging import Bezorgbeleid, Bezorgpoging


async def poging_vastleggen(uow: Uow, handeling: Handeling, poging: Bezorgpoging, beleid: Bezorgbeleid) -> None:
    """Keep an attempt to deliver, and decide what follows it."""
    status, volgende = beleid.vervolg(poging, handeling.op)
    await uow.bezorgingen.finish(poging, status, volgende)
