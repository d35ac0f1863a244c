"""The only part of the chassis that domain and application code may import: pure names and protocols."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol


class Kind(StrEnum):
    """What went wrong, seen from the caller; the edge translates it once to HTTP."""

    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    FORBIDDEN = "forbidden"
    INVALID = "invalid"
    TOO_LARGE = "too_large"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Fout:
    """One fault in what was sent: `veld` as the sender knows it, `code` stable, `melding` plain Dutch."""

    veld: str
    code: str
    melding: str


class DomainError(Exception):
    """A rule said no. `slug` is stable and kebab-case, `melding` is plain Dutch: what, where, how to mend."""

    def __init__(self, kind: Kind, slug: str, melding: str, *fouten: Fout) -> None:
        super().__init__(melding)
        self.kind = kind
        self.slug = slug
        self.melding = melding
        self.fouten = fouten


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact. Subclasses are frozen dataclasses whose name and fields equal an Avro schema in `schemas/`."""

    schema_versie: ClassVar[int] = 1


class Clock(Protocol):
    """Gives the present moment; an argument everywhere, so that past months replay exactly."""

    def nu(self) -> dt.datetime:
        """Aware moment in UTC."""
        ...

    def vandaag(self) -> dt.date:
        """Calendar date in Europe/Amsterdam."""
        ...


class Outbox(Protocol):
    """Where use cases put their events; stored in the transaction of the state that they describe."""

    def emit(self, event: Event) -> None:
        """Queue the event; it leaves with the commit or not at all."""
        ...
