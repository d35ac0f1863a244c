"""Joins a 323 to its reference data once, so that each rule of level 3 and 4 is a comparison of columns."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from declaraties.domain.beoordelen.keuzes import Keuzes
from declaraties.domain.beoordelen.referentie import EerdereDebetten, Referentiegegevens
from declaraties.domain.standaard.berichten.declaratie import Bericht323, Dagen, Getallen, Masker
from declaraties.domain.standaard.berichten.waarden import dagnummer
from declaraties.domain.standaard.codelijsten import EENHEID, MINUUT, UUR
from declaraties.domain.standaard.kolomrekenen import (
    GEEN,
    NIETS,
    als_nummer,
    gelijk,
    groepen,
    kaal,
    kies,
    nummers,
    zelfde_sleutel,
)
from declaraties.domain.standaard.productlijst import categorieen
from declaraties.domain.standaard.profielen import Wet
from declaraties.domain.toewijzen.kolommen import Contracttarieven, Taakgericht, Toewijzingen, partitie

_DAGEN = 4_000_000  # more than the days of the years 0001-9999, so that product and day never mix


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contractprijs:
    """What the contract and the agreed list say, per line. Tariffs in cents, GEEN when there is none.

    `tarief` is that for the line's own eenheid on the first day of the ProductPeriode; `uurtarief` that per hour for a
    line in minutes without minute tariff; `bekend` tells whether the product has a price in any eenheid on that day.
    `categorie` is the number of the category to which the code belongs, NIETS when neither a list nor, under the Wmo,
    the contract tells.
    """

    tarief: Getallen
    uurtarief: Getallen
    bekend: Masker
    taakgericht: Masker
    categorie: Getallen

    @property
    def aanwezig(self) -> Masker:
        """Lines with a price, if need be that of an hour."""
        return ~gelijk(self.tarief, GEEN) | ~gelijk(self.uurtarief, GEEN)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Toegewezen:
    """What the toewijzing of each line says; texts as numbers, NIETS where the toewijzing leaves it open."""

    rij: Getallen
    gevonden: Masker
    categorie: Getallen
    code: Getallen
    eenheid: Getallen
    ingang: Dagen
    eind: Dagen


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Koppeling:
    """A message with, per line, what belongs to it.

    `clientsleutels` has one key per client. `categorie`, `code` and `eenheid` are the declared texts as numbers, alike
    those of `toegewezen`. `debet` is the row of `referentie.eerdere` that a credit line points to, or GEEN;
    `vrijgegeven` marks the rows that approved credits of this message take back. `boven_totaal`, `boven_budget` and
    `boven_ruimte` are the lines for which nothing is left (TR322, TR369, 1.5), known once everything else is.
    """

    bericht: Bericht323
    referentie: Referentiegegevens
    vandaag: dt.date
    keuzes: Keuzes
    clientsleutels: NDArray[np.bytes_]
    categorie: Getallen
    code: Getallen
    eenheid: Getallen
    toegewezen: Toegewezen
    prijs: Contractprijs
    debet: Getallen
    vrijgegeven: Masker
    boven_totaal: Masker
    boven_budget: Masker
    boven_ruimte: Masker

    @property
    def plaats(self) -> tuple[Wet, str, str]:
        """Wet, gemeente and aanbieder of the message."""
        return self.bericht.wet, self.bericht.gemeente, self.bericht.aanbieder

    @property
    def partitie(self) -> str:
        """Key of the reference rows that can matter."""
        return partitie(*self.plaats)


def link(
    bericht: Bericht323,
    referentie: Referentiegegevens,
    *,
    vandaag: dt.date,
    clientsleutel: Callable[[str], bytes],
    keuzes: Keuzes,
) -> Koppeling:
    """Join by binary search; `clientsleutel` turns a Bsn into the key under which toewijzingen are stored."""
    p = bericht.prestaties
    clienten = np.array([clientsleutel(bsn) for bsn in bericht.bsns], np.bytes_)
    rij = _rijen(bericht, referentie.toewijzingen, clienten)
    toewijzingen, plaats = referentie.toewijzingen, np.maximum(rij, 0)
    teksten = [(p.categorie, toewijzingen.categorie), (p.code, toewijzingen.code), (p.eenheid, toewijzingen.eenheid)]
    paren = [_paar(kolom, van_toewijzing, rij, plaats) for kolom, van_toewijzing in teksten]
    (categorie, categorie_daar), (code, code_daar), (eenheid, eenheid_daar) = paren
    niemand = np.zeros(len(p), np.bool_)
    return Koppeling(
        bericht=bericht,
        referentie=referentie,
        vandaag=vandaag,
        keuzes=keuzes,
        clientsleutels=clienten,
        categorie=categorie,
        code=code,
        eenheid=eenheid,
        toegewezen=Toegewezen(
            rij=rij,
            gevonden=~gelijk(rij, GEEN),
            categorie=categorie_daar,
            code=code_daar,
            eenheid=eenheid_daar,
            ingang=kies(toewijzingen.ingang, rij, GEEN),
            eind=kies(toewijzingen.eind, rij, GEEN),
        ),
        prijs=_prijs(bericht, referentie, (code, eenheid), keuzes),
        debet=_debetten(bericht, referentie.eerdere),
        vrijgegeven=np.zeros(len(referentie.eerdere), np.bool_),
        boven_totaal=niemand,
        boven_budget=niemand,
        boven_ruimte=niemand,
    )


def _paar(
    kolom: NDArray[np.str_], van_toewijzing: NDArray[np.str_], rij: Getallen, plaats: Getallen
) -> tuple[Getallen, Getallen]:
    """The declared texts and those of the toewijzing as comparable numbers; NIETS without toewijzing."""
    if not len(van_toewijzing):
        return nummers(kolom)[0], np.full(len(rij), NIETS, np.int64)
    hier, daar = nummers(kolom, van_toewijzing[plaats])
    return hier, np.where(rij == GEEN, NIETS, daar)


def _rijen(bericht: Bericht323, toewijzingen: Toewijzingen, clienten: NDArray[np.bytes_]) -> Getallen:
    deel = toewijzingen.deel(partitie(bericht.wet, bericht.gemeente, bericht.aanbieder))
    alle = toewijzingen.nummer[deel]
    if not len(alle):
        return np.full(len(bericht.prestaties), GEEN, np.int64)
    plaats = np.minimum(np.searchsorted(alle, bericht.prestaties.toewijzing), len(alle) - 1)
    zelfde_nummer = alle[plaats] == bericht.prestaties.toewijzing
    zelfde_client = zelfde_sleutel(toewijzingen.clientsleutel[deel], plaats, clienten, bericht.prestaties.client)
    return np.where(zelfde_nummer & zelfde_client, plaats + deel.start, GEEN)


def _prijs(
    bericht: Bericht323, referentie: Referentiegegevens, product: tuple[Getallen, Getallen], keuzes: Keuzes
) -> Contractprijs:
    """Looked up once per distinct code, eenheid and first day, of which a message has few."""
    p, (_, eenheid) = bericht.prestaties, product
    plaats, index = groepen(*product, p.begin)
    codes, begin = p.code[plaats].tolist(), p.begin[plaats]
    rijen = _per_eenheid(bericht, referentie.prijzen, codes, begin)
    per_eenheid = [kies(referentie.prijzen.tarief, rij, GEEN) for rij in rijen]
    eigen = np.select([eenheid[plaats] == als_nummer(one) for one in EENHEID], per_eenheid, GEEN)
    uur = np.where(eenheid[plaats] == als_nummer(MINUUT), per_eenheid[EENHEID.index(UUR)], GEEN)
    return Contractprijs(
        tarief=eigen[index],
        uurtarief=np.where(eigen == GEEN, uur, GEEN)[index],
        bekend=np.any([one != GEEN for one in per_eenheid], axis=0)[index],
        taakgericht=_taakgericht(bericht, referentie.taakgericht, codes, begin)[index],
        categorie=_categorieen(bericht, referentie.prijzen, (codes, rijen), keuzes)[index],
    )


def _categorieen(
    bericht: Bericht323, prijzen: Contracttarieven, product: tuple[list[str], list[Getallen]], keuzes: Keuzes
) -> Getallen:
    """The category of each code: that of the agreed list, else under the Wmo the one of the price that holds."""
    codes, rijen = product
    lijst = categorieen(bericht.wet, bericht.gemeente, keuzes.productlijsten)
    bekend = [lijst.get(code, "") for code in codes]
    if bericht.wet is Wet.WMO:
        van_contract = [_eensgezind(prijzen, rij) for rij in zip(*(one.tolist() for one in rijen), strict=True)]
        bekend = [one or contract for one, contract in zip(bekend, van_contract, strict=True)]
    return np.array([als_nummer(one) for one in bekend], np.int64)


def _eensgezind(prijzen: Contracttarieven, rijen: Iterable[int]) -> str:
    """The category that these prices name; prices that contradict each other say nothing."""
    soorten = {str(prijzen.categorie[rij]) for rij in rijen if rij != GEEN} - {""}
    return soorten.pop() if len(soorten) == 1 else ""


def _per_eenheid(bericht: Bericht323, prijzen: Contracttarieven, codes: list[str], begin: Dagen) -> list[Getallen]:
    """Per eenheid: the row of the price that holds on the first day, or GEEN."""
    deel = prijzen.deel(partitie(bericht.wet, bericht.gemeente, bericht.aanbieder))
    producten, eerste = np.unique(prijzen.product[deel], return_index=True)
    if not len(producten):
        return [np.full(len(codes), GEEN, np.int64) for _ in EENHEID]
    van, tot = prijzen.van[deel], prijzen.tot[deel]
    product_van_rij = np.repeat(np.arange(len(producten)), np.diff([*eerste, len(van)]))
    rij_sleutel = product_van_rij * _DAGEN + van
    product_nummers = {product: index for index, product in enumerate(producten.tolist())}

    def search(eenheid: str) -> Getallen:
        product = np.array([product_nummers.get(f"{code}|{eenheid}", GEEN) for code in codes], np.int64)
        rij = np.maximum(np.searchsorted(rij_sleutel, product * _DAGEN + begin, "right") - 1, 0)
        geldig = (product != GEEN) & (product_van_rij[rij] == product) & (van[rij] <= begin) & (begin <= tot[rij])
        return np.where(geldig, rij + deel.start, GEEN)

    return [search(eenheid) for eenheid in EENHEID]


def _taakgericht(bericht: Bericht323, afspraken: tuple[Taakgericht, ...], codes: list[str], begin: Dagen) -> Masker:
    masker = np.zeros(len(codes), np.bool_)
    plaats = (bericht.wet, bericht.gemeente, bericht.aanbieder)
    code_van = np.array(codes, np.str_)
    for afspraak in afspraken:
        if (afspraak.wet, afspraak.gemeente, afspraak.aanbieder) == plaats:
            masker |= _onder(afspraak, code_van, begin)
    return masker


def _onder(afspraak: Taakgericht, codes: NDArray[np.str_], begin: Dagen) -> Masker:
    onder = begin >= dagnummer(afspraak.geldig_van)
    if afspraak.geldig_tot is not None:
        onder &= begin <= dagnummer(afspraak.geldig_tot)
    return onder if afspraak.productcode is None else onder & gelijk(codes, afspraak.productcode)


def _debetten(bericht: Bericht323, eerdere: EerdereDebetten) -> Getallen:
    prestaties = bericht.prestaties
    rij = np.full(len(prestaties), GEEN, np.int64)
    posities = np.flatnonzero(prestaties.credit)
    if len(posities) and len(eerdere):
        plaats = {referentie: index for index, referentie in enumerate(eerdere.referentie.tolist())}
        rij[posities] = [plaats.get(vorige, GEEN) for vorige in kaal(prestaties.vorige[posities]).tolist()]
    return rij
