"""What the API shows of settlements."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from declaraties.application.post.lezen import Zicht


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekeninglezing:
    """A settlement as stored."""

    volgnummer: int
    id: uuid.UUID
    aanleiding: str
    agb_code: str
    wet: str
    gemeente: str
    naar_gemeente: str | None
    programmalijn: str
    jaar: int
    bedrag_cent: int
    regels: int
    berekend_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekenregellezing:
    """A line of a settlement beside what was approved (`bedrag`, eurocents)."""

    bericht_id: uuid.UUID
    bestand_nummer: int
    declaratienummer: str
    regel: int
    client: bytes
    referentie: str
    toewijzing: int
    code: str
    begin: dt.date
    eind: dt.date
    bedrag: int
    post: str
    bedrag_cent: int
    stand_cent: int
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekentaaklezing:
    """A task with its progress."""

    volgnummer: int
    agb_code: str
    wet: str
    aanleiding: str
    aangevraagd_op: dt.datetime
    bekeken: int
    klaar_op: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Woonplaatslezing:
    """A row of the history of a client."""

    id: uuid.UUID
    wet: str
    gemeente: str
    vanaf: dt.date
    vastgelegd_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekeningfilter:
    """Which settlements; None means any. `na` is the number of the last one of the page before."""

    gemeente: str | None = None
    agb_code: str | None = None
    aanleiding: str | None = None
    na: int | None = None
    limiet: int = 100


class Verrekeninglezer(Protocol):
    """Reads for the API; filtered by what the caller may see."""

    async def verrekeningen(self, zicht: Zicht, filters: Verrekeningfilter) -> Sequence[Verrekeninglezing]:
        """Settlements in the order in which they were made."""
        ...

    async def verrekening(self, zicht: Zicht, kenmerk: uuid.UUID) -> Verrekeninglezing | None:
        """One settlement, or None when it does not exist or is not for these eyes."""
        ...

    async def regels(self, volgnummer: int, *, na: tuple[int, int], limiet: int) -> Sequence[Verrekenregellezing]:
        """Lines of a settlement by message and line, after the place `na`."""
        ...

    async def taken(self, *, na: int | None, limiet: int) -> Sequence[Verrekentaaklezing]:
        """Tasks, newest first."""
        ...

    async def woonplaatsen(self, zicht: Zicht, client: bytes) -> Sequence[Woonplaatslezing]:
        """The history of a client, oldest first, for a gemeente that is or was concerned."""
        ...
