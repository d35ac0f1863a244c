import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Protocol

from toezicht.domain.abonnementen.abonnement import Abonnement, Bezorging, Bezorgpoging, Bezorgstand, Bezorgverslag


class Abonnementen(Protocol):
    """Subscriptions and the log of their deliveries."""

    async def bewaar(self, abonnement: Abonnement) -> None:
        """Insert."""
        ...

    async def haal(self, abonnement_id: uuid.UUID, eigenaar: str) -> Abonnement | None:
        """The running subscription of this owner."""
        ...

    async def lijst(self, eigenaar: str) -> list[Abonnement]:
        """Running subscriptions of this owner, oldest first."""
        ...

    async def beeindig(self, abonnement_id: uuid.UUID, op: dt.datetime) -> None:
        """Stop it; what still waits is not delivered."""
        ...

    async def verslag(self, abonnement_id: uuid.UUID, limiet: int) -> list[Bezorgverslag]:
        """Attempts, newest first."""
        ...


class Wachtrij(Protocol):
    """Deliveries that wait."""

    async def pak(self, nu: dt.datetime, tot: dt.datetime, limiet: int) -> Sequence[Bezorging]:
        """Claim what is due; nobody else takes it before `tot`."""
        ...

    async def next_due(self) -> dt.datetime | None:
        """When the next attempt is due, of whatever waits."""
        ...

    async def noteer(self, poging: Bezorgpoging, stand: Bezorgstand, volgende: dt.datetime) -> None:
        """Keep what came of an attempt."""
        ...
