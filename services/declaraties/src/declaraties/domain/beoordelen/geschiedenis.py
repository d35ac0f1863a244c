"""What later messages must know of a judged one, in columns of numbers: small to keep, quick to search.

A number only says where a line may be found; whoever finds one reads the line itself before it counts.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from declaraties.domain.standaard.berichten.declaratie import Bericht323, Dagen, Getallen, Masker, Referenties, Teksten
from declaraties.domain.standaard.kolomrekenen import kaal

Sleutels = NDArray[np.uint64]
Spoor: TypeAlias = tuple[str, str | int]
GEEN_SLOT = np.uint64(0)
VERBRUIK = np.dtype([("toewijzing", "<i8"), ("eenheid", "S2"), ("volume", "<i8"), ("cent", "<i8")])
CREDIT = np.dtype([("vorige", "<u8"), ("regel", "<u4")])
_MENGER = np.uint64(0x9E3779B97F4A7C15)
_SCHUIF = np.uint64(29)
_WOORD = 8
_KAART_BITS = 20
_KAART_SCHUIF = np.uint64(64 - _KAART_BITS)
# Below this many keys a map of a million flags costs more than it saves.
_KAART_LOONT = 1 << 14
_ASCII = 128


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regelkolommen:
    """The columns of judged lines that follow-up messages can refer to, in line order; texts as they were sent."""

    referentie: Referenties
    vorige: Referenties
    toewijzing: Getallen
    categorie: Teksten
    code: Teksten
    begin: Dagen
    eind: Dagen
    volume: Getallen
    eenheid: Teksten
    bedrag: Getallen
    credit: Masker
    goedgekeurd: Masker


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Geschiedenis:
    """One message for its successors.

    `referenties` and `slots` have one key per line, `slots` GEEN_SLOT for a line that is no approved debet; `verbruik`
    (VERBRUIK) sums approved lines per toewijzing and eenheid; `crediteringen` (CREDIT) holds the approved credits; the
    days are the outer ones on which an approved debet begins.
    """

    referenties: Sleutels
    slots: Sleutels
    verbruik: NDArray[np.void]
    crediteringen: NDArray[np.void]
    eerste: int
    laatste: int


class Zoeker:
    """Finds in long columns of keys those of one message; the time does not depend on how many are found."""

    def __init__(self, sleutels: Sleutels) -> None:
        self._sleutels = np.sort(sleutels)

    def plaatsen(self, kolom: Sleutels) -> NDArray[np.intp]:
        """Positions in the column of keys that are sought."""
        if len(kolom) < _KAART_LOONT:
            return np.flatnonzero(komt_voor(kolom, self._sleutels))
        kaart = np.zeros(1 << _KAART_BITS, np.bool_)
        kaart[self._sleutels >> _KAART_SCHUIF] = True
        mogelijk = np.flatnonzero(kaart[kolom >> _KAART_SCHUIF])
        return mogelijk[komt_voor(kolom[mogelijk], self._sleutels)]


def komt_voor(kolom: NDArray[Any], gesorteerd: NDArray[Any]) -> Masker:
    """True where the value is one of the sorted ones."""
    if not len(gesorteerd):
        return np.zeros(len(kolom), np.bool_)
    plaats = np.minimum(np.searchsorted(gesorteerd, kolom), len(gesorteerd) - 1)
    masker: Masker = gesorteerd[plaats] == kolom
    return masker


def geschiedenis_van(regels: Regelkolommen) -> Geschiedenis:
    """What to keep of these lines."""
    debet = regels.goedgekeurd & ~regels.credit
    slots = slotsleutels(regels.toewijzing, regels.categorie, regels.code, regels.begin, regels.eind)
    credit = np.flatnonzero(regels.goedgekeurd & regels.credit)
    crediteringen = np.zeros(len(credit), CREDIT)
    crediteringen["vorige"], crediteringen["regel"] = referentiesleutels(regels.vorige[credit]), credit
    return Geschiedenis(
        referenties=referentiesleutels(regels.referentie),
        slots=np.where(debet, slots, GEEN_SLOT),
        verbruik=_verbruik(regels),
        crediteringen=crediteringen,
        eerste=int(regels.begin[debet].min()) if debet.any() else 0,
        laatste=int(regels.begin[debet].max()) if debet.any() else -1,
    )


def sporen(bericht: Bericht323) -> frozenset[Spoor]:
    """Two messages of one aanbieder and wet that share none of these cannot change each other's outcome.

    Use, slots, credits and the last period count within a gemeente; numbers and references within the aanbieder. A
    ceiling counts over gemeenten: under one no two messages of an aanbieder and wet go without each other.
    """
    p = bericht.prestaties
    namen = np.concatenate([referentiesleutels(p.referentie), referentiesleutels(p.vorige[p.heeft_vorige])])
    return frozenset(
        [
            ("gemeente", bericht.gemeente),
            ("identificatie", bericht.header.bericht_identificatie.identificatie),
            ("declaratienummer", bericht.declaratie_nummer),
            *(("referentie", naam) for naam in namen.tolist()),
        ]
    )


def referentiesleutels(referenties: Referenties) -> Sleutels:
    """A key per reference, equal for references that compare equal."""
    return _van_bytes(kaal(referenties))


def slotsleutels(toewijzing: Getallen, categorie: Teksten, code: Teksten, begin: Dagen, eind: Dagen) -> Sleutels:
    """A key per billing slot, equal for equal slots and never GEEN_SLOT."""
    sleutel = np.zeros(len(toewijzing), np.uint64)
    for kolom in (toewijzing, _van_tekst(categorie), _van_tekst(code), begin, eind):
        sleutel = _meng(sleutel, kolom.astype(np.uint64))
    return sleutel | np.uint64(1)


def _verbruik(regels: Regelkolommen) -> NDArray[np.void]:
    goed = np.flatnonzero(regels.goedgekeurd)
    teken = np.where(regels.credit[goed], -1, 1)
    los = np.zeros(len(goed), VERBRUIK)
    los["toewijzing"], los["eenheid"] = regels.toewijzing[goed], als_bytes(regels.eenheid[goed])
    los["volume"], los["cent"] = teken * regels.volume[goed], teken * regels.bedrag[goed]
    return opgeteld(los)


def opgeteld(verbruik: NDArray[np.void]) -> NDArray[np.void]:
    """VERBRUIK with one row per toewijzing and eenheid."""
    eenheid = np.ascontiguousarray(verbruik["eenheid"]).view(np.uint16)
    paren = verbruik["toewijzing"] << 16 | eenheid
    _, eerste, plaats = np.unique(paren, return_index=True, return_inverse=True)
    som = verbruik[eerste]
    for naam in ("volume", "cent"):
        som[naam] = 0
        np.add.at(som[naam], plaats, verbruik[naam])
    return som


def als_bytes(teksten: NDArray[Any]) -> Referenties:
    """The same texts in UTF-8."""
    if teksten.dtype.kind == "S":
        return np.asarray(teksten, np.bytes_)
    breedte = teksten.dtype.itemsize // 4
    tekens = np.ascontiguousarray(teksten).view(np.uint32)
    if not len(teksten) or not breedte or int(tekens.max()) >= _ASCII:
        gecodeerd: Referenties = np.char.encode(teksten, "utf-8")
        return gecodeerd
    return np.ascontiguousarray(tekens.astype(np.uint8)).view(f"S{breedte}")


def _van_tekst(teksten: Teksten) -> Sleutels:
    return _van_bytes(als_bytes(teksten))


def _van_bytes(teksten: Referenties) -> Sleutels:
    """Mix of the words of each text; zero bytes behind it count for nothing, so the width of the column does not."""
    breedte = -(-max(1, teksten.dtype.itemsize) // _WOORD)
    woorden = np.ascontiguousarray(teksten.astype(f"S{breedte * _WOORD}")).view("<u8").reshape(-1, breedte)
    sleutel = np.zeros(len(teksten), np.uint64)
    for plaats in range(breedte):
        woord = woorden[:, plaats]
        sleutel = np.where(woord == 0, sleutel, _meng(sleutel, woord))
    return sleutel


def _meng(sleutel: Sleutels, woord: Sleutels) -> Sleutels:
    gemengd = (sleutel ^ woord) * _MENGER
    gemengd ^= gemengd >> _SCHUIF
    uit: Sleutels = gemengd * _MENGER
    return uit
