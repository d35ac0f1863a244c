"""Finds known burgerservicenummers in bytes, in whatever form they leaked. Standard library only."""

import base64
import binascii
import gzip
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

_DIGITS = re.compile(rb"\d{9,}")
_SPACED = re.compile(rb"(?:\d[ .\-_/]?){8,}\d")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{12,}={0,2}")
_BASE64URL = re.compile(rb"[A-Za-z0-9_\-]{12,}={0,2}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}[ :]?){9,}")
_PERCENT = re.compile(rb"(?:%[0-9a-fA-F]{2}|[0-9]){9,}")
_WIDE = re.compile(rb"(?:\d\x00){9,}|(?:\x00\d){9,}")
_EMPTY = re.compile(rb"\x00{32,}")
_GZIP = b"\x1f\x8b\x08"
_MAX_DEPTH = 3
_UNPACK_LIMIT = 50_000_000


def elfproef(bsn: str) -> bool:
    """The check on a burgerservicenummer: nine digits, weights 9 to 2 and -1, a multiple of eleven."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return len(bsn) == len(weights) and sum(w * int(d) for w, d in zip(weights, bsn, strict=True)) % 11 == 0


def zigzag(value: int) -> bytes:
    """An Avro long: zig-zag, then seven bits a byte, least significant first."""
    rest, out = (value << 1) ^ (value >> 63), bytearray()
    while rest > 0x7F:
        out.append(rest & 0x7F | 0x80)
        rest >>= 7
    return bytes([*out, rest])


def _hex(raw: bytes) -> str:
    return binascii.hexlify(raw).decode()


FORMS: Mapping[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "dots": lambda bsn: f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}".encode(),
    "spaces": lambda bsn: f"{bsn[:3]} {bsn[3:6]} {bsn[6:]}".encode(),
    "dashes": lambda bsn: "-".join(bsn).encode(),
    "base64": lambda bsn: base64.b64encode(f"bsn={bsn};".encode()),
    "base64 inside a text": lambda bsn: base64.b64encode(b">>>???" + f"x{bsn}y".encode()),
    "base64url": lambda bsn: base64.urlsafe_b64encode(b"\xfb\xff\xfe" + f"<{bsn}>??>".encode()).rstrip(b"="),
    "hex": lambda bsn: _hex(bsn.encode()).encode(),
    "hex in capitals": lambda bsn: _hex(f"BSN:{bsn}".encode()).upper().encode(),
    "URL-encoded": lambda bsn: "".join(f"%{ord(digit):02X}" for digit in bsn).encode(),
    "URL-encoded separators": lambda bsn: f"{bsn[:4]}%2E{bsn[4:6]}%20{bsn[6:]}".encode(),
    "zig-zag varint": lambda bsn: zigzag(int(bsn)),
    "long, big endian": lambda bsn: int(bsn).to_bytes(8, "big"),
    "long, little endian": lambda bsn: int(bsn).to_bytes(8, "little"),
    "UTF-16": lambda bsn: bsn.encode("utf-16-le"),
    "gzip": lambda bsn: gzip.compress(f"<Bsn>{bsn}</Bsn>".encode()),
    "base64 of gzip": lambda bsn: base64.b64encode(gzip.compress(bsn.encode())),
}
NOT_TEXT = frozenset({"zig-zag varint", "long, big endian", "long, little endian", "UTF-16", "gzip"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Leak:
    """A number that was found: in which store, and the road along which it was read."""

    store: str
    bsn: str
    road: str


class Scanner:
    """Searches for a fixed set of numbers; the numbers need nine digits."""

    def __init__(self, bsns: Collection[str]) -> None:
        self._bsns = frozenset(one.encode() for one in bsns)
        self._binary = {form(one): one for one in bsns for form in (zigzag_of, big_endian, little_endian)}
        tails = sorted({re.escape(raw[-2:]) for raw in map(zigzag_of, bsns)})
        heads = sorted({re.escape(raw[:6]) for raw in map(big_endian, bsns)})
        ends = sorted({re.escape(raw[2:]) for raw in map(little_endian, bsns)})
        self._varint = re.compile(b"(?=([\x80-\xff]{3}(?:" + b"|".join(tails) + b")))", re.DOTALL)
        self._big = re.compile(b"(?=((?:" + b"|".join(heads) + b")..))", re.DOTALL)
        self._little = re.compile(b"(?=(..(?:" + b"|".join(ends) + b")))", re.DOTALL)

    def scan(self, store: str, data: bytes) -> set[Leak]:
        """Every number in the data, in any form of FORMS and in forms within forms."""
        data = _EMPTY.sub(bytes(32), data)
        found = {Leak(store=store, bsn=bsn, road=road) for bsn, road in self._texts(data, "", 0)}
        for pattern in (self._varint, self._big, self._little):
            for match in pattern.finditer(data):
                bsn = self._binary.get(match[1])
                if bsn is not None:
                    found.add(Leak(store=store, bsn=bsn, road="binary"))
        return found

    def _texts(self, data: bytes, road: str, depth: int) -> Iterator[tuple[str, str]]:
        yield from self._digits(data, road)
        if depth < _MAX_DEPTH:
            for name, inner in _unwrapped(data):
                yield from self._texts(inner, f"{road}{name} > ", depth + 1)

    def _digits(self, data: bytes, road: str) -> Iterator[tuple[str, str]]:
        for kind, runs in (("plain", _DIGITS), ("separated", _SPACED)):
            for run in runs.findall(data):
                digits = re.sub(rb"\D", b"", run)
                for start in range(len(digits) - 8):
                    if digits[start : start + 9] in self._bsns:
                        yield digits[start : start + 9].decode(), f"{road}{kind}"


def zigzag_of(bsn: str) -> bytes:
    return zigzag(int(bsn))


def big_endian(bsn: str) -> bytes:
    return int(bsn).to_bytes(8, "big")


def little_endian(bsn: str) -> bytes:
    return int(bsn).to_bytes(8, "little")


def _unwrapped(data: bytes) -> Iterator[tuple[str, bytes]]:
    """What is inside the data when parts of it are read as an encoding; a wrong reading gives noise, no error."""
    yield from (("URL", unquote_to_bytes(run)) for run in _PERCENT.findall(data) if b"%" in run)
    if re.search(rb"\d%(?:2[0DEF]|2[def])", data):
        yield "URL", unquote_to_bytes(data)
    for run in _HEX.findall(data):
        digits = re.sub(rb"[ :]", b"", run)
        yield from (("hex", raw) for raw in (_unhex(digits), _unhex(digits[1:-1])) if _worth(raw))
    for run in _BASE64.findall(data):
        yield from (("base64", raw) for raw in _shifted(run, b"+/") if _worth(raw))
    for run in _BASE64URL.findall(data):
        if b"-" in run or b"_" in run:
            yield from (("base64url", raw) for raw in _shifted(run, b"-_") if _worth(raw))
    yield from (("UTF-16", run.replace(b"\x00", b"")) for run in _WIDE.findall(data))
    yield from (("gzip", raw) for raw in _gunzipped(data) if raw)


def _worth(raw: bytes) -> bool:
    """Reading further only pays when digits or another wrapping came out."""
    return bool(_SPACED.search(raw) or _PERCENT.search(raw) or _GZIP in raw or b"%3" in raw or _HEX.search(raw))


def _unhex(run: bytes) -> bytes:
    return binascii.unhexlify(run[: len(run) // 2 * 2])


def _shifted(run: bytes, altchars: bytes) -> Iterable[bytes]:
    """The run decoded from each of four starting points, since other text may touch its beginning."""
    letters = run.rstrip(b"=")
    for start in range(4):
        part = letters[start:]
        part = part[: len(part) - 1] if len(part) % 4 == 1 else part
        yield base64.b64decode(part + b"=" * (-len(part) % 4), altchars=altchars)


def _gunzipped(data: bytes) -> Iterator[bytes]:
    start = data.find(_GZIP)
    while start >= 0:
        try:
            yield zlib.decompressobj(wbits=31).decompress(data[start:], _UNPACK_LIMIT)
        except zlib.error:
            yield b""
        start = data.find(_GZIP, start + 1)
