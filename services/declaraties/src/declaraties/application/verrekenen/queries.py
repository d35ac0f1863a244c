"""What the API shows of settlements."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from risb_kern.lists import Bereik, Blad


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
    """Which settlements; None means any."""

    gemeente: str | None = None
    agb_code: str | None = None
    aanleiding: str | None = None


class Verrekeningvragen(Protocol):
    """Reads about settlements; filtered by what the caller may see."""

    async def list(self, bereik: Bereik, filters: Verrekeningfilter, blad: Blad) -> Sequence[Verrekeninglezing]:
        """Settlements in the order in which they were made."""
        ...

    async def find(self, bereik: Bereik, kenmerk: uuid.UUID) -> Verrekeninglezing | None:
        """One settlement, or None when it does not exist or is not for these eyes."""
        ...

    async def list_regels(self, volgnummer: int, blad: Blad) -> Sequence[Verrekenregellezing]:
        """Lines of a settlement by message and line."""
        ...

    async def list_taken(self, blad: Blad) -> Sequence[Verrekentaaklezing]:
        """Tasks, newest first."""
        ...

    async def list_woonplaatsen(self, bereik: Bereik, client: bytes) -> Sequence[Woonplaatslezing]:
        """The history of a client, oldest first, for a gemeente that is or was concerned."""
        ...
