"""Toewijzingen and prices as sorted columns, in which a whole message finds its rows at once.

The caller loads at least the rows of one (wet, gemeente, aanbieder); more does no harm. Rows may come in any order.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from declaraties.domain.standaard.berichten.declaratie import (
    Dagen,
    Getallen,
    Masker,
    Teksten,
)
from declaraties.domain.standaard.berichten.waarden import dagnummer
from declaraties.domain.standaard.profielen import Wet

GEEN_EINDE = dagnummer(dt.date.max)


def partitie(wet: Wet, gemeente: str, aanbieder: str) -> str:
    """Key of everything that belongs together: a toewijzing and a price hold for exactly one of these."""
    return f"{wet}|{gemeente}|{aanbieder}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzing:
    """One row of the toewijzing store, newest version of its number.

    `geldig` is False when no valid referral stands behind it; `budget` is in cents, as is `volume` with eenheid 83.
    """

    wet: Wet
    gemeente: str
    aanbieder: str
    nummer: int
    clientsleutel: bytes
    categorie: str | None = None
    code: str | None = None
    eenheid: str | None = None
    volume: int | None = None
    frequentie: str | None = None
    budget: int | None = None
    ingangsdatum: dt.date
    einddatum: dt.date | None = None
    verwijderd: bool = False
    geldig: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Toewijzingen:
    """Columns sorted by (partitie, nummer); "" and -1 mean absent, GEEN_EINDE an open end."""

    partitie: Teksten
    nummer: Getallen
    clientsleutel: NDArray[np.bytes_]
    categorie: Teksten
    code: Teksten
    eenheid: Teksten
    volume: Getallen
    frequentie: Teksten
    budget: Getallen
    ingang: Dagen
    eind: Dagen
    verwijderd: Masker
    geldig: Masker

    @classmethod
    def van(cls, rijen: Iterable[Toewijzing]) -> Self:
        """Columns of rows in any order; a number that occurs twice in one partitie is a ValueError."""
        rij = sorted(rijen, key=lambda r: (partitie(r.wet, r.gemeente, r.aanbieder), r.nummer))
        sleutels = [(partitie(r.wet, r.gemeente, r.aanbieder), r.nummer) for r in rij]
        if len(set(sleutels)) != len(sleutels):
            raise ValueError("a toewijzing number occurs twice for one gemeente, wet and aanbieder")
        return cls(
            partitie=np.array([sleutel for sleutel, _ in sleutels], np.str_),
            nummer=np.array([r.nummer for r in rij], np.int64),
            clientsleutel=np.array([r.clientsleutel for r in rij], np.bytes_),
            categorie=np.array([r.categorie or "" for r in rij], np.str_),
            code=np.array([r.code or "" for r in rij], np.str_),
            eenheid=np.array([r.eenheid or "" for r in rij], np.str_),
            volume=np.array([-1 if r.volume is None else r.volume for r in rij], np.int64),
            frequentie=np.array([r.frequentie or "" for r in rij], np.str_),
            budget=np.array([-1 if r.budget is None else r.budget for r in rij], np.int64),
            ingang=np.array([dagnummer(r.ingangsdatum) for r in rij], np.int64),
            eind=np.array([GEEN_EINDE if r.einddatum is None else dagnummer(r.einddatum) for r in rij], np.int64),
            verwijderd=np.array([r.verwijderd for r in rij], np.bool_),
            geldig=np.array([r.geldig for r in rij], np.bool_),
        )

    def deel(self, sleutel: str) -> slice:
        """The rows of one partitie."""
        return _deel(self.partitie, sleutel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracttarief:
    """A dated tariff of an overeenkomst, in cents per `eenheid`; both dates belong to the period.

    The row with the latest `geldig_van` that is not after the day of delivery decides: a newer price replaces an
    older one even when that one was left open. Products paid in euro (83) have a row too; its tariff is not used.
    `categorie` is the one under which the product was contracted, None when that is not known.
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contracttarieven:
    """Columns sorted by (partitie, product, van), where product is code + "|" + eenheid; no categorie is ""."""

    partitie: Teksten
    product: Teksten
    code: Teksten
    categorie: Teksten
    van: Dagen
    tot: Dagen
    tarief: Getallen

    @classmethod
    def van_rijen(cls, rijen: Iterable[Contracttarief]) -> Self:
        """Columns of rows in any order; two prices of one product from one day on is a ValueError."""
        rij = sorted(
            rijen,
            key=lambda r: (partitie(r.wet, r.gemeente, r.aanbieder), f"{r.productcode}|{r.eenheid}", r.geldig_van),
        )
        sleutels = [(r.wet, r.gemeente, r.aanbieder, r.productcode, r.eenheid, r.geldig_van) for r in rij]
        if len(set(sleutels)) != len(sleutels):
            raise ValueError("two prices for one product that start on the same day")
        return cls(
            partitie=np.array([partitie(r.wet, r.gemeente, r.aanbieder) for r in rij], np.str_),
            product=np.array([f"{r.productcode}|{r.eenheid}" for r in rij], np.str_),
            code=np.array([r.productcode for r in rij], np.str_),
            categorie=np.array([r.categorie or "" for r in rij], np.str_),
            van=np.array([dagnummer(r.geldig_van) for r in rij], np.int64),
            tot=np.array([GEEN_EINDE if r.geldig_tot is None else dagnummer(r.geldig_tot) for r in rij], np.int64),
            tarief=np.array([r.tarief for r in rij], np.int64),
        )

    def deel(self, sleutel: str) -> slice:
        """The rows of one partitie."""
        return _deel(self.partitie, sleutel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taakgericht:
    """A taakgerichte overeenkomst: no declaraties. Without `productcode` it covers all products of the aanbieder."""

    wet: Wet
    gemeente: str
    aanbieder: str
    productcode: str | None = None
    geldig_van: dt.date
    geldig_tot: dt.date | None = None


def _deel(partities: Teksten, sleutel: str) -> slice:
    van, tot = np.searchsorted(partities, sleutel, "left"), np.searchsorted(partities, sleutel, "right")
    return slice(int(van), int(tot))
