"""Joins a 323 to its reference data once, so that each rule of level 3 and 4 is a comparison of columns."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from declaraties.domain.berichten.declaratie import Bericht323, Getallen, Masker
from declaraties.domain.berichten.waarden import dagnummer
from declaraties.domain.kolomrekenen import sleutels
from declaraties.domain.referentie import EerdereDebet, Prijzen, Referentiegegevens, Toewijzingen, partitie

MINUUT = "01"
UUR = "04"
GEEN = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Koppeling:
    """A message with, per line, what belongs to it.

    `toewijzing` is the row in `referentie.toewijzingen` or GEEN; `clientsleutels` one per client. `prijs` is the row
    in `referentie.prijzen` for the line's own eenheid, `uurprijs` that for eenheid 04 on a line in minutes, GEEN when
    there is none on the first day of the ProductPeriode. `debet` is the index in `referentie.eerdere` that a credit
    line points to, or GEEN.
    """

    bericht: Bericht323
    referentie: Referentiegegevens
    vandaag: dt.date
    clientsleutels: NDArray[np.bytes_]
    toewijzing: Getallen
    prijs: Getallen
    uurprijs: Getallen
    debet: Getallen

    @property
    def gevonden(self) -> Masker:
        """Lines with a toewijzing."""
        return self.toewijzing != GEEN

    @property
    def tarief(self) -> Getallen:
        """Contract tariff in cents for the line's own eenheid, GEEN when there is none."""
        return kies(self.referentie.prijzen.tarief, self.prijs, GEEN)

    @property
    def uurtarief(self) -> Getallen:
        """Contract tariff per hour for lines in minutes that have no minute tariff, GEEN otherwise."""
        zonder = self.prijs == GEEN
        return np.where(zonder, kies(self.referentie.prijzen.tarief, self.uurprijs, GEEN), GEEN)


def koppel(
    bericht: Bericht323,
    referentie: Referentiegegevens,
    *,
    vandaag: dt.date,
    clientsleutel: Callable[[str], bytes],
) -> Koppeling:
    """Join by binary search; `clientsleutel` turns a Bsn into the key under which toewijzingen are stored."""
    sleutel = partitie(bericht.wet, bericht.gemeente, bericht.aanbieder)
    clienten = np.array([clientsleutel(bsn) for bsn in bericht.bsns], np.bytes_)
    prestaties = bericht.prestaties
    minuten = prestaties.eenheid == MINUUT
    prijs = _prijzen(bericht, referentie.prijzen, sleutel)
    return Koppeling(
        bericht=bericht,
        referentie=referentie,
        vandaag=vandaag,
        clientsleutels=clienten,
        toewijzing=_toewijzingen(bericht, referentie.toewijzingen, sleutel, clienten),
        prijs=prijs(prestaties.eenheid),
        uurprijs=np.where(minuten, prijs(np.full(len(prestaties), UUR)), GEEN),
        debet=_debetten(bericht, referentie.eerdere),
    )
