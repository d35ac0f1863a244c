"""Facts about applications; names and fields equal the schemas in `schemas/avro/subsidies`."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvraagIngediend(Event):
    """An application was received."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    wijk: str | None
    soort_aanvrager: str
    kvk_nummer: str | None
    gevraagd_cent: int
    ingediend_op: dt.datetime
    beslisdatum: dt.date
