"""A payable that does not come from judging a message: stored and told once."""

import datetime as dt
from typing import Protocol

from risb_kern.uow import UnitOfWork

from declaraties.domain.betalen.betaalopdracht import LosseOpdracht


class Betaalopdrachten(Protocol):
    """Where payables are kept."""

    async def voeg_toe(self, opdracht: LosseOpdracht, *, nu: dt.datetime) -> bool:
        """Store the payable; False when its source already has one on this programme line and year."""
        ...


class Opdrachteenheid(UnitOfWork, Protocol):
    """A transaction in which payables are made."""

    @property
    def betaalopdrachten(self) -> Betaalopdrachten:
        """The payables."""
        ...


async def maak_opdracht(uow: Opdrachteenheid, opdracht: LosseOpdracht, *, nu: dt.datetime) -> bool:
    """Store and tell; the same source again changes nothing and gives False."""
    nieuw = await uow.betaalopdrachten.voeg_toe(opdracht, nu=nu)
    if nieuw:
        uow.emit(opdracht.gemaakt())
    return nieuw
