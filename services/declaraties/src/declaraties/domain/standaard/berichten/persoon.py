"""Person, address and contact records of a 301, 305 and 307. Personal data: never in a log, a key or an event."""

import datetime as dt
from dataclasses import dataclass

from declaraties.domain.standaard.berichten.waarden import OpenPeriode


@dataclass(frozen=True, slots=True, kw_only=True)
class Geboortedatum:
    """`datum_gebruik` says which part is unknown (COD170)."""

    datum: dt.date
    datum_gebruik: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Achternaam:
    """Family name with its prefix apart."""

    achternaam: str
    voorvoegsel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolledigeNaam:
    """`naam_gebruik` gives the order in which own and partner's name are used (COD700)."""

    geslachtsnaam: Achternaam
    partnernaam: Achternaam | None = None
    voornamen: str | None = None
    voorletters: str | None = None
    naam_gebruik: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerkorteNaam:
    """The name as start and stop messages carry it."""

    geslachtsnaam: Achternaam
    voornamen: str | None = None
    voorletters: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Communicatie:
    """Interpreter needed, and the language."""

    vorm: str
    taal: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Huis:
    """House number with its parts."""

    huisnummer: int
    huisletter: str | None = None
    huisnummer_toevoeging: str | None = None
    aanduiding_woonadres: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adres:
    """Every part may be absent (unknown or secret)."""

    huis: Huis | None = None
    postcode: str | None = None
    straatnaam: str | None = None
    plaatsnaam: str | None = None
    land_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telefoon:
    """Number and country number as sent."""

    telefoonnummer: str
    landnummer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telefoonnummers:
    """One or two numbers."""

    telefoon01: Telefoon
    telefoon02: Telefoon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach the client or a relation; one per `soort`."""

    soort: str
    adres: Adres | None = None
    organisatie: str | None = None
    telefoon: Telefoonnummers | None = None
    emailadres: str | None = None
    periode: OpenPeriode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatie:
    """Someone close to the client, with a contact of its own."""

    nummer: str
    volgorde: int | None = None
    soort: str
    geboortedatum: Geboortedatum | None = None
    geslacht: str | None = None
    naam: VolledigeNaam
    contact: Contact
