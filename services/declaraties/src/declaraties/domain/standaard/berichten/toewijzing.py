"""The 301: what a gemeente assigns to one aanbieder for one client."""

import datetime as dt
from dataclasses import dataclass

from declaraties.domain.standaard.berichten.persoon import Communicatie, Contact, Geboortedatum, Relatie, VolledigeNaam
from declaraties.domain.standaard.berichten.waarden import Kop, Omvang, Product
from declaraties.domain.standaard.profielen import Wet

VERWIJDERD = "13"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToegewezenProduct:
    """One toewijzing. `toewijzingstijd` is microseconds since midnight, `budget` eurocents."""

    toewijzing_nummer: int
    referentie_aanbieder: str | None = None
    product: Product | None = None
    toewijzingsdatum: dt.date
    toewijzingstijd: int
    ingangsdatum: dt.date
    einddatum: dt.date | None = None
    reden_wijziging: str | None = None
    omvang: Omvang | None = None
    budget: int | None = None
    commentaar: str | None = None

    @property
    def verwijderd(self) -> bool:
        """RedenWijziging 13: to be treated as never sent."""
        return self.reden_wijziging == VERWIJDERD


@dataclass(frozen=True, slots=True, kw_only=True)
class Client301:
    """The one client of a 301."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VolledigeNaam
    communicatie: Communicatie | None = None
    juridische_status: str | None = None
    wettelijke_vertegenwoordiging: str | None = None
    commentaar: str | None = None
    relaties: tuple[Relatie, ...] | None = None
    contactgegevens: tuple[Contact, ...]
    toegewezen_producten: tuple[ToegewezenProduct, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht301:
    """A whole 301. Afzender is the gemeente, ontvanger the aanbieder (AGB)."""

    wet: Wet
    header: Kop
    client: Client301
