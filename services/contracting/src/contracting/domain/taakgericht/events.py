import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaaltermijnVastgesteld(Event):
    """One term of one gemeente in a taakgericht payment schedule; the highest `volgnummer` counts."""

    overeenkomst_id: str
    agb_code: str
    gemeente: str
    programmalijn: str
    jaar: int
    termijn: int
    vervaldatum: dt.date
    bedrag_cent: int
    volgnummer: int = 0
