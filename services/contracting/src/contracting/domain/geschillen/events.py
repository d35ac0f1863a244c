import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class KortgedingGemeld(Event):
    """A kort geding about a perceel is pending."""

    kortgeding_id: str
    perceel_code: str
    agb_code: str
    op_tijd: bool
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class KortgedingBeslist(Event):
    """A kort geding was decided or withdrawn."""

    kortgeding_id: str
    perceel_code: str
    agb_code: str
    uitkomst: str
    datum: dt.date
