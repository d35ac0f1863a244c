"""Random damage to a message: each mutation is one small change somewhere in the tree or in its bytes."""

import copy
import random
import re
from collections.abc import Callable

from lxml import etree

_GETALLEN = [
    "0", "-1", "+7", "007", "1.0", "1e3", "0x1F", "1_000", "99999999", "100000000", "999999999", "1000000000",
    "999999999999", "1000000000000", "9" * 40, "-0", "+0", "٣", "１２", "1 2", "1,5", "D", "NaN", "INF", "true",
]  # fmt: skip
_DATUMS = [
    "2025-04-30", "2025-02-29", "2024-02-29", "2025-04-30Z", "2025-04-30+01:00", "2025-04-30-14:00",
    "2025-04-30+14:01", "12025-01-01", "-0001-01-01", "0000-01-01", "0001-01-01", "9999-12-31", " 2025-04-30 ",
    "2025-4-3", "2025-13-01", "2025-00-10", "2025-04-31", "30-04-2025", "20250430", "2025-04-30T00:00:00",
    "\t2025-04-30\n", "2025-04", "2025-04-30Z ", "12:34:56", "24:00:00", "24:00:01", "12:34", "12:34:56.5",
    "12:34:56Z", "12:34:56+01:00", "12:60:00", "23:59:60", "12:34:56.123456789", " 12:34:56 ",
]  # fmt: skip
_CODES = [
    "01", "02", "04", "13", "16", "18", "19", "30", "31", "39", "45", "55", "56", "82", "83", "84", "85", "1", "2",
    "3", "4", "5", "6", "7", "9", "C", "D", "d", "AB", "NL", "XX", "0001", "0200", "S300", "s300", "9338", "9999",
    "414", "415", "436", "484", "485", "490", "491", "3", "1.0.0", "01.0.0", "1.0", "0.1.0", "1.0.0.0", "0307", "307",
    "65656055", "6565605", "656560550", "999900006", "99990000", "9999000060", "DN-001", "abcDEF123", "é",
]  # fmt: skip
_LENGTEN = (1, 2, 3, 5, 6, 11, 12, 13, 20, 21, 24, 25, 35, 36, 37, 199, 200, 201, 1000)
_WIT = [" ", "\t", "\n", "\r", "\u00a0", "\u2003", "\ufeff", "\u0085", "  "]
_TEKENS = ["x", "x y", "ÀỳZ", "Ỵ", "a.b", "😀", "<", "&", "]]>", "\u0301e", "１", "é"]
_ZIJN = "http://www.w3.org/2001/XMLSchema-instance"
_DATUM = re.compile(r"\s*-?\d{4,}-\d\d-\d\d|\s*\d\d:\d\d")
_KORT = 4


def muteer(wortel: etree._Element, r: random.Random) -> etree._Element:
    """A copy with one to three changes of any class; most of them break the schema, some do not."""
    kopie = copy.deepcopy(wortel)
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        _IN_DE_BOOM[r.choice(list(_IN_DE_BOOM))](kopie, r)
    return kopie


def muteer_klasse(wortel: etree._Element, klasse: str, r: random.Random) -> tuple[bytes, bool]:
    """The bytes of a copy damaged in the way of one class, and whether OP192 allows how they are encoded."""
    if klasse == CODERING:
        goed = etree.tostring(wortel, xml_declaration=True, encoding="UTF-8")
        return r.choice(_CODERINGEN)(goed, r)
    kopie = copy.deepcopy(wortel)
    for _ in range(r.choice([1, 1, 2])):
        _IN_DE_BOOM[klasse](kopie, r)
    return etree.tostring(kopie, xml_declaration=True, encoding="UTF-8"), True


def _knoop(boom: etree._Element, r: random.Random) -> etree._Element:
    knopen = [knoop for knoop in boom.iter("{*}*") if knoop is not boom]
    return r.choice(knopen or [boom])


def _blad(boom: etree._Element, r: random.Random, past: Callable[[str], bool] = lambda _: True) -> etree._Element:
    """A leaf, most often one whose value is of the sort that is asked."""
    bladen = [knoop for knoop in boom.iter("{*}*") if len(knoop) == 0]
    zulke = [knoop for knoop in bladen if past(knoop.text or "")]
    return r.choice(zulke if zulke and r.random() < 0.8 else bladen)


def _structuur(boom: etree._Element, r: random.Random) -> None:
    knoop = _knoop(boom, r)
    r.choice([_weg, _dubbel, _naam, _verhuis, _vreemd])(knoop, r)


def _weg(knoop: etree._Element, _r: random.Random) -> None:
    ouder = knoop.getparent()
    if ouder is not None:
        ouder.remove(knoop)


def _dubbel(knoop: etree._Element, _r: random.Random) -> None:
    if knoop.getparent() is not None:
        knoop.addnext(copy.deepcopy(knoop))


def _naam(knoop: etree._Element, r: random.Random) -> None:
    naam = etree.QName(knoop)
    namen = ["Bsn", "Soort", "Code", "Einddatum", "Bedrag", naam.localname.lower(), "Telefoon02", "Prestatie"]
    knoop.tag = f"{{{naam.namespace}}}{r.choice(namen)}"


def _verhuis(knoop: etree._Element, r: random.Random) -> None:
    doel = _knoop(knoop.getroottree().getroot(), r)
    if knoop.getparent() is not None and doel not in list(knoop.iter()):
        doel.append(knoop)


def _vreemd(knoop: etree._Element, r: random.Random) -> None:
    knoop.insert(r.randrange(len(knoop) + 1), etree.Element(r.choice([knoop.tag, "los", "{urn:x}Extra"])))


def _volgorde(boom: etree._Element, r: random.Random) -> None:
    knoop = _knoop(boom, r)
    ouder = knoop.getparent()
    if ouder is not None:
        ouder.remove(knoop)
        ouder.insert(r.randrange(len(ouder) + 1), knoop)


def _typen(boom: etree._Element, r: random.Random) -> None:
    _blad(boom, r, str.isdigit).text = r.choice(_GETALLEN)


def _lengten(boom: etree._Element, r: random.Random) -> None:
    _blad(boom, r).text = r.choice(["x", "7", "é", "😀", "x "]) * r.choice(_LENGTEN)


def _codelijsten(boom: etree._Element, r: random.Random) -> None:
    _blad(boom, r, lambda tekst: 0 < len(tekst) <= _KORT).text = r.choice(_CODES)


def _datums(boom: etree._Element, r: random.Random) -> None:
    _blad(boom, r, lambda tekst: _DATUM.match(tekst) is not None).text = r.choice(_DATUMS)


def _leeg(boom: etree._Element, r: random.Random) -> None:
    knoop = _blad(boom, r) if r.random() < 0.7 else _knoop(boom, r)
    for kind in list(knoop):
        knoop.remove(kind)
    knoop.text = r.choice([None, "", " ", "\n", "\u00a0"])
    if r.random() < 0.2:
        knoop.set(f"{{{_ZIJN}}}nil", r.choice(["true", "false", "1"]))


def _witruimte(boom: etree._Element, r: random.Random) -> None:
    if r.random() < 0.2:
        _knoop(boom, r).tail = r.choice([*_WIT, "x", ""])
        return
    blad, wit = _blad(boom, r), r.choice(_WIT)
    tekst = blad.text or ""
    plaats = r.choice([0, len(tekst), r.randrange(len(tekst) + 1)])
    blad.text = tekst[:plaats] + wit + tekst[plaats:]


def _tekens(boom: etree._Element, r: random.Random) -> None:
    blad = _blad(boom, r)
    if r.random() < 0.3:
        blad.text = r.choice(_TEKENS)
        return
    tekst = blad.text or ""
    plaats = r.randrange(len(tekst) + 1)
    blad.text = tekst[:plaats] + r.choice("0 19aZ-\té") + tekst[plaats + r.randrange(2) :]


def _naamruimten(boom: etree._Element, r: random.Random) -> None:
    knoop = boom if r.random() < 0.05 else _knoop(boom, r)
    andere = {str(etree.QName(kind).namespace) for kind in boom.iter("{*}*")} | {"urn:x", "HTTP://WWW.ISTANDAARDEN.NL"}
    knoop.tag = r.choice(
        [f"{{{r.choice(sorted(andere))}}}{etree.QName(knoop).localname}", etree.QName(knoop).localname]
    )


def _attributen(boom: etree._Element, r: random.Random) -> None:
    knoop = _knoop(boom, r)
    if r.random() < 0.4:
        knoop.append(r.choice([etree.Comment("opmerking"), etree.ProcessingInstruction("doe", "iets")]))
        return
    namen = ["soort", f"{{{_ZIJN}}}nil", f"{{{_ZIJN}}}type", f"{{{_ZIJN}}}schemaLocation", "{urn:x}a"]
    knoop.set(r.choice(namen), r.choice(["1", "true", "false", "x", ""]))


_IN_DE_BOOM: dict[str, Callable[[etree._Element, random.Random], None]] = {
    "structuur": _structuur,
    "volgorde": _volgorde,
    "typen": _typen,
    "lengten": _lengten,
    "codelijsten": _codelijsten,
    "datums en tijden": _datums,
    "leeg": _leeg,
    "witruimte": _witruimte,
    "tekens": _tekens,
    "naamruimten": _naamruimten,
    "attributen en opmerkingen": _attributen,
}
CODERING = "coderingen"
KLASSEN = (*_IN_DE_BOOM, CODERING)
_KOP = re.compile(rb"^<\?xml[^>]*\?>\s*")
_BLAD = re.compile(rb">([A-Za-z0-9.-]+)</")


def _met_kop(kop: bytes) -> Callable[[bytes, random.Random], tuple[bytes, bool]]:
    goed = b"encoding" not in kop or b"utf-8" in kop.lower()
    return lambda data, _r: (kop + _KOP.sub(b"", data, count=1), goed)


def _in_waarde(vorm: Callable[[bytes], bytes]) -> Callable[[bytes, random.Random], tuple[bytes, bool]]:
    """One value written in another way; what it means is for the schema to judge."""

    def schrijf(data: bytes, r: random.Random) -> tuple[bytes, bool]:
        waarden = list(_BLAD.finditer(data))
        een = r.choice(waarden)
        return data[: een.start(1)] + vorm(een[1]) + data[een.end(1) :], True

    return schrijf


def _in_codering(naam: str) -> Callable[[bytes, random.Random], tuple[bytes, bool]]:
    return lambda data, _r: (data.decode().replace("UTF-8", naam, 1).encode(naam, "replace"), False)


_CODERINGEN: list[Callable[[bytes, random.Random], tuple[bytes, bool]]] = [
    _met_kop(b""),
    _met_kop(b'<?xml version="1.0"?>'),
    _met_kop(b"<?xml version='1.0' encoding='utf-8'?>\r\n"),
    _met_kop(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'),
    _met_kop(b'<?xml version="1.0" encoding="ISO-8859-1"?>'),
    _met_kop(b'<?xml version="1.0" encoding="windows-1252"?>'),
    _met_kop(b'\n<?xml version="1.0" encoding="UTF-8"?>'),
    lambda data, _r: (b"\xef\xbb\xbf" + data, False),
    _in_codering("UTF-16"),
    _in_codering("UTF-16-LE"),
    _in_codering("UTF-32"),
    lambda data, _r: (data.replace(b"\n", b"\r\n"), True),
    _in_waarde(lambda waarde: b"".join(b"&#%d;" % teken for teken in waarde)),
    _in_waarde(lambda waarde: b"&#x%x;" % waarde[0] + waarde[1:]),
    _in_waarde(lambda waarde: b"<![CDATA[" + waarde + b"]]>"),
    _in_waarde(lambda waarde: waarde[:1] + b"<!-- x -->" + waarde[1:]),
    _in_waarde(lambda waarde: waarde[:1] + b"<?doe iets?>" + waarde[1:]),
    _in_waarde(lambda waarde: waarde + b"&#13;"),
    _in_waarde(lambda waarde: waarde + b"&amp;"),
    _in_waarde(lambda waarde: waarde + b"&onbekend;"),
    _in_waarde(lambda waarde: waarde + b"\xff"),
    _in_waarde(lambda waarde: waarde + b"\xed\xa0\x80"),
    _in_waarde(lambda waarde: waarde + b"\xc0\xaf"),
    _in_waarde(lambda waarde: waarde + b"\x00"),
    _in_waarde(lambda waarde: waarde + b"\xc2\xa0"),
    _in_waarde(lambda waarde: waarde + b"&#0;"),
]
