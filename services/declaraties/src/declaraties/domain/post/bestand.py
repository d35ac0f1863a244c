"""A received message: what it is, who sent it, and the states it goes through."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from enum import StrEnum

from declaraties.domain.standaard.profielen import Soort, Wet


class Berichtstatus(StrEnum):
    """The states that a sender sees, in the words of the national message desk where it has one.

    "Bezorgd" is left out on purpose: fetching an answer changes nothing here. APART_GEZET is our own: the message made
    the worker fail again and again and waits for a person.
    """

    ONTVANGEN = "ontvangen"
    WORDT_VERWERKT = "wordt-verwerkt"
    VERWERKT = "verwerkt"
    AANGEBODEN = "aangeboden"
    AFGEKEURD = "afgekeurd"
    APART_GEZET = "apart-gezet"


class Bron(StrEnum):
    """How the message came in; BUREAU is written here, on behalf of a gemeente, and goes out."""

    XML = "xml"
    JSON = "json"
    BUREAU = "bureau"


class Richting(StrEnum):
    """UIT is written by the bureau and waits for its addressee."""

    IN = "in"
    UIT = "uit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtkop:
    """What the door reads of a message before it is judged: law, kind, sender and addressee."""

    wet: Wet
    soort: Soort
    afzender: str
    ontvanger: str

    @property
    def agb_code(self) -> str:
        """The aanbieder, on whichever side of the message."""
        return self.ontvanger if self.soort.van_gemeente else self.afzender

    @property
    def gemeente(self) -> str:
        """The gemeente, on whichever side of the message."""
        return self.afzender if self.soort.van_gemeente else self.ontvanger


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestand:
    """A stored message that waits for the worker. `nummer` orders the messages of one aanbieder and wet.

    `voor_u` is how many of them went first when it was stored.
    """

    nummer: int
    id: uuid.UUID
    kop: Berichtkop
    opslag: str
    trace_id: str
    ontvangen_op: dt.datetime
    voor_u: int = field(default=0, compare=False)
