"""Facts that subsidies tells the others; names and fields equal the schemas in `schemas/avro/subsidies`."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningSignaal:
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
    signalen: tuple[ScreeningSignaal, ...]
    afgerond_op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DubbeleFinancieringGesignaleerd(Event):
    """An applicant also has a care contract; a question for a person, never a conclusion."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    regel: str
    regel_versie: int
    kvk_nummer: str
    agb_code: str
    overeenkomst_id: str
    toelichting: str
    gevraagd_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidieVerleend(Event):
    """A subsidy was granted; `jaar` is the budget year."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    programmalijn: str
    jaar: int
    verleend_cent: int
    direct_vastgesteld: bool
    besluitdatum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reden:
    """A refusal ground with its fixed code."""

    code: str
    toelichting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidieGeweigerd(Event):
    """A subsidy was refused as a whole."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    gronden: tuple[Reden, ...]
    besluitdatum: dt.date
