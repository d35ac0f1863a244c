"""What follows from a toewijzing with everything that is known now: valid or not, and the money."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.events import ToewijzingVastgelegd
from declaraties.domain.toewijzen.kolommen import Contracttarief
from declaraties.domain.toewijzen.toewijzing import Clientenstop, Toewijzingstand, reden_ongeldig
from declaraties.domain.toewijzen.verplichting import verplichting_cent

TAAKGERICHT = "taakgericht"
Plaats = tuple[str, str, str]
Productplaats = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzingsgevolg:
    """The derived part of a toewijzing, as it was published last."""

    grondslag: str | None
    geldig: bool
    reden_ongeldig: str | None
    verplichting_cent: int
    programmalijn: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contractafspraak:
    """The part of an agreement that matters here; `einddatum` is the earliest that is known, both days included.

    `begrensd` tells that it has a ceiling for some year.
    """

    agb_code: str
    wet: str
    variant: str
    programmalijn: str
    gemeenten: frozenset[str]
    productcodes: frozenset[str]
    ingangsdatum: dt.date
    einddatum: dt.date | None = None
    begrensd: bool = False

    def geldt(self, gemeente: str, code: str | None, dag: dt.date) -> bool:
        """True when it covers the product (any product, when none is asked or none is named) on that day."""
        binnen = self.ingangsdatum <= dag <= (self.einddatum or dt.date.max)
        product = code is None or not self.productcodes or code in self.productcodes
        return binnen and product and gemeente in self.gemeenten


@dataclass(frozen=True, slots=True, kw_only=True)
class Omgeving:
    """What toewijzingen of one aanbieder depend on.

    `grondslagen` is keyed by (gemeente, wet, nummer), `prijzen` by (wet, gemeente, aanbieder, productcode).
    """

    grondslagen: Mapping[tuple[str, Wet, int], str]
    stops: tuple[Clientenstop, ...]
    prijzen: Mapping[Productplaats, Sequence[Contracttarief]]
    overeenkomsten: tuple[Contractafspraak, ...]


def bepaal_gevolg(stand: Toewijzingstand, omgeving: Omgeving) -> Toewijzingsgevolg:
    """The same answer whatever the order in which 301, ground, measure and price arrived."""
    grondslag = omgeving.grondslagen.get((stand.gemeente, stand.wet, stand.nummer))
    reden = reden_ongeldig(stand, grondslag, omgeving.stops)
    plaats = (stand.wet, stand.gemeente, stand.agb_code)
    return Toewijzingsgevolg(
        grondslag=grondslag,
        geldig=reden is None,
        reden_ongeldig=reden,
        verplichting_cent=verplichting_cent(
            stand, omgeving.prijzen.get((*plaats, stand.code or ""), ()), geldig=reden is None
        ),
        programmalijn=programmalijn_op(omgeving.overeenkomsten, plaats, stand.code, dag=stand.ingangsdatum),
    )


def per_product(prijzen: Iterable[Contracttarief]) -> dict[Productplaats, list[Contracttarief]]:
    """Prices by wet, gemeente, aanbieder and product code."""
    groepen: dict[Productplaats, list[Contracttarief]] = defaultdict(list)
    for prijs in prijzen:
        groepen[prijs.wet, prijs.gemeente, prijs.aanbieder, prijs.productcode].append(prijs)
    return groepen


def programmalijn_op(
    overeenkomsten: Iterable[Contractafspraak], plaats: Plaats, code: str | None, *, dag: dt.date
) -> str | None:
    """Programme line of the newest agreement at `plaats` (wet, gemeente, aanbieder) that covers the product that day.

    A p*q agreement goes before a taakgerichte one, since only the former is paid by line.
    """
    wet, gemeente, agb_code = plaats
    passend = [
        one for one in overeenkomsten if (one.agb_code, one.wet) == (agb_code, wet) and one.geldt(gemeente, code, dag)
    ]
    if not passend:
        return None
    return max(passend, key=lambda one: (one.variant != TAAKGERICHT, one.ingangsdatum, one.programmalijn)).programmalijn


def als_event(stand: Toewijzingstand, gevolg: Toewijzingsgevolg) -> ToewijzingVastgelegd:
    """The newest state as the rest of the chain sees it."""
    return ToewijzingVastgelegd(
        agb_code=stand.agb_code,
        gemeente=stand.gemeente,
        wet=stand.wet.value,
        toewijzing_nummer=stand.nummer,
        client=stand.client,
        productcategorie=stand.categorie,
        productcode=stand.code,
        ingangsdatum=stand.ingangsdatum,
        einddatum=stand.einddatum,
        volume=stand.volume,
        eenheid=stand.eenheid,
        frequentie=stand.frequentie,
        budget_cent=stand.budget_cent,
        grondslag=gevolg.grondslag,
        geldig=gevolg.geldig,
        reden_ongeldig=gevolg.reden_ongeldig,
        verwijderd=stand.verwijderd,
        verplichting_cent=gevolg.verplichting_cent,
        programmalijn=gevolg.programmalijn,
        toegewezen_op=stand.toegewezen_op,
    )
