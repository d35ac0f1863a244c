"""Whom contracting forbids to pay after its screening, is not paid."""

from risb_kern.act import Handeling

from declaraties.application.betalen.ports import Blokkadefeit
from declaraties.application.uow import Uow


async def betaalblokkade_overnemen(uow: Uow, _: Handeling, feit: Blokkadefeit) -> None:
    """Keep the newest outcome of the organisation."""
    await uow.betaalblokkades.save(feit)
