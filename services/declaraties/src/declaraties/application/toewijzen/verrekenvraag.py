"""Which approved lines must be looked at again after the answer."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Verrekenvraag:
    """Lines of an aanbieder, and why; None means any.

    `vanaf`: only lines that start on that day or later. `bestand_nummer`: the lines of one message and those that it
    credits.
    """

    agb_code: str
    wet: str
    aanleiding: str
    productcode: str | None = None
    gemeente: str | None = None
    toewijzing: int | None = None
    client: bytes | None = None
    bestand_nummer: int | None = None
    vanaf: dt.date | None = None
