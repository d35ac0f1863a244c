"""Hostile and broken ZIP files."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.vijandig.zendingen import ZENDINGEN, ZIP, Zending, een_bericht

_MEGA = 1_000_000


def zip_zending(klasse: str, nummer: int, *, zaad: str) -> Zending:
    """The n-th ZIP."""
    r = random.Random(f"{zaad}|{klasse}|{nummer}")
    naam = r.choice(list(SOORTEN))
    data, van_gemeente = SOORTEN[naam](r, 900_000 + nummer)

    def stroom() -> Iterator[bytes]:
        yield data

    return Zending(
        klasse=klasse,
        naam=f"{klasse} nr {nummer} ({naam})",
        van_gemeente=van_gemeente,
        inhoud=stroom,
        pad=ZENDINGEN,
        soort=ZIP,
    )


def _zip(*delen: tuple[str | zipfile.ZipInfo, bytes], methode: int = zipfile.ZIP_DEFLATED) -> bytes:
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", methode) as pak:
        for naam, data in delen:
            pak.writestr(naam, data)
    return doel.getvalue()


def _bericht(r: random.Random, nummer: int) -> bytes:
    return een_bericht(random.Random(r.random()), nummer)[0]


def _goed(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    data, van_gemeente = een_bericht(r, nummer)
    return _zip(("een.xml", data)), van_gemeente


def _bom(r: random.Random, _nummer: int) -> tuple[bytes, bool]:
    """A ratio of a thousand and up: deflate reaches about 1 : 1,030, a second layer the rest."""
    kern = b"<a>" + b" " * r.choice([1, 5, 30, 60]) * _MEGA
    return _zip(("een.xml", kern)), False


def _genest(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    data = _zip(("een.xml", _bericht(r, nummer)))
    for laag in range(r.randint(1, 5)):
        data = _zip((f"laag{laag}.zip", data), *((f"kopie{n}.zip", data) for n in range(r.randint(0, 5))))
    return data, False


def _overlappend(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    """Many entries of the directory that point to one and the same compressed stream."""
    kern = _bericht(r, nummer)
    ruw = zlib.compressobj(9, zlib.DEFLATED, -15)
    gepakt = ruw.compress(kern) + ruw.flush()
    som = zlib.crc32(kern)
    lokaal = (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0x21, som, len(gepakt), len(kern), 1, 0) + b"a" + gepakt
    )
    aantal = r.choice([2, 10, 30])
    lijst = b"".join(
        struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0x21, som, len(gepakt), len(kern), 5, 0, 0, 0, 0, 0, 0
        )
        + b"%d.xml" % n
        for n in range(aantal)
        if n < 10
    )
    teller = min(aantal, 10)
    einde = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, teller, teller, len(lijst), len(lokaal), 0)
    return lokaal + lijst + einde, False


def _paden(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    naam = r.choice(["../../etc/x.xml", "/etc/x.xml", "map/een.xml", "..\\x.xml", "C:\\x.xml", "een.xml\x00.exe", ".xml", "a" * 5_000, "\u202elmx.een", "con.xml", "een.xml/", " "])  # fmt: skip
    return _zip((naam, _bericht(r, nummer))), False


def _koppeling(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    info = zipfile.ZipInfo("een.xml")
    info.create_system = 3
    info.external_attr = r.choice([0o120777, 0o020666, 0o010666, 0o040755]) << 16
    return _zip((info, b"/etc/passwd"), ("twee.xml", _bericht(r, nummer))), False


def _te_veel(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    aantal = r.choice([31, 100, 2_000])
    data = _bericht(r, nummer)
    return _zip(*((f"{n}.xml", data if n < 31 else b"<x/>") for n in range(aantal))), False


def _te_groot(r: random.Random, _nummer: int) -> tuple[bytes, bool]:
    if r.random() > 0.1:
        return _zip(("een.xml", r.randbytes(200_000)), methode=zipfile.ZIP_STORED), False
    return _zip(("een.xml", bytes(26 * _MEGA)), methode=zipfile.ZIP_STORED), False


def _versleuteld(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    data = bytearray(_zip(("een.xml", _bericht(r, nummer))))
    vlag = r.choice([1, 1 | 64, 8192])
    for merk, plaats in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = data.index(merk) + plaats
        data[begin : begin + 2] = struct.pack("<H", vlag)
    return bytes(data), False


def _kapot(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    data = bytearray(_zip(("een.xml", _bericht(r, nummer)), ("twee.xml", _bericht(r, nummer + 50_000))))
    match r.randrange(4):
        case 0:
            return bytes(data[: r.randrange(len(data))]), False
        case 1:
            return bytes(data) + r.randbytes(r.randrange(70_000)), False
        case 2:
            return r.randbytes(r.randrange(300)) + bytes(data), False
        case _:
            for _ in range(r.randint(1, 10)):
                data[r.randrange(len(data))] = r.randrange(256)
            return bytes(data), False


def _methode(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    return _zip(("een.xml", _bericht(r, nummer)), methode=r.choice([zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])), False


def _leugen(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    """The directory says another size or check than the stream has."""
    data = bytearray(_zip(("een.xml", _bericht(r, nummer))))
    begin = data.index(b"PK\x01\x02") + r.choice([16, 20, 24, 42])
    data[begin : begin + 4] = struct.pack("<L", r.choice([0, 1, 10, 0xFFFFFFFF, 0x7FFFFFFF]))
    return bytes(data), False


def _gemengd(r: random.Random, nummer: int) -> tuple[bytes, bool]:
    data = _zip(("a.xml", _bericht(r, nummer)), ("b.txt", b"tekst"), ("c.xml", b"<x/>"), ("d.xml", b"<y/>"))
    return data.replace(b"d.xml", r.choice([b"c.xml", b"d.xml"])), False


SOORTEN = {
    "goed": _goed,
    "bom": _bom,
    "genest": _genest,
    "overlappend": _overlappend,
    "paden": _paden,
    "koppeling": _koppeling,
    "te veel": _te_veel,
    "te groot": _te_groot,
    "versleuteld": _versleuteld,
    "kapot": _kapot,
    "methode": _methode,
    "leugen": _leugen,
    "gemengd": _gemengd,
}
