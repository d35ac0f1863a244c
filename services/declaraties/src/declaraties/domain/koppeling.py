"""Joins a 323 to its reference data once, so that each rule of level 3 and 4 is a comparison of columns."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from declaraties.domain.berichten.codelijsten import EENHEID
from declaraties.domain.berichten.declaratie import Bericht323, Getallen, Masker
from declaraties.domain.berichten.profielen import Wet
from declaraties.domain.kolomrekenen import gelijk, nummer, sleutels
from declaraties.domain.referentie import EerdereDebet, Prijzen, Referentiegegevens, Toewijzingen, partitie

MINUUT = "01"
UUR = "04"
GEEN = -1
_DAGEN = 4_000_000  # more than the days of the years 0001-9999, so that product and day never mix


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Koppeling:
    """A message with, per line, what belongs to it.

    `toewijzing` is the row in `referentie.toewijzingen` or GEEN; `clientsleutels` one per client. `prijs` is the row
    in `referentie.prijzen` for the line's own eenheid, `uurprijs` that for eenheid 04 on a line in minutes, GEEN when
    there is none on the first day of the ProductPeriode; `product_bekend` tells whether the contract prices the product
    in any eenheid on that day. `debet` is the index in `referentie.eerdere` that a credit
    line points to, or GEEN; `vrijgegeven` are the indices of debets that approved credits of this message take back.
    """

    bericht: Bericht323
    referentie: Referentiegegevens
    vandaag: dt.date
    clientsleutels: NDArray[np.bytes_]
    toewijzing: Getallen
    prijs: Getallen
    uurprijs: Getallen
    product_bekend: Masker
    debet: Getallen
    vrijgegeven: frozenset[int] = frozenset()

    @property
    def plaats(self) -> tuple[Wet, str, str]:
        """Wet, gemeente and aanbieder of the message."""
        return self.bericht.wet, self.bericht.gemeente, self.bericht.aanbieder

    @property
    def partitie(self) -> str:
        """Key of the reference rows that can matter."""
        return partitie(*self.plaats)

    @property
    def gevonden(self) -> Masker:
        """Lines with a toewijzing."""
        return ~gelijk(self.toewijzing, GEEN)

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
    per_eenheid = _prijzen(bericht, referentie.prijzen, sleutel)
    van_eenheid = [prestaties.eenheid == eenheid for eenheid in per_eenheid]
    return Koppeling(
        bericht=bericht,
        referentie=referentie,
        vandaag=vandaag,
        clientsleutels=clienten,
        toewijzing=_toewijzingen(bericht, referentie.toewijzingen, sleutel, clienten),
        prijs=np.select(van_eenheid, list(per_eenheid.values()), GEEN),
        uurprijs=np.where(prestaties.eenheid == MINUUT, per_eenheid[UUR], GEEN),
        product_bekend=np.any([rij != GEEN for rij in per_eenheid.values()], axis=0),
        debet=_debetten(bericht, referentie.eerdere),
    )


def kies(kolom: Getallen, rij: Getallen, geen: int) -> Getallen:
    """Value of a reference column per line; `geen` where the line has no row."""
    if not len(kolom):
        return np.full(len(rij), geen, np.int64)
    return np.where(rij == GEEN, geen, kolom[np.maximum(rij, 0)])


def vlag(kolom: Masker, rij: Getallen) -> Masker:
    """Flag of a reference row per line; False where the line has no row."""
    return gelijk(kies(kolom.astype(np.int64), rij, 0), 1)


def _toewijzingen(
    bericht: Bericht323, toewijzingen: Toewijzingen, sleutel: str, clienten: NDArray[np.bytes_]
) -> Getallen:
    deel = toewijzingen.deel(sleutel)
    nummers = toewijzingen.nummer[deel]
    if not len(nummers):
        return np.full(len(bericht.prestaties), GEEN, np.int64)
    plaats = np.minimum(np.searchsorted(nummers, bericht.prestaties.toewijzing), len(nummers) - 1)
    zelfde_nummer = nummers[plaats] == bericht.prestaties.toewijzing
    zelfde_client = toewijzingen.clientsleutel[deel][plaats] == clienten[bericht.prestaties.client]
    return np.where(zelfde_nummer & zelfde_client, plaats + deel.start, GEEN)


def _prijzen(bericht: Bericht323, prijzen: Prijzen, sleutel: str) -> dict[str, Getallen]:
    """Per eenheid: the row of the price that holds on the first day of each line, or GEEN."""
    deel = prijzen.deel(sleutel)
    producten, eerste = np.unique(prijzen.product[deel], return_index=True)
    prestaties = bericht.prestaties
    if not len(producten):
        return {eenheid: np.full(len(prestaties), GEEN, np.int64) for eenheid in EENHEID}
    register: dict[str, int] = {}
    code = nummer(prestaties.code.tolist(), register)
    product_van_rij = np.repeat(np.arange(len(producten)), np.diff([*eerste, deel.stop - deel.start]))
    rij_sleutel = product_van_rij * _DAGEN + prijzen.van[deel]
    product_nummers = {product: index for index, product in enumerate(producten.tolist())}

    def zoek(eenheid: str) -> Getallen:
        per_code = np.array([product_nummers.get(f"{naam}|{eenheid}", GEEN) for naam in register], np.int64)
        product = per_code[code]
        rij = np.searchsorted(rij_sleutel, product * _DAGEN + prestaties.begin, "right") - 1
        rij = np.maximum(rij, 0)
        geldig = (product != GEEN) & (product_van_rij[rij] == product) & (prijzen.van[deel][rij] <= prestaties.begin)
        return np.where(geldig & (prijzen.tot[deel][rij] >= prestaties.begin), rij + deel.start, GEEN)

    return {eenheid: zoek(eenheid) for eenheid in EENHEID}


def _debetten(bericht: Bericht323, eerdere: tuple[EerdereDebet, ...]) -> Getallen:
    plaats = {debet.referentie: index for index, debet in enumerate(eerdere)}
    prestaties = bericht.prestaties
    rij = np.full(len(prestaties), GEEN, np.int64)
    posities = np.flatnonzero(prestaties.credit)
    rij[posities] = [plaats.get(vorige, GEEN) for vorige in sleutels(prestaties.vorige[posities])]
    return rij
