"""Columns to and from PostgreSQL without a Python value per row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from declaraties.adapters.verbinding import Verbinding
from declaraties.domain.beoordelen.geschiedenis import als_bytes

Kolom = NDArray[Any]
_KOP, _SLOT = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_STUK = 2048
_SCHEIDING = "\x01"  # in no text of the standard
# PostgreSQL counts days from 2000.
EERSTE_DAG = 10_957


@dataclass(frozen=True, slots=True, kw_only=True)
class Tekst:
    """A text column of at most `breedte` characters, to be read."""

    uitdrukking: str
    breedte: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Binair:
    """A column whose values are all of one width, to be read: sent by the function `zend`, in numpy form `soort`."""

    uitdrukking: str
    zend: str
    soort: str


def groot_getal(uitdrukking: str) -> Binair:
    """A bigint."""
    return Binair(uitdrukking=uitdrukking, zend="int8send", soort=">i8")


def getal(uitdrukking: str) -> Binair:
    """An integer."""
    return Binair(uitdrukking=uitdrukking, zend="int4send", soort=">i4")


def dag(uitdrukking: str) -> Binair:
    """A date, as days since EERSTE_DAG."""
    return Binair(uitdrukking=uitdrukking, zend="date_send", soort=">i4")


def vlag(uitdrukking: str) -> Binair:
    """A boolean."""
    return Binair(uitdrukking=uitdrukking, zend="boolsend", soort="?")


def bytes_van(uitdrukking: str, breedte: int) -> Binair:
    """Bytes that are all of one width."""
    return Binair(uitdrukking=uitdrukking, zend="", soort=f"V{breedte}")


Leeskolom = Tekst | Binair


async def read_columns(
    db: Verbinding, kolommen: Mapping[str, Leeskolom], bron: str, per: str, waarden: Sequence[Any]
) -> list[dict[str, Kolom]]:
    """For each row of `per` the columns of `bron` (FROM and WHERE), rows in one order for all; nothing may be NULL."""
    stukken = ", ".join(f"{_query(kolom)} AS k{nummer}" for nummer, kolom in enumerate(kolommen.values()))
    namen = ", ".join(f"k{nummer}" for nummer in range(len(kolommen)))
    vraag = f"SELECT {namen} FROM {per}, LATERAL (SELECT {stukken} {bron}) k ORDER BY n"
    cursor = await db.execute(vraag.encode(), waarden, binary=True)
    return [
        {naam: _kolom(kolom, data) for (naam, kolom), data in zip(kolommen.items(), rij, strict=True)}
        for rij in await cursor.fetchall()
    ]


def _query(kolom: Leeskolom) -> str:
    if isinstance(kolom, Tekst):
        return f"string_agg({kolom.uitdrukking}, chr(1))"
    return f"string_agg({kolom.zend}({kolom.uitdrukking}), ''::bytea)"


def _kolom(kolom: Leeskolom, data: Any) -> Kolom:
    if isinstance(kolom, Tekst):
        return _teksten(data, kolom.breedte)
    return np.frombuffer(data or b"", kolom.soort)


def _teksten(samen: str | None, breedte: int) -> NDArray[np.str_]:
    """Texts with a character between them, as numpy has them: four bytes a character, zeros behind a short one."""
    if samen is None:
        return np.array([], f"<U{breedte}")
    tekens = np.frombuffer(f"{samen}{_SCHEIDING}".encode("utf-32-le"), "<u4")
    einden = np.flatnonzero(tekens == ord(_SCHEIDING))
    begin = np.concatenate([[0], einden[:-1] + 1])
    teksten = np.zeros((len(einden), breedte), "<u4")
    for plaats in range(breedte):
        er = einden - begin > plaats
        teksten[er, plaats] = tekens[begin[er] + plaats]
    return teksten.view(f"<U{breedte}").ravel()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schrijfkolom:
    """A column to be stored. `soort` is its numpy form on the wire, or "S" for text; `leeg` marks NULL."""

    waarden: Kolom
    soort: str
    leeg: NDArray[np.bool_] | None = None


def als_copy(groepen: Iterable[Sequence[Schrijfkolom]]) -> Iterator[bytes]:
    """The binary COPY stream of groups of columns of equal length, in pieces; numpy makes it, no row is an object."""
    yield _KOP
    for kolommen in groepen:
        for begin in range(0, len(kolommen[0].waarden), _STUK):
            yield _stuk([_deel(kolom, slice(begin, begin + _STUK)) for kolom in kolommen])
    yield _SLOT


def _deel(kolom: Schrijfkolom, stuk: slice) -> Schrijfkolom:
    leeg = None if kolom.leeg is None else kolom.leeg[stuk]
    waarden = kolom.waarden[stuk]
    return Schrijfkolom(
        waarden=als_bytes(waarden) if kolom.soort == "S" else waarden,
        soort=kolom.soort,
        leeg=leeg,
    )


def _stuk(kolommen: Sequence[Schrijfkolom]) -> bytes:
    """Rows of fixed width side by side, and then only the bytes that count."""
    velden: list[tuple[str, str]] = [("aantal", ">i2")]
    for nummer, kolom in enumerate(kolommen):
        soort = kolom.waarden.dtype.str if kolom.soort == "S" else kolom.soort
        velden += [(f"lengte{nummer}", ">i4"), (f"waarde{nummer}", soort)]
    vorm = np.dtype(velden)
    rijen = np.zeros(len(kolommen[0].waarden), vorm)
    telt = np.ones((len(rijen), vorm.itemsize), np.bool_)
    rijen["aantal"] = len(kolommen)
    for nummer, kolom in enumerate(kolommen):
        _vul(rijen, telt, nummer, kolom)
    matrix = rijen.view(np.uint8).reshape(len(rijen), vorm.itemsize)
    return matrix[telt].tobytes()


def _vul(rijen: NDArray[np.void], telt: NDArray[np.bool_], nummer: int, kolom: Schrijfkolom) -> None:
    velden: Any = rijen.dtype.fields
    vorm, plaats = velden[f"waarde{nummer}"][:2]
    rijen[f"waarde{nummer}"] = kolom.waarden
    lengte: Any = vorm.itemsize
    if kolom.soort == "S":
        lengte = np.char.str_len(kolom.waarden)
    if kolom.leeg is not None:
        lengte = np.where(kolom.leeg, 0, lengte)
    if not np.isscalar(lengte):
        telt[:, plaats : plaats + vorm.itemsize] = np.arange(vorm.itemsize) < np.asarray(lengte)[:, None]
    rijen[f"lengte{nummer}"] = lengte if kolom.leeg is None else np.where(kolom.leeg, -1, lengte)
