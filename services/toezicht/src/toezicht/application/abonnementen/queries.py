import uuid
from collections.abc import Sequence
from typing import Protocol

from risb_kern.lists import Blad

from toezicht.domain.abonnementen.abonnement import Abonnement
from toezicht.domain.abonnementen.bezorging import Bezorgverslag


class Abonnementvragen(Protocol):
    """Reads over subscriptions and their deliveries."""

    async def list(self, eigenaar: str, blad: Blad) -> Sequence[Abonnement]:
        """Running subscriptions of this owner, one more than the page shows; by `aangemaaktOp`."""
        ...

    async def list_pogingen(self, abonnement_id: uuid.UUID, blad: Blad) -> Sequence[Bezorgverslag]:
        """Attempts to deliver, one more than the page shows; by `op`."""
        ...
