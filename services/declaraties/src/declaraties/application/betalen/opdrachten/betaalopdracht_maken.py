"""A payable that does not come from judging a message: stored and told once."""

from risb_kern.act import Handeling

from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaalopdracht import LosseOpdracht


async def betaalopdracht_maken(uow: Uow, handeling: Handeling, opdracht: LosseOpdracht) -> bool:
    """Store and tell; the same source again changes nothing and gives False."""
    nieuw = await uow.betaalopdrachten.add(opdracht, nu=handeling.op)
    if nieuw:
        uow.emit(opdracht.gemaakt())
    return nieuw
