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
