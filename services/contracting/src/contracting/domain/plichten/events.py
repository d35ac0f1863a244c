import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TekortkomingGemeld(Event):
    """A breach of an agreement was found; what exactly stays with contracting until it is decided."""

    tekortkoming_id: str
    overeenkomst_id: str
    agb_code: str
    artikel: str
    gemeld_op: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class TekortkomingBesloten(Event):
    """The aanbieder was heard, or could have been, and it was decided what follows."""

    tekortkoming_id: str
    overeenkomst_id: str
    agb_code: str
    artikel: str
    gevolg: str
    openbaar: bool
    besloten_op: dt.date
