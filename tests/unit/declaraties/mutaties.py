"""Random damage to a message: each mutation is one small change somewhere in the tree."""

import copy
import random

from lxml import etree

_WAARDEN = [
    "", " ", "0", "-1", "+7", "007", "1.0", "1e3", "99999999", "100000000", "999999999", "1000000000",
    "999999999999", "1000000000000", "2025-04-30", "2025-02-29", "2024-02-29", "2025-04-30Z", "2025-04-30+01:00",
    "12025-01-01", "-0001-01-01", " 2025-04-30 ", "2025-4-3", "12:34:56", "24:00:00", "12:34", "12:34:56.5", "12:34:56Z",
    "01", "02", "04", "13", "16", "45", "55", "82", "83", "1", "2", "6", "9", "C", "D", "d", "AB", "NL", "XX",
    "0001", "0200", "S300", "9338", "9999", "484", "490", "3", "1.0.0", "01.0.0", "1.0", "x", "x y", "\tx", "x\n", "\n",
    "é", "\u00a0", "١", "0307", "307", "65656055", "6565605", "999900006", "DN-001", "abcDEF123", "x" * 12, "x" * 13,
    "x" * 20, "x" * 21, "x" * 24, "x" * 25, "x" * 35, "x" * 36, "x" * 37, "x" * 200, "x" * 201, "ÀỳZ", "Ỵ", "a.b",
    "😀", "😀" * 20, "😀" * 21,
]  # fmt: skip
_ZIJN = "http://www.w3.org/2001/XMLSchema-instance"


def muteer(wortel: etree._Element, r: random.Random) -> etree._Element:
    """A copy with one to three changes; most of them break the schema, some do not."""
    kopie = copy.deepcopy(wortel)
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        knopen = [knoop for knoop in kopie.iter() if isinstance(knoop.tag, str) and knoop is not kopie]
        if knopen:
            r.choice(
                [_waarde, _waarde, _waarde, _teken, _weg, _dubbel, _wissel, _naam, _naamruimte, _attribuut, _tekst]
            )(r.choice(knopen), r)
    return kopie


def _waarde(knoop: etree._Element, r: random.Random) -> None:
    blad = r.choice([kind for kind in knoop.iter("{*}*") if len(kind) == 0])
    blad.text = r.choice(_WAARDEN)


def _teken(knoop: etree._Element, r: random.Random) -> None:
    tekst = knoop.text or ""
    plaats = r.randrange(len(tekst) + 1)
    knoop.text = tekst[:plaats] + r.choice("0 19aZ-\té") + tekst[plaats + r.randrange(2) :]


def _weg(knoop: etree._Element, _r: random.Random) -> None:
    ouder = knoop.getparent()
    if ouder is not None:
        ouder.remove(knoop)


def _dubbel(knoop: etree._Element, _r: random.Random) -> None:
    knoop.addnext(copy.deepcopy(knoop))


def _wissel(knoop: etree._Element, r: random.Random) -> None:
    ouder = knoop.getparent()
    if ouder is not None:
        ouder.remove(knoop)
        ouder.insert(r.randrange(len(ouder) + 1), knoop)


def _naam(knoop: etree._Element, r: random.Random) -> None:
    naam = etree.QName(knoop)
    knoop.tag = (
        f"{{{naam.namespace}}}{r.choice(['Bsn', 'Soort', 'Code', 'Einddatum', naam.localname.lower(), 'Telefoon02'])}"
    )


def _naamruimte(knoop: etree._Element, r: random.Random) -> None:
    andere = {str(etree.QName(kind).namespace) for kind in knoop.getroottree().iter("{*}*")} | {"urn:x"}
    knoop.tag = f"{{{r.choice(sorted(andere))}}}{etree.QName(knoop).localname}"


def _attribuut(knoop: etree._Element, r: random.Random) -> None:
    knoop.set(
        *r.choice(
            [("soort", "1"), (f"{{{_ZIJN}}}nil", "true"), (f"{{{_ZIJN}}}nil", "false"), (f"{{{_ZIJN}}}type", "x")]
        )
    )


def _tekst(knoop: etree._Element, r: random.Random) -> None:
    knoop.tail = r.choice(["x", " ", "\u00a0"])
    knoop.append(etree.Comment("opmerking"))
