import datetime as dt
import uuid
from typing import Protocol

from toezicht.domain.zaken.zaak import Bevinding, Tijdlijnregel, Zaak


class Zaken(Protocol):
    """Cases with everything in them."""

    async def bewaar(self, zaak: Zaak) -> None:
        """Insert or replace."""
        ...

    async def haal(self, zaak_id: uuid.UUID, *, lock: bool = False) -> Zaak | None:
        """The case; with `lock` nobody else changes it meanwhile."""
        ...

    async def lijst(self, *, stand: str | None, na: tuple[dt.datetime, uuid.UUID] | None, limiet: int) -> list[Zaak]:
        """Newest first."""
        ...

    async def noteer(self, regel: Tijdlijnregel) -> None:
        """Add to the timeline."""
        ...

    async def tijdlijn(self, zaak_id: uuid.UUID) -> list[Tijdlijnregel]:
        """Oldest first."""
        ...

    async def voeg_bevinding_toe(self, bevinding: Bevinding) -> None:
        """Keep a finding."""
        ...

    async def bevindingen(self, zaak_id: uuid.UUID) -> list[Bevinding]:
        """Oldest first."""
        ...
