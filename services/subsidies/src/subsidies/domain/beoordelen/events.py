"""Facts about the screening; names and fields equal the schemas in `schemas/avro/subsidies`."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Screeningsignaal:
    """One signal of a finished screening, with the outcome that a person chose."""

    regel: str
    versie: int
    uitkomst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAfgerond(Event):
    """Every signal of the screening has an outcome; none is an empty list."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    signalen: tuple[Screeningsignaal, ...]
    afgerond_op: dt.datetime
