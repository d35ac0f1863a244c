"""The facts about received messages; names and fields equal the Avro schemas."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaratieOntvangen(Event):
    """A 323 was received and stored."""

    bestand_id: str
    agb_code: str
    gemeente: str
    wet: str
    ontvangen_op: dt.datetime
