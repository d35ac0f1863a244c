"""Arithmetic on columns that several rules need: calendar months, text numbers, repeated keys."""

import numpy as np
from numpy.typing import NDArray

from declaraties.domain.berichten.declaratie import Dagen, Getallen, Masker, Referenties
from declaraties.domain.berichten.waarden import WIT

_WIT = WIT.encode()
_DAG = "datetime64[D]"
_MAAND = "datetime64[M]"


def gelijk(links: NDArray[np.generic], rechts: NDArray[np.generic] | int | str) -> Masker:
    """Elementwise comparison, typed (numpy's own `==` is Any to a type checker)."""
    masker: Masker = links == rechts
    return masker


def maanden(dagen: Dagen) -> Getallen:
    """Calendar month of each day, counted from January 1970."""
    return dagen.astype(_DAG).astype(_MAAND).astype(np.int64)


def eerste_dag(maand: Getallen) -> Getallen:
    """Day number of the first day of each month."""
    return maand.astype(_MAAND).astype(_DAG).astype(np.int64)


def plus_maanden(dagen: Dagen, aantal: int) -> Getallen:
    """Same day some months later; the last day of that month when it has no such day."""
    maand = maanden(dagen)
    in_de_maand = dagen - eerste_dag(maand)
    doel = maand + aantal
    return np.minimum(eerste_dag(doel) + in_de_maand, eerste_dag(doel + 1) - 1)


def sleutels(referenties: Referenties) -> list[str]:
    """References as they compare: outer XSD white space gone."""
    return [referentie.strip(_WIT).decode() for referentie in referenties.tolist()]


def nummer(teksten: list[str], register: dict[str, int]) -> Getallen:
    """A number per text, equal for equal texts; `register` grows and may be shared between columns."""
    return np.fromiter((register.setdefault(tekst, len(register)) for tekst in teksten), np.int64, len(teksten))


def samen(*kolommen: NDArray[np.generic]) -> Getallen:
    """One number per row that is equal exactly when all columns are equal."""
    totaal = np.zeros(len(kolommen[0]), np.int64)
    for kolom in kolommen:
        uniek, deel = np.unique(kolom, return_inverse=True)
        # made dense again at each step, so that the product stays far below 2**63
        totaal = np.unique(totaal * len(uniek) + deel, return_inverse=True)[1]
    return totaal


def herhaald(sleutel: Getallen) -> Masker:
    """True for every row whose key already occurred in an earlier row."""
    masker = np.ones(len(sleutel), np.bool_)
    masker[np.unique(sleutel, return_index=True)[1]] = False
    return masker


def half_omhoog(teller: Getallen, noemer: int) -> Getallen:
    """Quotient of non-negative integers, rounded half up (dossier 7.6)."""
    return (2 * teller + noemer) // (2 * noemer)
