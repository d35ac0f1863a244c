import uuid
from collections.abc import Sequence
from typing import Protocol

from contracting.domain.aanbesteding.aanbesteding import Aanbesteding
from contracting.domain.aanbesteding.inschrijving import Inschrijfinhoud, Inschrijving


class Aanbestedingen(Protocol):
    """Tenders; a perceel is in at most one that runs."""

    async def find(self, aanbesteding_id: uuid.UUID) -> Aanbesteding | None:
        """The tender, or None."""
        ...

    async def get(self, aanbesteding_id: uuid.UUID) -> Aanbesteding | None:
        """The tender, locked until the end of the transaction; or None."""
        ...

    async def get_gedeeld(self, aanbesteding_id: uuid.UUID) -> Aanbesteding | None:
        """The tender; others may hold it so too, but nobody changes it until the end of the transaction. Or None."""
        ...

    async def get_van_perceel(self, perceel_code: str) -> Aanbesteding | None:
        """The tender in which the perceel runs, locked until the end of the transaction; or None."""
        ...

    async def add(self, aanbesteding: Aanbesteding) -> bool:
        """Store a new one; False when its reference is taken, or a perceel of it is in another that runs."""
        ...

    async def replace(self, aanbesteding: Aanbesteding) -> bool:
        """Store a draft with other percelen; False when one of them is in another that runs."""
        ...

    async def save(self, aanbesteding: Aanbesteding) -> None:
        """Store the new state; a perceel that was cancelled is free for another tender."""
        ...


class Inschrijvingen(Protocol):
    """Bids; at most one that counts per tender, perceel and aanbieder."""

    async def get(self, inschrijving_id: uuid.UUID) -> Inschrijving | None:
        """The bid, locked until the end of the transaction; or None."""
        ...

    async def get_ontvangen(self, aanbesteding_id: uuid.UUID, perceel_code: str, agb_code: str) -> Inschrijving | None:
        """The bid of this aanbieder that is still sealed and counts, locked until the end of the transaction."""
        ...

    async def add(self, inschrijving: Inschrijving) -> bool:
        """Store a new one; False when another of this aanbieder for the perceel counts."""
        ...

    async def save(self, inschrijving: Inschrijving) -> None:
        """Store where it stands; what was handed in never changes."""
        ...

    async def list(self, aanbesteding_id: uuid.UUID, perceel_code: str | None = None) -> Sequence[Inschrijving]:
        """All bids of a tender, or of one perceel, in order of receipt."""
        ...


class Zegel(Protocol):
    """Seals the content of a bid: only this service opens it, and only as that bid."""

    def seal(self, inschrijving_id: uuid.UUID, inhoud: Inschrijfinhoud) -> bytes:
        """The content, encrypted."""
        ...

    def open(self, inschrijving: Inschrijving) -> Inschrijfinhoud:
        """The content of a bid that was opened; refused before that (`nog-verzegeld`)."""
        ...
