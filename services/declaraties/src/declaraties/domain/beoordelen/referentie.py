"""What level 3 and 4 compare a 323 with: toewijzingen, prices and earlier messages, as sorted columns."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from declaraties.domain.standaard.berichten.declaratie import (
    GEEN_TARIEF,
    Dagen,
    Getallen,
    Masker,
    Referenties,
    Teksten,
    als_referenties,
)
from declaraties.domain.standaard.berichten.waarden import dagnummer
from declaraties.domain.toewijzen.kolommen import Contracttarieven, Taakgericht, Toewijzingen


@dataclass(frozen=True, slots=True, kw_only=True)
class EerdereDebet:
    """An approved D line of an earlier message of this aanbieder under this wet; `referentie` is its sleutel."""

    gemeente: str
    clientsleutel: bytes
    referentie: str
    toewijzing: int
    categorie: str
    code: str
    begin: dt.date
    eind: dt.date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    gecrediteerd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EerdereDebetten:
    """The same in columns of equal length, in any order; `tarief` is GEEN_TARIEF when absent."""

    gemeente: Teksten
    clientsleutel: NDArray[np.bytes_]
    referentie: Referenties
    toewijzing: Getallen
    categorie: Teksten
    code: Teksten
    begin: Dagen
    eind: Dagen
    volume: Getallen
    eenheid: Teksten
    tarief: Getallen
    bedrag: Getallen
    gecrediteerd: Masker

    def __len__(self) -> int:
        return len(self.toewijzing)

    @classmethod
    def van(cls, rijen: Iterable[EerdereDebet]) -> Self:
        """Columns of rows."""
        rij = list(rijen)
        return cls(
            gemeente=np.array([r.gemeente for r in rij], np.str_),
            clientsleutel=np.array([r.clientsleutel for r in rij], np.bytes_),
            referentie=als_referenties(r.referentie for r in rij),
            toewijzing=np.array([r.toewijzing for r in rij], np.int64),
            categorie=np.array([r.categorie for r in rij], np.str_),
            code=np.array([r.code for r in rij], np.str_),
            begin=np.array([dagnummer(r.begin) for r in rij], np.int64),
            eind=np.array([dagnummer(r.eind) for r in rij], np.int64),
            volume=np.array([r.volume for r in rij], np.int64),
            eenheid=np.array([r.eenheid for r in rij], np.str_),
            tarief=np.array([tarief_of_geen(r.tarief) for r in rij], np.int64),
            bedrag=np.array([r.bedrag for r in rij], np.int64),
            gecrediteerd=np.array([r.gecrediteerd for r in rij], np.bool_),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbruik:
    """What earlier approved lines have taken of one toewijzing, per declared eenheid; credits count negative."""

    toewijzing: int
    eenheid: str
    volume: int
    cent: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Verbruiken:
    """The same in columns of equal length, in any order; rows of one toewijzing and eenheid add up."""

    toewijzing: Getallen
    eenheid: Teksten
    volume: Getallen
    cent: Getallen

    @classmethod
    def van(cls, rijen: Iterable[Verbruik]) -> Self:
        """Columns of rows."""
        rij = list(rijen)
        return cls(
            toewijzing=np.array([r.toewijzing for r in rij], np.int64),
            eenheid=np.array([r.eenheid for r in rij], np.str_),
            volume=np.array([r.volume for r in rij], np.int64),
            cent=np.array([r.cent for r in rij], np.int64),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Begrenzing:
    """A ceiling: the products that its agreement prices for the gemeente, its days, and what is used of it."""

    ruimte_id: uuid.UUID
    overeenkomst_id: uuid.UUID
    producten: frozenset[str]
    crisisproducten: frozenset[str]
    van: dt.date
    tot: dt.date
    bedrag_cent: int
    gebruikt_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Referentiegegevens:
    """All that one 323 is compared with.

    `identificaties`, `declaratienummers` and `referentienummers` are the numbers already in use by this aanbieder
    (per wet; references as `referentie_sleutel`); only those that occur in the message matter. `gemeentecodes` maps
    a CBS code to the first day on which it was valid. `eerdere` holds at least the approved debets that this message
    credits or whose billing slot it declares again; `verbruik` at least the toewijzingen that it declares on, of its
    own gemeente. `laatste_periode` is the first day of the newest accepted DeclaratiePeriode of this aanbieder,
    gemeente and wet; `begrenzingen` are the ceilings of this aanbieder and wet.
    """

    toewijzingen: Toewijzingen
    prijzen: Contracttarieven
    taakgericht: tuple[Taakgericht, ...] = ()
    gemeentecodes: dict[str, dt.date]
    identificaties: frozenset[str] = frozenset()
    declaratienummers: frozenset[str] = frozenset()
    referentienummers: frozenset[str] = frozenset()
    eerdere: EerdereDebetten = field(default_factory=lambda: EerdereDebetten.van(()))
    verbruik: Verbruiken = field(default_factory=lambda: Verbruiken.van(()))
    laatste_periode: dt.date | None = None
    begrenzingen: tuple[Begrenzing, ...] = ()


def tarief_of_geen(tarief: int | None) -> int:
    """Column form of an optional tariff."""
    return GEEN_TARIEF if tarief is None else tarief


_TEKENS = 32


def als_sleutel(pseudoniem: bytes) -> bytes:
    """Key of a client as text: a column of fixed width would lose zero bytes at the end, and with them the client."""
    return pseudoniem.hex().encode()


def als_sleutels(pseudoniemen: bytes) -> NDArray[np.bytes_]:
    """Keys of many clients whose pseudonyms (16 bytes each) stand behind each other."""
    return np.frombuffer(pseudoniemen.hex().encode(), f"S{_TEKENS}")
