import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event

from contracting.domain.toelating.afwijsreden import Afwijsreden


@dataclass(frozen=True, slots=True, kw_only=True)
class AanbiederGeregistreerd(Event):
    """The whole state of an aanbieder as registered."""

    agb_code: str
    kvk_nummer: str
    naam: str
    capaciteit_uren_per_maand: int
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanbiederToegelaten(Event):
    """An aanbieder meets the basiscriteria of a perceel."""

    agb_code: str
    perceel_code: str
    aanmelding_id: str
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanbiederAfgewezen(Event):
    """An aanbieder does not meet the basiscriteria of a perceel, with every reason of the step that failed."""

    agb_code: str
    perceel_code: str
    aanmelding_id: str
    datum: dt.date
    redenen: tuple[Afwijsreden, ...]
