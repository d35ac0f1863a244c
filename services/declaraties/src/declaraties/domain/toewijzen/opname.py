"""Taking a 301 into the store: which version of a toewijzing stands, and what may not be taken in."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from declaraties.domain.standaard.berichten.toewijzing import Bericht301, ToegewezenProduct
from declaraties.domain.toewijzen.kolommen import Toewijzing


class Opname(StrEnum):
    """What a store does with one ToegewezenProduct; the last three are refusals."""

    NIEUW = "nieuw"
    VERVANGT = "vervangt"
    VEROUDERD = "verouderd"
    NUMMER_BEZET = "9332"
    NIET_TE_VERWIJDEREN = "9385"
    MOMENT_BEZET = "moment-bezet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What the store holds under (gemeente, wet, ToewijzingNummer). Microseconds since midnight for the time.

    `open_prestaties`: approved, not credited lines exist on it. `zelfde`: it holds what the product says.
    """

    aanbieder: str
    clientsleutel: bytes
    toewijzingsdatum: dt.date
    toewijzingstijd: int
    open_prestaties: bool
    zelfde: bool = True


def opname(product: ToegewezenProduct, stand: Stand | None, *, aanbieder: str, clientsleutel: bytes) -> Opname:
    """The newest Toewijzingsdatum and -tijd wins, whatever the order of arrival (OP080, OP257).

    A number that belongs to someone else is refused (TR332), as is deleting what has been paid for (TR385). The
    same moment again is the message once more, VEROUDERD; with other content nobody can say which of the two is the
    newest (IV013), and it is refused.
    """
    if stand is None:
        return Opname.NIEUW
    if (stand.aanbieder, stand.clientsleutel) != (aanbieder, clientsleutel):
        return Opname.NUMMER_BEZET
    moment = (product.toewijzingsdatum, product.toewijzingstijd)
    bekend = (stand.toewijzingsdatum, stand.toewijzingstijd)
    if moment <= bekend:
        return Opname.MOMENT_BEZET if moment == bekend and not stand.zelfde else Opname.VEROUDERD
    return Opname.NIET_TE_VERWIJDEREN if product.verwijderd and stand.open_prestaties else Opname.VERVANGT


def als_toewijzing(
    bericht: Bericht301, product: ToegewezenProduct, *, clientsleutel: bytes, geldig: bool
) -> Toewijzing:
    """The row that level 3 and 4 compare with. `geldig`: a valid referral stands behind it."""
    return Toewijzing(
        wet=bericht.wet,
        gemeente=bericht.header.afzender,
        aanbieder=bericht.header.ontvanger,
        nummer=product.toewijzing_nummer,
        clientsleutel=clientsleutel,
        categorie=product.product.categorie if product.product else None,
        code=product.product.code if product.product else None,
        eenheid=product.omvang.eenheid if product.omvang else None,
        volume=product.omvang.volume if product.omvang else None,
        frequentie=product.omvang.frequentie if product.omvang else None,
        budget=product.budget,
        ingangsdatum=product.ingangsdatum,
        einddatum=product.einddatum,
        verwijderd=product.verwijderd,
        geldig=geldig,
    )
