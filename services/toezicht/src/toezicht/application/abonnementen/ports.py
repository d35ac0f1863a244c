import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.abonnementen.bezorging import Bezorgantwoord, Bezorging, Bezorgpoging, BezorgStatus
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht

NIEMAND: Mapping[uuid.UUID, int] = MappingProxyType({})


class Abonnementen(Protocol):
    """Subscriptions that run; one that was ended is not there any more."""

    async def find(self, abonnement_id: uuid.UUID, eigenaar: str) -> Abonnement | None:
        """The subscription of this owner."""
        ...

    async def get(self, abonnement_id: uuid.UUID, eigenaar: str) -> Abonnement | None:
        """The subscription of this owner, which nobody else changes until the end of the transaction."""
        ...

    async def get_afnemer(self, abonnement_id: uuid.UUID) -> Abonnement | None:
        """A running subscription whoever owns it, which nobody else changes until the end of the transaction."""
        ...

    async def add(self, abonnement: Abonnement) -> None:
        """Keep a subscription that is new."""
        ...

    async def save(self, abonnement: Abonnement) -> None:
        """Replace a subscription by what became of it."""
        ...


class Bezorgingen(Protocol):
    """Deliveries, from the moment that an anomaly comes in until they succeeded or were given up."""

    async def queue(self, positie: int, bericht: Anomaliebericht) -> None:
        """Make a delivery, due at once, for each running subscription that wants the anomaly at this position."""
        ...

    async def take(
        self, nu: dt.datetime, tot: dt.datetime, aandeel: int, bezig: Mapping[uuid.UUID, int] = NIEMAND
    ) -> Sequence[Bezorging]:
        """Claim what is due; nobody else takes it before `tot`.

        Of each subscription its own share, less what is `bezig` already; of one that fails one, none while it rests.
        No more than `SAMEN` in all, the first of everybody before the second of anybody.
        """
        ...

    async def next_due(self, aandeel: int = 1, bezig: Mapping[uuid.UUID, int] = NIEMAND) -> dt.datetime | None:
        """When the next attempt is due, of whatever waits and will have room."""
        ...

    async def find(self, abonnement_id: uuid.UUID, bezorging_id: uuid.UUID) -> BezorgStatus | None:
        """Where a delivery of this subscription stands."""
        ...

    async def retry(self, bezorging_id: uuid.UUID, op: dt.datetime) -> bool:
        """Let a delivery that was given up wait again; False when it was not given up."""
        ...

    async def finish(self, poging: Bezorgpoging, status: BezorgStatus, volgende: dt.datetime) -> None:
        """Keep what came of an attempt; what was cancelled meanwhile stays so."""
        ...

    async def cancel(self, abonnement_id: uuid.UUID) -> None:
        """What still waits for this subscription is not delivered."""
        ...


class Adressen(Protocol):
    """Addresses of subscribers."""

    async def check(self, url: str) -> None:
        """400 for an address, or a name that leads to one, that we do not call."""
        ...


class Bezorger(Protocol):
    """Makes the call."""

    async def deliver(self, bezorging: Bezorging) -> Bezorgantwoord:
        """Call the subscriber once; never raises for what the other side does."""
        ...
