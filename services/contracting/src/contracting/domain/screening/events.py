import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaalblokkadeVastgesteld(Event):
    """Whether an organisation may be paid after its screening; the newest number holds."""

    kvk_nummer: str
    volgnummer: int
    reden: str
    datum: dt.date
