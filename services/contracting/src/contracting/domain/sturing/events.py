import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetVastgesteld(Event):
    """The budget of a gemeente on a programmalijn in a year; the highest version counts."""

    gemeente: str
    programmalijn: str
    jaar: int
    bedrag_cent: int
    versie: int
    datum: dt.date
