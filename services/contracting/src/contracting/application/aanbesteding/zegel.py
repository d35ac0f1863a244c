import uuid
from typing import Protocol

from contracting.domain.aanbesteding.inschrijving import Inschrijfinhoud, Inschrijving


class Zegel(Protocol):
    """Seals the content of a bid: only this service opens it, and only as that bid."""

    def seal(self, inschrijving_id: uuid.UUID, inhoud: Inschrijfinhoud) -> bytes:
        """The content, encrypted."""
        ...

    def open(self, inschrijving: Inschrijving) -> Inschrijfinhoud:
        """The content of a bid that was opened; refused before that (`nog-verzegeld`)."""
        ...
