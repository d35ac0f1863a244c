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


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvraagAanvullingGevraagd(Event):
    """The applicant was asked for what is missing; the decision term stands still."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    nummer: int
    gevraagd_op: dt.date
    uiterlijk: dt.date
    beslisdatum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvraagAanvullingOntvangen(Event):
    """The applicant answered; the decision term runs on, and a person says whether it suffices."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    nummer: int
    ontvangen_op: dt.datetime
    beslisdatum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvraagAangevuld(Event):
    """A person said whether the answer of the applicant suffices."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    nummer: int
    toereikend: bool
    beantwoord_op: dt.date
    beslisdatum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvraagZienswijzeGevraagd(Event):
    """An intended refusal was put to the applicant."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    gevraagd_op: dt.date
    uiterlijk: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class AanvraagZienswijzeGegeven(Event):
    """The applicant reacted, or said not to."""

    aanvraag_id: str
    regeling_code: str
    regeling_versie: int
    gemeente: str
    gereageerd: bool
    beantwoord_op: dt.date
