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


@dataclass(frozen=True, slots=True, kw_only=True)
class PerceelVastgesteld(Event):
    """A perceel that aanbieders may apply for."""

    perceel_code: str
    wet: str
    dienst: str
    variant: str
    procedure: str
    programmalijn: str
    gemeenten: tuple[str, ...]
    maximum_aanbieders: int | None
    uiterste_aanmelddag: dt.date | None
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanmeldingIngediend(Event):
    """An aanbieder applies for a perceel, with these kinds of evidence."""

    aanmelding_id: str
    agb_code: str
    perceel_code: str
    datum: dt.date
    bewijssoorten: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvullingGevraagd(Event):
    """The bureau asks for evidence that is missing, in time up to and including `uiterlijk`."""

    aanmelding_id: str
    agb_code: str
    perceel_code: str
    datum: dt.date
    uiterlijk: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanmeldingAangevuld(Event):
    """An aanbieder adds evidence that was asked for."""

    aanmelding_id: str
    agb_code: str
    perceel_code: str
    datum: dt.date
    bewijssoorten: tuple[str, ...]
