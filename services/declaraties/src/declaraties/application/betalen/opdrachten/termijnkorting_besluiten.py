"""A decision to pay less of the terms of a taakgericht budget; it works from the next payment run on."""

from risb_kern.act import Handeling

from declaraties.application.uow import Uow
from declaraties.domain.betalen.betaaltermijn import Termijnkorting


async def termijnkorting_besluiten(uow: Uow, handeling: Handeling, korting: Termijnkorting) -> Termijnkorting:
    """Store the decision."""
    await uow.termijnen.add_korting(korting, door=handeling.door, nu=handeling.op)
    return korting
