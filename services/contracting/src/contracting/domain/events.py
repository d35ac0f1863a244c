"""The facts that contracting publishes; names and fields equal the Avro schemas in `schemas/avro/contracting`."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event

from contracting.domain.toelating.reden import Reden


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
    redenen: tuple[Reden, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OvereenkomstGesloten(Event):
    """An agreement with everything but its prices."""

    overeenkomst_id: str
    agb_code: str
    wet: str
    variant: str
    perceel_code: str
    programmalijn: str
    gemeenten: tuple[str, ...]
    productcodes: tuple[str, ...]
    ingangsdatum: dt.date
    einddatum: dt.date | None
    jaarbudget_cent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrijsVastgesteld(Event):
    """One version of one price; versions are never overwritten."""

    overeenkomst_id: str
    agb_code: str
    wet: str
    prijs_id: str
    versie: int
    productcategorie: str
    productcode: str
    eenheid: str
    tarief_cent: int
    geldig_van: dt.date
    geldig_tot: dt.date | None
    gemeenten: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaaltermijnVastgesteld(Event):
    """One term of one gemeente in a taakgericht payment schedule."""

    overeenkomst_id: str
    agb_code: str
    gemeente: str
    programmalijn: str
    jaar: int
    termijn: int
    vervaldatum: dt.date
    bedrag_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OvereenkomstBeeindigd(Event):
    """An agreement ends earlier than concluded."""

    overeenkomst_id: str
    agb_code: str
    einddatum: dt.date
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegioDeelnameVastgelegd(Event):
    """A gemeente takes a service line from the bureau during a period; the newest for one first day counts."""

    gemeente: str
    dienst: str
    van: dt.date
    tot: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RekeningVastgesteld(Event):
    """Two persons fixed the account on which an aanbieder is paid; the number only encrypted and as keyed hash."""

    agb_code: str
    rekening_id: str
    versie: int
    tenaamstelling: str
    iban_versleuteld: bytes
    iban_kenmerk: bytes
    naamcontrole: str
    vastgesteld_op: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class GemeenterekeningVastgesteld(Event):
    """Two persons fixed the account from which a gemeente pays; the number only encrypted and as keyed hash."""

    gemeente: str
    rekening_id: str
    versie: int
    tenaamstelling: str
    iban_versleuteld: bytes
    iban_kenmerk: bytes
    naamcontrole: str
    vastgesteld_op: dt.date
