"""Facts about decisions; names and fields equal the schemas in `schemas/avro/subsidies`."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidieVerleend(Event):
    """A subsidy was granted; `jaar` is the budget year, `gronden` the codes on which the rest was refused."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    programmalijn: str
    jaar: int
    verleend_cent: int
    direct_vastgesteld: bool
    besluitdatum: dt.date
    geweigerd_cent: int = 0
    gronden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weigeringsreden:
    """A refusal ground with its fixed code; `toelichting` stays empty: words of people do not travel."""

    code: str
    toelichting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidieGeweigerd(Event):
    """A subsidy was refused as a whole."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    gronden: tuple[Weigeringsreden, ...]
    besluitdatum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvraagBuitenBehandelingGesteld(Event):
    """An application was left aside, since data stayed missing."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    besluitdatum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefVerzonden(Event):
    """A letter went out, or is ready to be fetched; nothing of its contents or of whom it went to."""

    aanvraag_id: str
    document_id: str
    soort: str
    kanaal: str
    verzonden_op: dt.datetime
