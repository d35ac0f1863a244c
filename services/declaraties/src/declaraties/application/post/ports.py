"""What the use cases of post ask of storage."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from declaraties.domain.post.afloop import Afloop
from declaraties.domain.post.bestand import Berichtkop, Bestand, Bron
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.retour import Retour
from declaraties.domain.standaard.profielen import Wet

Delen = Callable[[], Iterable[bytes]]  # the bytes of a message in consecutive parts, from the first at each call


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontvangst:
    """A complete upload that has passed the door."""

    kop: Berichtkop
    bron: Bron
    sha256: bytes
    grootte: int
    opslag: str
    ingediend_door: str
    trace_id: str
    ontvangen_op: dt.datetime


class Bestanden(Protocol):
    """The received messages and their queue."""

    async def add(self, ontvangst: Ontvangst) -> tuple[Bestand, bool]:
        """The stored message, and whether it is new: the same bytes of the same sender are one message."""
        ...

    async def take(self, hoogstens: int) -> Sequence[Bestand]:
        """Messages that are next in line of their aanbieder and wet, for this transaction; by number.

        Nobody else takes messages of those aanbieders meanwhile. A large message comes alone, and so does one that
        was tried before; empty when others have whatever waits.
        """
        ...

    async def finish(self, nummer: int, afloop: Afloop, *, nu: dt.datetime) -> None:
        """Store the end of a message; it leaves the queue with the commit."""
        ...

    async def finish_all(self, aflopen: Mapping[int, Afloop], *, nu: dt.datetime) -> None:
        """As `finish`, by number."""
        ...

    async def retry(self, nummer: int) -> bool:
        """Put a message that is set apart back in its queue, with fresh tries; False for any other."""
        ...

    async def start_tries(self, nummers: Sequence[int], *, nu: dt.datetime) -> Mapping[int, int]:
        """Count a try of each, in a transaction of its own; gives how many there are now, by number."""
        ...

    async def withdraw_tries(self, nummers: Sequence[int]) -> None:
        """Take tries back that failed through no fault of the messages, or of one that is not known."""
        ...

    async def note_fault(self, nummer: int, fout: str) -> None:
        """Remember the kind of error of the last try; never its text, which may hold personal data."""
        ...

    async def read_queue(self) -> tuple[int, Sequence[dt.datetime]]:
        """How many messages wait, and when each waiting 323 came in."""
        ...

    async def was_received(self, bestand: Bestand, identificatie: str) -> bool:
        """True when another message of this kind of this sender that counts had the same identificatie (TR056)."""
        ...

    async def next_kenmerk(self) -> str:
        """An identificatie that no other message of this service has; 12 characters."""
        ...

    async def list_needed(self, opslag: Sequence[str], *, since: dt.datetime) -> Collection[str]:
        """Which of these uploads belong to a message that waits, was set apart, or was answered after `since`."""
        ...

    async def find_opslag(self, nummer: int) -> str:
        """Name under which the bytes of a message are stored."""
        ...

    async def add_betrokkene(self, nummer: int, client: bytes) -> None:
        """Remember by pseudonym whom a message is about."""
        ...

    async def list_betrokkenen(self, nummer: int) -> Sequence[bytes]:
        """Pseudonyms of the persons that a message is about, as far as it is about one."""
        ...


class Antwoorden(Protocol):
    """The answers to messages: at most one each, kept encrypted as they were written."""

    async def add_325(self, antwoorden: Mapping[int, Antwoord325], *, nu: dt.datetime) -> None:
        """Write and store the 325 to each message; writing a long one takes seconds, so a thread does it."""
        ...

    async def add_retour(self, nummer: int, retour: Retour, inhoud: bytes, *, nu: dt.datetime) -> None:
        """Store the retour to a message."""
        ...

    async def find(self, nummer: int) -> bytes | None:
        """The answer as it was written, or None when there is none."""
        ...


class Enveloppen(Protocol):
    """StUF envelopes that were taken in."""

    async def add(self, zender: str, referentienummer: uuid.UUID, nummer: int, *, nu: dt.datetime) -> tuple[int, bool]:
        """Number of the message that came in this envelope, and whether the envelope is new (IB016)."""
        ...

    async def find(self, nummer: int) -> uuid.UUID | None:
        """Referentienummer of the envelope that a message came in; the first one when it came in several."""
        ...


class Deelnames(Protocol):
    """Which gemeente takes what from the bureau, and when."""

    async def has(self, wet: Wet, gemeente: str, *, dag: dt.date) -> bool:
        """True when the gemeente takes a service for this wet from the bureau on that day."""
        ...
