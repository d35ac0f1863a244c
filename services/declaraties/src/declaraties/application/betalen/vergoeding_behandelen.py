"""A request for continuity or extra cost: asked, advised, decided, settled; each step stored, money in its ledger."""

import datetime as dt
import uuid
from typing import Protocol

from risb_kern.clock import Clock
from risb_kern.errors import DomainError, Kind

from declaraties.application.betalen.betaalopdracht_maken import Opdrachteenheid, maak_opdracht
from declaraties.domain.betalen.vergoeding import Stap, Vergoeding


class Vergoedingen(Protocol):
    """Requests with their steps and their ledger."""

    async def voeg_toe(self, vergoeding: Vergoeding) -> None:
        """Store a new request."""
        ...

    async def get(self, vergoeding_id: uuid.UUID) -> Vergoeding | None:
        """The request with its steps, locked until the end of the transaction; or None."""
        ...

    async def zet(self, vergoeding: Vergoeding) -> None:
        """Store the newest step and the status."""
        ...

    async def boek(
        self, vergoeding: Vergoeding, bedrag_cent: int, opdracht_id: uuid.UUID | None, *, nu: dt.datetime
    ) -> None:
        """Add to the ledger what the newest step pays or takes back."""
        ...


class Vergoedingeenheid(Opdrachteenheid, Protocol):
    """A transaction in which requests are handled."""

    @property
    def vergoedingen(self) -> Vergoedingen:
        """The requests."""
        ...


async def vraag_vergoeding_aan(uow: Vergoedingeenheid, vergoeding: Vergoeding) -> Vergoeding:
    """Store the request."""
    await uow.vergoedingen.voeg_toe(vergoeding)
    return vergoeding


async def zet_stap(uow: Vergoedingeenheid, vergoeding_id: uuid.UUID, stap: Stap, *, klok: Clock) -> Vergoeding:
    """Add a step; a decision or a settlement makes payable what it changes."""
    vergoeding = await uow.vergoedingen.get(vergoeding_id)
    if vergoeding is None:
        raise DomainError(Kind.NOT_FOUND, "niet-gevonden", "De vergoeding is niet gevonden.")
    verder = vergoeding.zet(stap)
    await uow.vergoedingen.zet(verder)
    opdracht = verder.opdracht(klok.vandaag())
    if opdracht is not None and await maak_opdracht(uow, opdracht, nu=klok.nu()):
        await uow.vergoedingen.boek(verder, opdracht.bedrag_cent, opdracht.id, nu=klok.nu())
    return verder
