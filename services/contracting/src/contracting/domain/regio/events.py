import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RegioDeelnameVastgelegd(Event):
    """A gemeente takes a service line from the bureau during a period; the newest for one first day counts."""

    gemeente: str
    dienst: str
    van: dt.date
    tot: dt.date | None
