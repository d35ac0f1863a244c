"""Columns to and from PostgreSQL without a Python value per row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import psycopg
from numpy.typing import NDArray
from sqlalchemy.ext.asyncio import AsyncSession

from declaraties.domain.geschiedenis import als_bytes

Verbinding = psycopg.AsyncConnection[Any]
Kolom = NDArray[Any]
_KOP, _SLOT = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_STUK = 2048
_VULTEKEN = "\x01"


async def verbinding_van(session: AsyncSession) -> Verbinding:
    """The connection of the session's transaction, for what is too much for an object per row."""
    rauw = await (await session.connection()).get_raw_connection()
    return cast("Verbinding", rauw.driver_connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tekst:
    """A text column of at most `breedte` characters, to be read."""

    uitdrukking: str
    breedte: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Getal:
    """A column of whole numbers, to be read."""

    uitdrukking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytes:
    """A column of bytes that are all of one width, to be read."""

    uitdrukking: str
    breedte: int


Leeskolom = Tekst | Getal | Bytes


async def lees_kolommen(
    db: Verbinding, kolommen: Mapping[str, Leeskolom], bron: str, waarden: Sequence[Any]
) -> dict[str, Kolom]:
    """The columns of `bron` (FROM and WHERE with %s places), rows in one order for all; nothing may be NULL."""
    stukken = ", ".join(_vraag(kolom) for kolom in kolommen.values())
    cursor = await db.execute(f"SELECT {stukken} {bron}".encode(), waarden, binary=True)
    rij = await cursor.fetchone()
    gevonden = rij or (None,) * len(kolommen)
    return {naam: _kolom(kolom, data) for (naam, kolom), data in zip(kolommen.items(), gevonden, strict=True)}


def _vraag(kolom: Leeskolom) -> str:
    match kolom:
        case Tekst():
            return f"string_agg(rpad({kolom.uitdrukking}, {kolom.breedte}, chr(1)), '')"
        case Getal():
            return f"string_agg(int8send({kolom.uitdrukking}), ''::bytea)"
        case Bytes():
            return f"string_agg({kolom.uitdrukking}, ''::bytea)"


def _kolom(kolom: Leeskolom, data: Any) -> Kolom:
    match kolom:
        case Tekst():
            # as numpy has it: characters of four bytes, zeros behind a short text
            tekens = (data or "").replace(_VULTEKEN, "\0").encode("utf-32-le")
            return np.frombuffer(tekens, f"<U{kolom.breedte}")
        case Getal():
            return np.frombuffer(data or b"", ">i8").astype(np.int64)
        case Bytes():
            return np.frombuffer(data or b"", f"V{kolom.breedte}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schrijfkolom:
    """A column to be stored. `soort` is its numpy form on the wire, or "S" for text; `leeg` marks NULL."""

    waarden: Kolom
    soort: str
    leeg: NDArray[np.bool_] | None = None


def als_copy(kolommen: Sequence[Schrijfkolom]) -> Iterator[bytes]:
    """The binary COPY stream of columns of equal length, in pieces; made with numpy, so no row is ever an object."""
    aantal = len(kolommen[0].waarden)
    yield _KOP
    for begin in range(0, aantal, _STUK):
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
