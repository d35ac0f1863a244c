"""What the use cases about signals need of storage."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Protocol

from toezicht.application.signalen.queries import Selectie
from toezicht.domain.signalen.aanbieder import Aanbieder, Declaratietotaal, Overeenkomst
from toezicht.domain.signalen.anomaliebericht import Anomaliebericht
from toezicht.domain.signalen.signaal import Signaal, Signaalbeoordeling


class Signalen(Protocol):
    """Signals and what people found them worth."""

    async def bewaar(self, signaal: Signaal) -> None:
        """Insert, or replace by a newer message; trace id, outcome and case of the first stay."""
        ...

    async def haal(self, signaal_id: uuid.UUID, soorten: Collection[str], *, lock: bool = False) -> Signaal | None:
        """The signal, when it is of one of these kinds; with `lock` nobody else changes it meanwhile."""
        ...

    async def lijst(self, selectie: Selectie) -> list[Signaal]:
        """Newest first."""
        ...

    async def koppel(self, signaal_id: uuid.UUID, zaak_id: uuid.UUID) -> None:
        """The signal became this case."""
        ...

    async def beoordeel(self, beoordeling: Signaalbeoordeling) -> None:
        """Keep the outcome, and make it the current one of the signal."""
        ...

    async def tellingen(self, soorten: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """Per rule: number of signals, and of each current outcome."""
        ...

    async def aantal_open(self) -> int:
        """Active signals that nobody made a case of or judged."""
        ...


class Anomalieen(Protocol):
    """The log of anomalies as they came in."""

    async def voeg_toe(self, bericht: Anomaliebericht) -> int:
        """Keep it (its `positie` is ignored) with a delivery for each subscriber; the position it got."""
        ...

    async def na(self, positie: int, *, soorten: Collection[str], limiet: int) -> list[Anomaliebericht]:
        """What came after the position, in order."""
        ...


class Projecties(Protocol):
    """What other services told; each row only says what its event said, newer wins."""

    async def aanbieder(self, agb_code: str) -> Aanbieder | None:
        """Name and capacity."""
        ...

    async def bewaar_aanbieder(self, aanbieder: Aanbieder, tijd: dt.datetime) -> None:
        """Keep it when it is newer than what we have."""
        ...

    async def overeenkomsten(self, agb_code: str) -> list[Overeenkomst]:
        """All of an aanbieder, oldest first."""
        ...

    async def bewaar_overeenkomst(self, overeenkomst: Overeenkomst) -> None:
        """Insert or replace."""
        ...

    async def bewaar_declaratie(self, totaal: Declaratietotaal) -> None:
        """Insert or replace."""
        ...

    async def maandtotalen(self, periode: int) -> Mapping[str, int]:
        """Eurocents granted per aanbieder over a month (jjjjmm)."""
        ...
