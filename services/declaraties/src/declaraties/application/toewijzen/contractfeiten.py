"""What contracting and toezicht tell, as far as this service keeps it; each keyed by what it is about."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanbiederfeit:
    """Who an aanbieder is."""

    agb_code: str
    kvk_nummer: str
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toelatingfeit:
    """An aanbieder was admitted to a perceel."""

    agb_code: str
    perceel_code: str
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overeenkomstfeit:
    """An agreement without its prices."""

    overeenkomst_id: uuid.UUID
    agb_code: str
    wet: str
    variant: str
    programmalijn: str
    gemeenten: Sequence[str]
    productcodes: Sequence[str]
    ingangsdatum: dt.date
    einddatum: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overeenkomsteinde:
    """An agreement ends earlier or later than concluded, or does not after all; apart, so that it may arrive first.

    None is no end of its own; the highest `volgnummer` counts.
    """

    overeenkomst_id: uuid.UUID
    agb_code: str
    einddatum: dt.date | None
    volgnummer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prijsfeit:
    """A price version; never overwritten by another one."""

    prijs_id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    wet: str
    versie: int
    productcategorie: str | None = None
    productcode: str
    eenheid: str
    tarief_cent: int
    geldig_van: dt.date
    geldig_tot: dt.date | None = None
    gemeenten: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijnfeit:
    """A term of a taakgericht budget; the highest `volgnummer` counts, that of the first statement is 0."""

    overeenkomst_id: uuid.UUID
    gemeente: str
    jaar: int
    termijn: int
    agb_code: str
    programmalijn: str
    vervaldatum: dt.date
    bedrag_cent: int
    volgnummer: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deelnamefeit:
    """A gemeente takes a service from the bureau."""

    gemeente: str
    dienst: str
    van: dt.date
    tot: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maatregelfeit:
    """A measure against an aanbieder."""

    maatregel_id: uuid.UUID
    agb_code: str
    soort: str
    gemeenten: Sequence[str]
    van: dt.date
    tot: dt.date | None = None
    percentage: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maatregeleinde:
    """A measure has ended; apart, so that it may arrive first."""

    maatregel_id: uuid.UUID
    agb_code: str
    einddatum: dt.date


Overeenkomstnieuws = Overeenkomstfeit | Overeenkomsteinde | Prijsfeit
Maatregelnieuws = Maatregelfeit | Maatregeleinde
Contractfeit = Overeenkomstnieuws | Maatregelnieuws | Aanbiederfeit | Toelatingfeit | Termijnfeit | Deelnamefeit
