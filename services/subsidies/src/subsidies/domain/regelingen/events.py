"""Facts about schemes; names and fields equal the schemas in `schemas/avro/subsidies`."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RegelingGepubliceerd(Event):
    """A version of a scheme was published."""

    regeling_code: str
    regeling_versie: int
    titel: str
    gemeenten: tuple[str, ...]
    programmalijn: str
    open_van: dt.date
    open_tot: dt.date | None
    gepubliceerd_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RegelingIngetrokken(Event):
    """A scheme takes in no applications from a day on."""

    regeling_code: str
    ingetrokken_per: dt.date
    ingetrokken_op: dt.datetime
