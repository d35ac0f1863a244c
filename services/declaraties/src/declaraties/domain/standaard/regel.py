"""What a rule is: one small function over columns, with everything a 325 and a reader need to know about it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

import numpy as np

from declaraties.domain.standaard.berichten.declaratie import Getallen, Masker

Invoer = TypeVar("Invoer")


class Klasse(StrEnum):
    """The berichtklasse of a message to which a retourcode belongs; a mask has one position per member."""

    KOP = "Header"
    DECLARATIE = "Declaratie"
    CLIENT = "Client"
    PRESTATIE = "Prestatie"
    TOEGEWEZEN_PRODUCT = "ToegewezenProduct"
    START_PRODUCT = "StartProduct"
    STOP_PRODUCT = "StopProduct"
    RELATIE = "Relatie"
    CONTACT = "Contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel(Generic[Invoer]):
    """One rule. `toets` gives True where it is broken.

    `na`: where one of these rules is broken on the same line, this one is not asked. `wat` and `doe` are plain Dutch
    for the aanbieder.
    """

    nummer: str
    code: str
    niveau: int
    klasse: Klasse
    toets: Callable[[Invoer], Masker]
    wat: str
    doe: str
    bron: str
    na: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Treffer:
    """A rule and the positions (within its klasse) that break it, ascending, at least one."""

    nummer: str
    code: str
    niveau: int
    klasse: Klasse
    posities: Getallen


def enkel(gebroken: bool) -> Masker:  # noqa: FBT001 - the value of the mask, not a flag
    """Mask for a klasse with one member."""
    return np.array([gebroken], np.bool_)


def treffer(regel: Regel[Invoer], masker: Masker) -> Treffer | None:
    """The hit of a rule, or None when nothing breaks it."""
    posities = np.flatnonzero(masker)
    if not len(posities):
        return None
    return Treffer(nummer=regel.nummer, code=regel.code, niveau=regel.niveau, klasse=regel.klasse, posities=posities)


TECHNISCH = "0001"
