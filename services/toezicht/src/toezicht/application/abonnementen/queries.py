import uuid
from collections.abc import Sequence
from typing import Protocol

from risb_kern.lists import Blad

from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.abonnementen.bezorging import Bezorgstand, BezorgStatus, Bezorgverslag


class Abonnementvragen(Protocol):
    """Reads over subscriptions and their deliveries."""

    async def list(self, eigenaar: str, blad: Blad) -> Sequence[Abonnement]:
        """Running subscriptions of this owner, one more than the page shows; by `aangemaaktOp`."""
        ...

    async def list_pogingen(
        self, abonnement_id: uuid.UUID, blad: Blad, status: BezorgStatus | None = None
    ) -> Sequence[Bezorgverslag]:
        """Attempts to deliver, of deliveries with this status when given, one more than the page shows; by `op`."""
        ...

    async def list_standen(self, meeste: int) -> Sequence[Bezorgstand]:
        """How each running subscription stands, the oldest first, and no more than so many."""
        ...
