"""From price versions, which may overlap, to one price per product and day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Contracttarief

_DAG = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prijsversie:
    """One version as contracting fixed it. Of the versions that hold on a day the highest `rang` decides.

    `rang` orders by start of the overeenkomst, then version number. Contracting lets no two prices tie; those that
    did before it looked, are paid at the lowest tariff, so that no more is paid than was agreed everywhere.
    """

    wet: Wet
    gemeente: str
    aanbieder: str
    productcode: str
    categorie: str | None = None
    eenheid: str
    geldig_van: dt.date
    geldig_tot: dt.date | None = None
    tarief: int
    rang: tuple[dt.date, int]


def prijzen_per_dag(versies: Iterable[Prijsversie]) -> list[Contracttarief]:
    """Prices that do not overlap: on every day the version with the highest rank, and no price where none holds."""
    producten: dict[tuple[str, ...], list[Prijsversie]] = defaultdict(list)
    for versie in versies:
        producten[versie.wet, versie.gemeente, versie.aanbieder, versie.productcode, versie.eenheid].append(versie)
    return [prijs for versies_van in producten.values() for prijs in _tijdlijn(versies_van)]


def _tijdlijn(versies: list[Prijsversie]) -> list[Contracttarief]:
    grenzen = sorted({dag for versie in versies for dag in _grenzen(versie)})
    lijn: list[Contracttarief] = []
    for index, van in enumerate(grenzen):
        geldig = [versie for versie in versies if _geldt(versie, van)]
        if geldig:
            beste = max(geldig, key=lambda versie: (versie.rang, -versie.tarief))
            tot = grenzen[index + 1] - _DAG if index + 1 < len(grenzen) else None
            lijn.append(_prijs(beste, van, tot))
    return lijn


def _grenzen(versie: Prijsversie) -> list[dt.date]:
    """The days on which the version begins, and on which it holds no more."""
    if versie.geldig_tot is None or versie.geldig_tot == dt.date.max:
        return [versie.geldig_van]
    return [versie.geldig_van, versie.geldig_tot + _DAG] if versie.geldig_van <= versie.geldig_tot else []


def _geldt(versie: Prijsversie, dag: dt.date) -> bool:
    return versie.geldig_van <= dag and (versie.geldig_tot is None or dag <= versie.geldig_tot)


def _prijs(versie: Prijsversie, van: dt.date, tot: dt.date | None) -> Contracttarief:
    return Contracttarief(
        wet=versie.wet,
        gemeente=versie.gemeente,
        aanbieder=versie.aanbieder,
        productcode=versie.productcode,
        categorie=versie.categorie,
        eenheid=versie.eenheid,
        geldig_van=van,
        geldig_tot=tot,
        tarief=versie.tarief,
    )
