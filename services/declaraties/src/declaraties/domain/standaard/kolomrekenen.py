"""Arithmetic on columns that several rules need: calendar months, texts as numbers, repeated keys."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from declaraties.domain.standaard.berichten.declaratie import Dagen, Getallen, Masker, Referenties, Teksten
from declaraties.domain.standaard.berichten.waarden import WIT

_WIT = WIT.encode()
_DAG = "datetime64[D]"
_MAAND = "datetime64[M]"
_BREEDSTE = 7  # characters of 8 bits that fit in a positive int64
_TEKEN_BITS = 8
_WOORD_BYTES = 8
_LAATSTE_WIT = 32
_KORTE_TABEL = 1_000
_MENGER = np.uint64(0x9E3779B97F4A7C15)
_SCHUIF = np.uint64(29)


def gelijk(links: NDArray[np.generic], rechts: NDArray[np.generic] | int | str) -> Masker:
    """Elementwise comparison, typed (numpy's own `==` is Any to a type checker)."""
    masker: Masker = links == rechts
    return masker


def maanden(dagen: Dagen) -> Getallen:
    """Calendar month of each day, counted from January 1970."""
    return _opgezocht(dagen, _DAG, _MAAND)


def eerste_dag(maand: Getallen) -> Getallen:
    """Day number of the first day of each month."""
    return _opgezocht(maand, _MAAND, _DAG)


def _opgezocht(kolom: Getallen, van: str, naar: str) -> Getallen:
    """From one unit of the calendar to another. Values lie close together, so that a table of them all is short."""
    if not len(kolom):
        return kolom
    laagste, hoogste = int(kolom.min()), int(kolom.max())
    if hoogste - laagste >= len(kolom) + _KORTE_TABEL:
        return kolom.astype(van).astype(naar).astype(np.int64)
    tabel = np.arange(laagste, hoogste + 1).astype(van).astype(naar).astype(np.int64)
    return tabel[kolom - laagste]


def plus_maanden(dagen: Dagen, aantal: int) -> Getallen:
    """Same day some months later; the last day of that month when it has no such day."""
    maand = maanden(dagen)
    in_de_maand = dagen - eerste_dag(maand)
    doel = maand + aantal
    return np.minimum(eerste_dag(doel) + in_de_maand, eerste_dag(doel + 1) - 1)


def kaal(referenties: Referenties) -> Referenties:
    """References as they compare: without outer XSD white space. The column itself when it holds none."""
    bytes_ = _bytes(referenties)
    if not bool((bytes_ - np.uint8(1) < _LAATSTE_WIT).any()):
        return referenties
    return np.array([referentie.strip(_WIT) for referentie in referenties.tolist()], np.bytes_)


def als_nummer(tekst: str) -> int:
    """The number that `nummers` gives to a short text of plain characters."""
    return sum(ord(teken) << _TEKEN_BITS * plaats for plaats, teken in enumerate(tekst))


def nummers(*kolommen: Teksten) -> tuple[Getallen, ...]:
    """A number per text, equal exactly for equal texts of all these columns; texts that fit keep `als_nummer`."""
    tekens = [_tekens(kolom) for kolom in kolommen]
    if all(one.shape[1] <= _BREEDSTE and int(one.max(initial=0)) < 1 << _TEKEN_BITS for one in tekens):
        return tuple(_gepakt(one) for one in tekens)
    register: dict[str, int] = {}
    return tuple(_genummerd(kolom.tolist(), register) for kolom in kolommen)


def _genummerd(teksten: Sequence[str], register: dict[str, int]) -> Getallen:
    """Numbers from a register; those of plain short texts are the packed ones, others are negative."""
    for tekst in set(teksten) - register.keys():
        past = len(tekst) <= _BREEDSTE and all(ord(teken) < 1 << _TEKEN_BITS for teken in tekst)
        register[tekst] = als_nummer(tekst) if past else -1 - len(register)
    return np.fromiter((register[tekst] for tekst in teksten), np.int64, len(teksten))


def _tekens(kolom: Teksten | Referenties) -> NDArray[np.uint32]:
    if kolom.dtype.kind == "S":
        return _tekens(np.array([tekst.decode() for tekst in kolom.tolist()], np.str_))
    breedte = kolom.dtype.itemsize // np.dtype(np.uint32).itemsize
    return np.ascontiguousarray(kolom).view(np.uint32).reshape(len(kolom), breedte)


def _gepakt(tekens: NDArray[np.uint32]) -> Getallen:
    nummer = np.zeros(len(tekens), np.int64)
    for plaats in range(tekens.shape[1]):
        nummer |= tekens[:, plaats].astype(np.int64) << _TEKEN_BITS * plaats
    return nummer


def _bytes(kolom: Referenties) -> NDArray[np.uint8]:
    return np.ascontiguousarray(kolom).view(np.uint8).reshape(len(kolom), kolom.dtype.itemsize)


def woorden(kolom: Referenties) -> tuple[Getallen, ...]:
    """A text column as columns of numbers that are together equal exactly when the texts are."""
    tekens = _bytes(kolom)
    breed = np.zeros((len(kolom), -(-tekens.shape[1] // _WOORD_BYTES) * _WOORD_BYTES), np.uint8)
    breed[:, : tekens.shape[1]] = tekens
    return tuple(breed.view(np.int64).T)


def zelfde_sleutel(links: Referenties, rij_links: Getallen, rechts: Referenties, rij_rechts: Getallen) -> Masker:
    """True where the text of a row on the left is that of the row on the right."""
    breedte = max(links.dtype.itemsize, rechts.dtype.itemsize)
    masker = np.ones(len(rij_links), np.bool_)
    for one, ander in zip(woorden(links.astype(f"S{breedte}")), woorden(rechts.astype(f"S{breedte}")), strict=True):
        masker &= one[rij_links] == ander[rij_rechts]
    return masker


def komt_voor(gezocht: Referenties, bekend: Referenties) -> Masker:
    """True for the texts that occur among the known ones; either side may be long."""
    breedte = f"S{max(gezocht.dtype.itemsize, bekend.dtype.itemsize)}"
    hier, daar = (_gemengd(woorden(kolom.astype(breedte))) for kolom in (gezocht, bekend))
    misschien, kandidaten = np.flatnonzero(np.isin(hier, daar)), np.flatnonzero(np.isin(daar, hier))
    zeker = set(bekend[kandidaten].tolist())
    masker = np.zeros(len(gezocht), np.bool_)
    masker[misschien] = [tekst in zeker for tekst in gezocht[misschien].tolist()]
    return masker


def groepen(*kolommen: Getallen) -> tuple[Getallen, Getallen]:
    """Distinct rows: the position of one of each, and per row the index of its distinct one."""
    sleutel = np.zeros(len(kolommen[0]), np.int64)
    for kolom in kolommen:
        laagste, hoogste = (int(kolom.min()), int(kolom.max())) if len(kolom) else (0, 0)
        breedte = hoogste - laagste + 1
        if (int(sleutel.max(initial=0)) + 1) * breedte >= 1 << 63:
            sleutel = np.unique(sleutel, return_inverse=True)[1]
            laagste, kolom, breedte = 0, *_dicht(kolom)  # noqa: PLW2901 - made dense, so that the product fits
        sleutel = sleutel * breedte + (kolom - laagste)
    _, plaats, index = np.unique(sleutel, return_index=True, return_inverse=True)
    return plaats, index


def _dicht(kolom: Getallen) -> tuple[Getallen, int]:
    uniek, dicht = np.unique(kolom, return_inverse=True)
    return dicht, len(uniek)


def herhaald(*kolommen: Getallen) -> Masker:
    """True for every row that is equal to an earlier row."""
    masker = np.zeros(len(kolommen[0]), np.bool_)
    verdacht = np.flatnonzero(_vaker(_gemengd(kolommen)))
    gezien: set[tuple[int, ...]] = set()
    rijen = zip(*(kolom[verdacht].tolist() for kolom in kolommen), strict=True)
    for positie, rij in zip(verdacht.tolist(), rijen, strict=True):
        masker[positie] = rij in gezien
        gezien.add(rij)
    return masker


def _gemengd(kolommen: Sequence[Getallen]) -> NDArray[np.uint64]:
    """One number per row: equal rows give equal numbers, others nearly always different ones."""
    som = np.zeros(len(kolommen[0]), np.uint64)
    for kolom in kolommen:
        som = (som ^ kolom.astype(np.int64).view(np.uint64)) * _MENGER
        som ^= som >> _SCHUIF
    return som


def _vaker(waarden: NDArray[np.uint64]) -> Masker:
    """True where a value occurs more than once."""
    op_volgorde = np.sort(waarden)
    dubbel = op_volgorde[1:][op_volgorde[1:] == op_volgorde[:-1]]
    return np.isin(waarden, dubbel) if len(dubbel) else np.zeros(len(waarden), np.bool_)


def half_omhoog(teller: Getallen, noemer: int) -> Getallen:
    """Quotient of non-negative integers, rounded half up (dossier 7.6)."""
    return (2 * teller + noemer) // (2 * noemer)


GEEN = -1


NIETS = 0  # the number of an absent text


def kies(kolom: Getallen, rij: Getallen, geen: int) -> Getallen:
    """Value of a reference column per line; `geen` where the line has no row."""
    if not len(kolom):
        return np.full(len(rij), geen, np.int64)
    return np.where(rij == GEEN, geen, kolom[np.maximum(rij, 0)])


def vlag(kolom: Masker, rij: Getallen) -> Masker:
    """Flag of a reference row per line; False where the line has no row."""
    if not len(kolom):
        return np.zeros(len(rij), np.bool_)
    masker: Masker = kolom[np.maximum(rij, 0)] & (rij != GEEN)
    return masker
