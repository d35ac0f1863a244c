import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AanbestedingGepubliceerd(Event):
    """A tender or toelating is on the market."""

    aanbesteding_id: str
    kenmerk: str
    procedure: str
    cpv: str
    perceel_codes: tuple[str, ...]
    gemeenten: tuple[str, ...]
    raming_cent: int
    sas_plichtig: bool
    looptijd_van: dt.date
    looptijd_tot: dt.date
    sluiting: dt.datetime
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanbestedingGewijzigd(Event):
    """A Nota van inlichtingen; `sluiting` is the moment that holds from now on."""

    aanbesteding_id: str
    nota: int
    wijzigt: bool
    sluiting: dt.datetime
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class InschrijvingenGeopend(Event):
    """The bids were opened, with how many came in time and too late."""

    aanbesteding_id: str
    op_tijd: int
    te_laat: int
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanbestedingIngetrokken(Event):
    """A tender was cancelled, or one perceel of it."""

    aanbesteding_id: str
    perceel_code: str | None
    reden: str
    bezwaar_tot: dt.date
    datum: dt.date
