"""A toewijzing as the store holds it, and whether care and payment may follow from it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from declaraties.domain.standaard.berichten.toewijzing import Bericht301, ToegewezenProduct
from declaraties.domain.standaard.profielen import Wet

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONDER_GRONDSLAG = "geen-grondslag"
CLIENTENSTOP = "clientenstop"
VERWIJDERD = "verwijderd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzingstand:
    """The newest version of one toewijzing; `client` is the pseudonym, `budget_cent` and euro volumes in cents.

    `toewijzingstijd` is microseconds since midnight, in Dutch time.
    """

    gemeente: str
    wet: Wet
    nummer: int
    agb_code: str
    client: bytes
    categorie: str | None = None
    code: str | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget_cent: int | None = None
    ingangsdatum: dt.date
    einddatum: dt.date | None = None
    verwijderd: bool = False
    toewijzingsdatum: dt.date
    toewijzingstijd: int

    @property
    def toegewezen_op(self) -> dt.datetime:
        """Toewijzingsdatum and -tijd, which the standard gives in Dutch time, as a moment in UTC.

        The first day of the calendar is taken as a day in UTC: before it there is no moment.
        """
        zone = dt.UTC if self.toewijzingsdatum == dt.date.min else AMSTERDAM
        middernacht = dt.datetime.combine(self.toewijzingsdatum, dt.time(), zone)
        return (middernacht + dt.timedelta(microseconds=self.toewijzingstijd)).astimezone(dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clientenstop:
    """A measure: no new clients from `van` to `tot` (both included); no gemeenten means the whole region."""

    agb_code: str
    gemeenten: frozenset[str]
    van: dt.date
    tot: dt.date | None = None

    def raakt(self, stand: Toewijzingstand) -> bool:
        """True for a toewijzing that starts inside the stop; one that started before goes on."""
        binnen = self.van <= stand.ingangsdatum and (self.tot is None or stand.ingangsdatum <= self.tot)
        waar = not self.gemeenten or stand.gemeente in self.gemeenten
        return self.agb_code == stand.agb_code and waar and binnen


def stand_van(bericht: Bericht301, product: ToegewezenProduct, client: bytes) -> Toewijzingstand:
    """One product of a 301 in the form of the store; `client` is the pseudonym."""
    omvang = product.omvang
    return Toewijzingstand(
        gemeente=bericht.header.afzender,
        wet=bericht.wet,
        nummer=product.toewijzing_nummer,
        agb_code=bericht.header.ontvanger,
        client=client,
        categorie=product.product.categorie if product.product else None,
        code=product.product.code if product.product else None,
        volume=omvang.volume if omvang else None,
        eenheid=omvang.eenheid if omvang else None,
        frequentie=omvang.frequentie if omvang else None,
        budget_cent=product.budget,
        ingangsdatum=product.ingangsdatum,
        einddatum=product.einddatum,
        verwijderd=product.verwijderd,
        toewijzingsdatum=product.toewijzingsdatum,
        toewijzingstijd=product.toewijzingstijd,
    )


def reden_ongeldig(stand: Toewijzingstand, grondslag: str | None, stops: Iterable[Clientenstop]) -> str | None:
    """Why no care or payment may follow from the toewijzing; None when they may."""
    if stand.verwijderd:
        return VERWIJDERD
    if grondslag is None:
        return ZONDER_GRONDSLAG
    return CLIENTENSTOP if any(stop.raakt(stand) for stop in stops) else None
