import uuid
from collections.abc import Sequence
from typing import Protocol

from risb_kern.lists import Bereik, Blad

from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.aanbesteding.inschrijving import Inschrijving


class Aanbestedingvragen(Protocol):
    """Tenders as they are shown."""

    async def list(self, blad: Blad, *, concepten: bool) -> Sequence[Aanbesteding]:
        """Tenders by reference (`kenmerk`); what was not published yet only with `concepten`."""
        ...


class Inschrijvingvragen(Protocol):
    """Bids as they are shown."""

    async def list(self, bereik: Bereik, blad: Blad, *, aanbesteding_id: uuid.UUID) -> Sequence[Inschrijving]:
        """Bids of a tender by id."""
        ...
