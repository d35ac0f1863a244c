"""The 305 and 307: an aanbieder tells that delivery on a toewijzing has started, or has stopped (for now)."""

import datetime as dt
from dataclasses import dataclass

from declaraties.domain.standaard.berichten.persoon import Geboortedatum, VerkorteNaam
from declaraties.domain.standaard.berichten.waarden import Kop, Product
from declaraties.domain.standaard.profielen import Wet

EERSTE_AANLEVERING = "1"
VERWIJDEREN = "3"
TIJDELIJK = "20"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartProduct:
    """Delivery began on `begindatum`; `status_aanlevering` is COD467, `toewijzing_ingangsdatum` that of the 301."""

    toewijzing_nummer: int | None = None
    product: Product | None = None
    toewijzing_ingangsdatum: dt.date | None = None
    begindatum: dt.date
    status_aanlevering: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopProduct(StartProduct):
    """The delivery that began on `begindatum` ended on `einddatum`; reason 20 is a pause."""

    reden_beeindiging: str
    einddatum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Regieclient:
    """The one client of a 305 or 307."""

    bsn: str
    geboortedatum: Geboortedatum
    geslacht: str
    naam: VerkorteNaam


@dataclass(frozen=True, slots=True, kw_only=True)
class Client305(Regieclient):
    """The client with what has started."""

    start_producten: tuple[StartProduct, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client307(Regieclient):
    """The client with what has stopped."""

    stop_producten: tuple[StopProduct, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht305:
    """A whole 305. Afzender is the aanbieder (AGB), ontvanger the gemeente."""

    wet: Wet
    header: Kop
    client: Client305

    @property
    def producten(self) -> tuple[StartProduct, ...]:
        """What has started."""
        return self.client.start_producten


@dataclass(frozen=True, slots=True, kw_only=True)
class Bericht307:
    """A whole 307. Afzender is the aanbieder (AGB), ontvanger the gemeente."""

    wet: Wet
    header: Kop
    client: Client307

    @property
    def producten(self) -> tuple[StopProduct, ...]:
        """What has stopped."""
        return self.client.stop_producten


Regiebericht = Bericht305 | Bericht307
