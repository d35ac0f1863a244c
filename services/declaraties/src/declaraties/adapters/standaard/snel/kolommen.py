"""Values of many lines at once, straight from the bytes: eight characters are one number of 64 bits.

Every function takes the places where values begin and gives a column of values and the places where they end. It
accepts only the plainest spelling (no signs, no blanks, no references, nothing outside ASCII); on anything else the
file is left to the general reader, which knows all of XML.
"""

from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from declaraties.adapters.standaard.snel.vorm import NietSnelError, Reden
from declaraties.domain.standaard.berichten.declaratie import Dagen, Getallen, Masker, Referenties, Teksten

Plaatsen: TypeAlias = NDArray[np.int64]
Woorden: TypeAlias = NDArray[np.uint64]
Kolom_co = TypeVar("Kolom_co", bound=NDArray[Any], covariant=True)

_ACHT = 8
_HOOGSTE_CIJFER = 9
_MAANDEN_IN_JAAR = 12
_HOOG = 0x8080808080808080  # the top bit of each character
_EEN = 0x0101010101010101
_CIJFERS = int.from_bytes(b"00000000", "little")
_DATUM = int.from_bytes(b"0000-00-", "little")
_KLEINER = int.from_bytes(b"<<<<<<<<", "little")
_BOVEN_NEGEN = 0x7676767676767676  # added to a digit this stays below the top bit, added to more it does not
# the same for a date, where the two dashes must be exactly that
_BOVEN_DATUM = int.from_bytes(b"\x76\x76\x76\x76\x7f\x76\x76\x7f", "little")
_EERSTE = np.array([(1 << 8 * aantal) - 1 for aantal in range(_ACHT + 1)], np.uint64)  # mask of the first characters
_VULLING = np.array([int.from_bytes(b"x" * 8, "little") & ~int(masker) for masker in _EERSTE], np.uint64)
_ZICHTBAAR = bytes(teken for teken in range(0x21, 0x7F) if teken not in b"<>&")
_LEESBAAR = _ZICHTBAAR + b" "
_JAREN = (1900, 2200)
_EERSTEN = np.arange(f"{_JAREN[0]}-01", f"{_JAREN[1]}-02", dtype="datetime64[M]")
_MAANDEN = _EERSTEN.astype("datetime64[D]").astype(np.int64)
_LENGTE = np.diff(_MAANDEN)


class Bytes:
    """A file as arrays that can be asked at any place."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._woorden: Woorden = self._kijk("<u8", _ACHT)
        self._paren: NDArray[np.uint16] = self._kijk("<u2", 2)
        self._tekens = np.frombuffer(data, np.uint8)

    def _kijk(self, soort: str, breedte: int) -> NDArray[Any]:
        return np.ndarray((max(0, len(self.data) - breedte + 1),), soort, self.data, strides=(1,))

    def woorden(self, plaatsen: Plaatsen) -> Woorden:
        """The eight characters from each place."""
        return self._woorden[self._binnen(plaatsen, _ACHT)]

    def paren(self, plaatsen: Plaatsen) -> NDArray[np.uint16]:
        """The two characters from each place."""
        return self._paren[self._binnen(plaatsen, 2)]

    def tekens(self, plaatsen: Plaatsen) -> NDArray[np.uint8]:
        """The character at each place."""
        return self._tekens[self._binnen(plaatsen, 1)]

    def stukken(self, plaatsen: Plaatsen, lengte: int) -> bytes:
        """The `lengte` characters from each place, one after another."""
        return self._kijk(f"V{lengte}", lengte)[self._binnen(plaatsen, lengte)].tobytes()

    def _binnen(self, plaatsen: Plaatsen, lengte: int) -> Plaatsen:
        if len(plaatsen) and int(plaatsen.max()) + lengte > len(self.data):
            raise NietSnelError(Reden.OPMAAK)
        return plaatsen


class Lezer(Protocol[Kolom_co]):
    """From the places where values begin to their column and the places where they end."""

    def __call__(self, data: Bytes, plaatsen: Plaatsen, /) -> tuple[Kolom_co, Plaatsen]:
        """Read one value at each place."""
        ...


def eis(klopt: bool | np.bool_, /) -> None:  # noqa: FBT001 - the one thing it asks
    """NietSnelError when a value is not plainly valid."""
    if not klopt:
        raise NietSnelError(Reden.WAARDE)


def over(data: Bytes, plaatsen: Plaatsen, tekst: bytes) -> Plaatsen:
    """Places after `tekst`, which must stand at each place."""
    if data.stukken(plaatsen, len(tekst)) != tekst * len(plaatsen):
        raise NietSnelError(Reden.OPMAAK)
    return plaatsen + len(tekst)


def heeft(data: Bytes, plaatsen: Plaatsen, tekst: bytes, anders: bytes) -> Masker:
    """Where the text seems to be `tekst` and not `anders`, by eight characters from where these two differ."""
    verschil = next(n for n, (one, ander) in enumerate(zip(tekst, anders, strict=False)) if one != ander)
    masker: Masker = data.woorden(plaatsen + verschil) == int.from_bytes(tekst[verschil : verschil + 8], "little")
    return masker


def _lengte(gevonden: Woorden) -> NDArray[np.int64]:
    """How many characters come before the first one that is marked in its top bit; 8 when none is."""
    laagste = gevonden & (~gevonden + np.uint64(1))
    return (np.bitwise_count(laagste - np.uint64(1)) >> 3).astype(np.int64)


def _voor_tag(woorden: Woorden) -> NDArray[np.int64]:
    """How many characters come before the first `<`; 8 when there is none."""
    anders = woorden ^ np.uint64(_KLEINER)
    return _lengte((anders - np.uint64(_EEN)) & ~anders & np.uint64(_HOOG))


def getallen(data: Bytes, plaatsen: Plaatsen, *, negen: bool = False) -> tuple[Getallen, Plaatsen]:
    """Numbers of one to eight digits; nine when `negen`."""
    waarden = data.woorden(plaatsen) ^ np.uint64(_CIJFERS)
    lengte = _lengte(((waarden + np.uint64(_BOVEN_NEGEN)) | waarden) & np.uint64(_HOOG))
    eis(lengte.min(initial=1) > 0)
    # the digits to the top, zeros before them; then pairs, fours, eights
    waarden = waarden << (64 - 8 * lengte).astype(np.uint64)
    waarden = (waarden * np.uint64(2561) >> np.uint64(8)) & np.uint64(0x00FF00FF00FF00FF)
    waarden = (waarden * np.uint64(6553601) >> np.uint64(16)) & np.uint64(0x0000FFFF0000FFFF)
    getal = (waarden * np.uint64(42949672960001) >> np.uint64(32)).astype(np.int64)
    einden = plaatsen + lengte
    return _negende(data, getal, einden, lengte) if negen else (getal, einden)


def _negende(data: Bytes, getal: Getallen, einden: Plaatsen, lengte: NDArray[np.int64]) -> tuple[Getallen, Plaatsen]:
    acht = np.flatnonzero(lengte == _ACHT)
    cijfer = data.tekens(einden[acht]).astype(np.int64) - ord("0")
    is_cijfer = (cijfer >= 0) & (cijfer <= _HOOGSTE_CIJFER)
    negen, cijfer = acht[is_cijfer], cijfer[is_cijfer]
    getal[negen] = getal[negen] * 10 + cijfer
    einden[negen] += 1
    return getal, einden


def referenties(data: Bytes, plaatsen: Plaatsen, *, langste: int) -> tuple[Referenties, Plaatsen]:
    """Texts of one to `langste` (at most 24) readable characters."""
    delen = np.empty((len(plaatsen), 3), np.uint64)
    lengte, open_ = np.zeros(len(plaatsen), np.int64), np.ones(len(plaatsen), np.bool_)
    vulling = np.empty_like(delen)
    for deel in range(3):
        woorden = data.woorden(plaatsen + deel * _ACHT)
        eigen = np.where(open_, _voor_tag(woorden), 0)
        delen[:, deel] = woorden & _EERSTE[eigen]
        vulling[:, deel] = _VULLING[eigen]
        lengte += eigen
        open_ &= eigen == _ACHT
    eis(lengte.min(initial=1) > 0 and lengte.max(initial=0) <= langste)
    eis(not (delen | vulling).tobytes().translate(None, _LEESBAAR))
    return delen.astype("<u8").view(f"S{3 * _ACHT}")[:, 0].astype(f"S{langste}"), plaatsen + lengte


def korte_teksten(data: Bytes, plaatsen: Plaatsen, *, langste: int) -> tuple[Teksten, Plaatsen]:
    """Texts of one to `langste` (at most 7) visible characters."""
    woorden = data.woorden(plaatsen)
    lengte = _voor_tag(woorden)
    eis(lengte.min(initial=1) > 0 and lengte.max(initial=0) <= langste)
    eis(not ((woorden & _EERSTE[lengte]) | _VULLING[lengte]).tobytes().translate(None, _ZICHTBAAR))
    tekens = (woorden & _EERSTE[lengte]).astype("<u8").view(np.uint8).reshape(-1, _ACHT)
    breed = np.ascontiguousarray(tekens[:, :langste], np.uint32)
    return breed.view(f"U{langste}")[:, 0], plaatsen + lengte


class Codes:
    """A list of codes of two characters."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._codes = np.array(codes, np.str_)
        self._plaats = np.full(1 << 16, -1, np.int64)
        for nummer, code in enumerate(codes):
            self._plaats[int.from_bytes(code.encode(), "little")] = nummer

    def read(self, data: Bytes, plaatsen: Plaatsen) -> tuple[Teksten, Plaatsen]:
        """The codes; each must be on the list."""
        nummers = self._plaats[data.paren(plaatsen)]
        eis(nummers.min(initial=0) >= 0)
        return self._codes[nummers], plaatsen + 2


def dagen(data: Bytes, plaatsen: Plaatsen) -> tuple[Dagen, Plaatsen]:
    """Existing days of the years 1900 to 2199, written as yyyy-mm-dd, as day numbers."""
    tekens = data.woorden(plaatsen) ^ np.uint64(_DATUM)
    eis(not (((tekens + np.uint64(_BOVEN_DATUM)) | tekens) & np.uint64(_HOOG)).any())
    getal = tekens.astype(np.int64)
    jaar = (getal & 15) * 1000 + (getal >> 8 & 15) * 100 + (getal >> 16 & 15) * 10 + (getal >> 24 & 15)
    in_jaar = (getal >> 40 & 15) * 10 + (getal >> 48 & 15)
    maand = (jaar - _JAREN[0]) * 12 + in_jaar - 1
    eis(in_jaar.min(initial=1) > 0 and in_jaar.max(initial=1) <= _MAANDEN_IN_JAAR)
    eis(maand.min(initial=0) >= 0 and maand.max(initial=0) < len(_LENGTE))
    dag = _dag(data.paren(plaatsen + _ACHT))
    eis(not ((dag < 1) | (dag > _LENGTE[maand])).any())
    return _MAANDEN[maand] + dag - 1, plaatsen + 10


def _dag(paren: NDArray[np.uint16]) -> NDArray[np.int64]:
    tiental, eenheid = (paren & 0xFF).astype(np.int64) - ord("0"), (paren >> 8).astype(np.int64) - ord("0")
    for cijfer in (tiental, eenheid):
        eis(not ((cijfer < 0) | (cijfer > _HOOGSTE_CIJFER)).any())
    return tiental * 10 + eenheid


def bsns(data: Bytes, plaatsen: Plaatsen) -> tuple[list[str], Plaatsen]:
    """Numbers of nine digits, as text."""
    tekst = data.stukken(plaatsen, 9)
    eis(tekst.isdigit() or not tekst)
    samen = tekst.decode()
    return [samen[begin : begin + 9] for begin in range(0, len(samen), 9)], plaatsen + 9


def credit_of_debet(data: Bytes, plaatsen: Plaatsen) -> tuple[Masker, Plaatsen]:
    """C or D, as a mask of the credits."""
    tekens = data.tekens(plaatsen)
    credit: Masker = tekens == ord("C")
    eis((credit | (tekens == ord("D"))).all())
    return credit, plaatsen + 1
