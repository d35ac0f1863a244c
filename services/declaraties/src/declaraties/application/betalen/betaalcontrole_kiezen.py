"""The review queue: what is chosen for it, and what a reviewer decides. The answer (325) never waits for it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Protocol

from risb_kern.clock import Clock
from risb_kern.errors import DomainError, Kind

from declaraties.domain.betalen.betaalcontrole import (
    Controlebesluit,
    Controlereden,
    Controleregels,
    Kandidaat,
    controleredenen,
)


class Controles(Protocol):
    """Where the choice and the decisions are kept."""

    async def onbepaald(self, gemeente: str | None) -> Sequence[Kandidaat]:
        """Payables of which it was not yet decided whether they are reviewed."""
        ...

    async def leg_vast(self, keuze: Sequence[tuple[uuid.UUID, tuple[Controlereden, ...]]], *, nu: dt.datetime) -> None:
        """Store the choice for these payables; one that was decided in the meantime stays as it is."""
        ...

    async def is_gekozen(self, opdracht_id: uuid.UUID) -> bool:
        """True for a payable that was chosen; it is locked until the end of the transaction."""
        ...

    async def is_vrijgegeven(self, opdracht_id: uuid.UUID) -> bool:
        """True for a payable in a released payment that counts."""
        ...

    async def besluit(
        self, opdracht_id: uuid.UUID, besluit: Controlebesluit, toelichting: str | None, *, door: str, nu: dt.datetime
    ) -> None:
        """Add a decision."""
        ...


class Controleeenheid(Protocol):
    """A transaction in which payables are reviewed."""

    @property
    def controles(self) -> Controles:
        """The review queue."""
        ...


async def kies_controles(uow: Controleeenheid, gemeente: str | None, *, regels: Controleregels, klok: Clock) -> int:
    """Decide once for every new payable; gives how many were chosen."""
    kandidaten = await uow.controles.onbepaald(gemeente)
    keuze = [(een.opdracht_id, controleredenen(een, regels, vandaag=klok.vandaag())) for een in kandidaten]
    await uow.controles.leg_vast(keuze, nu=klok.nu())
    return sum(bool(redenen) for _, redenen in keuze)


async def beoordeel_betaling(
    uow: Controleeenheid,
    opdracht_id: uuid.UUID,
    besluit: Controlebesluit,
    toelichting: str | None,
    *,
    door: str,
    klok: Clock,
) -> None:
    """Add a decision on a chosen payable; holding and skipping need a reason, what was paid is no longer reviewed."""
    if not await uow.controles.is_gekozen(opdracht_id):
        raise DomainError(Kind.NOT_FOUND, "niet-gevonden", "De betaalcontrole is niet gevonden.")
    if besluit is not Controlebesluit.VRIJGEVEN and not toelichting:
        melding = "Schrijf op waarom u het bedrag vasthoudt of zonder controle laat gaan."
        raise DomainError(Kind.INVALID, "reden-ontbreekt", melding)
    if await uow.controles.is_vrijgegeven(opdracht_id):
        raise DomainError(Kind.CONFLICT, "al-betaald", "Dit bedrag is al vrijgegeven voor betaling.")
    await uow.controles.besluit(opdracht_id, besluit, toelichting, door=door, nu=klok.nu())
