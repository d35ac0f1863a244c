"""The facts about settlement; names and fields equal the Avro schemas."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class VerrekeningBerekend(Event):
    """Approved lines were settled after the answer; nothing that was told before changes.

    Without `naar_gemeente` the amount is for the aanbieder (negative: back to the gemeente); a betaalopdracht follows.
    With it `gemeente` gets the amount back and `naar_gemeente` owes it; the aanbieder has no part in that.
    """

    verrekening_id: str
    agb_code: str
    gemeente: str
    naar_gemeente: str | None
    wet: str
    programmalijn: str
    jaar: int
    aanleiding: str
    bedrag_cent: int
    regels: int
    berekend_op: dt.datetime
