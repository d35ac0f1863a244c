"""What toezicht publishes about cases; names and fields equal the Avro schemas in `schemas/avro/toezicht`."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaakGeopend(Event):
    """A rechtmatigheidszaak was opened."""

    zaak_id: str
    agb_code: str
    signaal_id: str | None
    geopend_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaakGeclassificeerd(Event):
    """A person gave a case one of the three classes; `reden` stays empty: words of people do not travel."""

    zaak_id: str
    agb_code: str
    klasse: str
    vorige_klasse: str | None
    geclassificeerd_op: dt.datetime
    reden: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AangifteBesloten(Event):
    """A person decided whether aangifte is done; why stays inside."""

    zaak_id: str
    agb_code: str
    aangifte: bool
    besloten_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ZaakGesloten(Event):
    """A case ended with an outcome."""

    zaak_id: str
    agb_code: str
    uitkomst: str
    gesloten_op: dt.datetime
