"""The fast reader against the general one, on messages in every spelling and on random damage to them.

Prints what it did and exits 1 when the fast reader took anything that the general one refuses or reads otherwise, or
when a spelling it should know was not read fast: `python -m tests.unit.declaraties.standaard.snelverschil`, with RISB_SNEL
(10,000 and more) and RISB_ZAAD from the environment.
"""

import os
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from functools import cache, partial

import numpy as np
from declaraties.adapters.standaard.snel.lezer import read_fast
from declaraties.adapters.standaard.snel.vorm import NietSnelError
from declaraties.adapters.standaard.xml.lezen import lees_grondig
from declaraties.domain.standaard.berichten.declaratie import Bericht323, Prestaties
from declaraties.domain.standaard.fouten import BerichtGeweigerdError
from lxml import etree

from tests.unit.declaraties.standaard.mutaties import KLASSEN, muteer_klasse
from tools.bench.bestanden import Plaats, maak_bestand

ZAAD = os.environ.get("RISB_ZAAD", "snel")
Spelling = Callable[[bytes], bytes]


def _prefixen(bericht: str, basis: str, data: bytes) -> bytes:
    """Other prefixes; empty: that namespace is the default one."""

    def ander(gevonden: re.Match[bytes]) -> bytes:
        voor, oud, na = gevonden.groups()
        nieuw = (bericht if oud.endswith(b"323") else basis).encode()
        return voor + nieuw + na if nieuw else voor.rstrip(b":") + na.lstrip(b":")

    return re.sub(rb"(</?|xmlns:)(wmo323|jw323|iwmo|ijw)([:=])", ander, data)


def _zonder_clientregels(data: bytes) -> bytes:
    """White space that no rule explains, the same at every line: nothing before a line, a tab after each tag in it."""
    return re.sub(rb"[\r\n\t ]+(<(?:wmo|jw)323:Prestatie>)", rb"\1", data).replace(b"Eenheid>\r\n", b"Eenheid>\t\r\n")


def _per_paar(zaad: str, data: bytes) -> bytes:
    """Other white space between each two tags, the same wherever these two stand side by side."""

    def wit(gevonden: re.Match[bytes]) -> bytes:
        r = random.Random(zaad.encode() + gevonden[1] + gevonden[2])
        return gevonden[1] + bytes(r.choices(b" \t\r\n", k=r.choice([0, 0, 1, 2, 3, 9, 20])))

    return re.sub(rb"(<[^<>?]+>)[ \t\r\n]*(?=(<[^<>]+>))", wit, data)


SPELLINGEN: dict[str, Spelling] = {
    "zoals de standaard": lambda data: data,
    "LF": lambda data: data.replace(b"\r\n", b"\n"),
    "CR": lambda data: data.replace(b"\r\n", b"\r"),
    "twee spaties": lambda data: data.replace(b"\t", b"  "),
    "zonder inspringen": lambda data: data.replace(b"\t", b""),
    "alles op een regel": lambda data: data.replace(b"\t", b"").replace(b"\r\n", b""),
    "korte prefixen": partial(_prefixen, "m", "b"),
    "verwisselde prefixen": partial(_prefixen, "iwmo", "wmo323"),
    "lange prefixen": partial(_prefixen, "een-heel_lange.prefix0", "basis" * 20),
    "bericht als standaardnaamruimte": partial(_prefixen, "", "iwmo"),
    "basis als standaardnaamruimte": partial(_prefixen, "wmo323", ""),
    "eigen witruimte": _zonder_clientregels,
    **{f"witruimte per paar {n}": partial(_per_paar, f"{n}") for n in range(6)},
    "zonder declaratie van xml": lambda data: data[data.index(b"?>") + 4 :],
}
OMVANGEN: dict[str, tuple[int, float]] = {"een regel": (1, 0), "enkele regels": (5, 0.3), "veel clienten": (60, 0.1)}


@cache
def onbeschadigd() -> dict[str, bytes]:
    """A message in every spelling, size and law, by a name that tells which."""
    return dict(_onbeschadigd())


def _onbeschadigd() -> Iterator[tuple[str, bytes]]:
    for wet in ("wmo", "jw"):
        for omvang, (regels, terug) in OMVANGEN.items():
            data = maak_bestand(regels, seed=regels, terug=terug, plaats=Plaats(wet=wet)).xml()
            for naam, spelling in SPELLINGEN.items():
                yield f"{wet}, {omvang}, {naam}", spelling(data)


def gelijk(een: Bericht323, ander: Bericht323) -> bool:
    """Same heads, same clients, and columns with the same values."""
    koppen = [
        (b.wet, b.header, b.declaratie_nummer, b.declaratie_periode, b.declaratie_dagtekening, b.bsns)
        for b in (een, ander)
    ]
    totalen = {b.totaal_ingediend_bedrag for b in (een, ander)}
    kolommen = ((getattr(een.prestaties, k.name), getattr(ander.prestaties, k.name)) for k in fields(Prestaties))
    return koppen[0] == koppen[1] and len(totalen) == 1 and all(np.array_equal(a, b) for a, b in kolommen)


def snel(data: bytes) -> Bericht323 | str:
    """What the fast reader makes of it, or why it leaves it."""
    try:
        return read_fast((data,), lees_grondig)
    except NietSnelError as niet:
        return niet.reden.name


def grondig(data: bytes) -> Bericht323 | str:
    """What the general reader makes of it, or the slug of its refusal."""
    try:
        bericht = lees_grondig(data)
    except BerichtGeweigerdError as fout:
        return fout.slug
    assert isinstance(bericht, Bericht323)
    return bericht


# --- damage in the bytes, which a tree cannot hold

_TEKENS = b"0123456789abcXYZ<>&/ \t\r\n-:.CD'\"=!?\x00\x1f\x7f\xc3\xff"
_STUKKEN = (
    b"<!-- x -->", b"<!--", b"-->", b"<![CDATA[x]]>", b"<?pi x?>", b"&#49;", b"&amp;", b"&x;", b" xmlns='urn:x'", b" a='b'",
    b"/", b"x", b"\xc3\xa9", b"\t", b"\r", b"\n", b" ", b"0", b"1", b"9", b"-", b"]]>", b">", b"<", b"x" * 20, b"83",
    b"<wmo323:Client>", b"</wmo323:Client>", b"</wmo323:Prestatie>", b"<wmo323:Prestatie>", b"<iwmo:Begindatum>",
)  # fmt: skip
_WAARDEN = (
    b"0", b"7", b"12345678", b"99999999", b"100000000", b"999999999", b"1000000000", b"00000001", b"000000001",
    b"0000000001", b"+1", b"-0", b" 1", b"1 ", b"1.0", b"2024-02-29", b"2025-02-29", b"2100-02-29", b"1899-12-31",
    b"1900-01-01", b"2199-12-31", b"2200-01-01", b"0001-01-01", b"2025-04-31", b"2025-00-01", b"2025-13-01", b"2025-4-01",
    b"2025/04/01", b"01", b"04", b"83", b"84", b"85", b"02", b"45", b"39", b"C", b"D", b"E", b"", b" ", b"x y", b" x", b"x ",
    b"x" * 20, b"x" * 21, b"x" * 24, b"02A01", b"02A012", b"x\x1f", b"x\x7f", b"x\x00", b"'\"=/", b"]]", b"999900006",
)  # fmt: skip


def _teken(data: bytes, plaats: int, r: random.Random) -> bytes:
    return data[:plaats] + bytes([r.choice(_TEKENS)]) + data[plaats + 1 :]


def _weg(data: bytes, plaats: int, r: random.Random) -> bytes:
    return data[:plaats] + data[plaats + r.choice([1, 1, 2, 5, 40, 900]) :]


def _erbij(data: bytes, plaats: int, r: random.Random) -> bytes:
    return data[:plaats] + r.choice(_STUKKEN) + data[plaats:]


def _nog_eens(data: bytes, plaats: int, r: random.Random) -> bytes:
    einde = plaats + r.choice([1, 5, 40, 900, 2000])
    return data[:einde] + data[plaats:einde] + data[einde:]


def _waarde(data: bytes, plaats: int, r: random.Random) -> bytes:
    waarde = re.compile(rb">([^<>\s][^<>]*)<").search(data, plaats)
    return data[: waarde.start(1)] + r.choice(_WAARDEN) + data[waarde.end(1) :] if waarde else data


def _andere_tag(data: bytes, plaats: int, r: random.Random) -> bytes:
    tags = list(re.finditer(rb"<[^<>]+>", data))
    tag = re.compile(rb"<[^<>]+>").search(data, plaats)
    return data[: tag.start()] + r.choice(tags)[0] + data[tag.end() :] if tag else data


def _bij_een_tag(data: bytes, plaats: int, r: random.Random) -> bytes:
    return _erbij(data, max(0, data.find(b"<", plaats)), r)


def _hele_regel(data: bytes, plaats: int, _r: random.Random) -> bytes:
    """A line, or a client, twice or moved: often still a valid message."""
    regel = re.compile(rb"\s*<([a-z0-9]+):(Prestatie|Client)>.*?</\1:\2>", re.DOTALL).search(data, plaats)
    return data[: regel.end()] + regel[0] + data[regel.end() :] if regel else data


_SCHADE = (_teken, _weg, _erbij, _nog_eens, _waarde, _waarde, _waarde, _andere_tag, _bij_een_tag, _hele_regel)


def beschadig(data: bytes, r: random.Random) -> bytes:
    """One to three changes, most of them among the clients."""
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        begin = max(0, data.find(b"Clienten>")) if r.random() < 0.8 else 0
        data = r.choice(_SCHADE)(data, r.randrange(begin, max(begin + 1, len(data))), r)
    return data


@dataclass(slots=True, kw_only=True)
class Telling:
    """What came of it: how the fast reader ended, beside whether the message was valid."""

    per_uitkomst: Counter[tuple[str, bool]] = field(default_factory=Counter)
    oneens: list[str] = field(default_factory=list)

    @property
    def aantal(self) -> int:
        return sum(self.per_uitkomst.values())

    def snel_gelezen(self) -> int:
        return self.per_uitkomst["snel", True]

    def vergelijk(self, naam: str, data: bytes) -> None:
        """Note what both readers make of it; the fast one must be right or silent."""
        een, ander = snel(data), grondig(data)
        self.per_uitkomst["snel" if isinstance(een, Bericht323) else een, isinstance(ander, Bericht323)] += 1
        if isinstance(een, Bericht323) and not (isinstance(ander, Bericht323) and gelijk(een, ander)):
            self.oneens.append(
                f"{naam}: de snelle lezer nam aan, de grondige: {ander if isinstance(ander, str) else ''}"
            )


def vergelijk_alles(aantal: int, zaad: str) -> Telling:
    """Half of the damage in bytes, half by the classes of the level 1 comparison."""
    telling, r = Telling(), random.Random(zaad)
    basis = [(naam, data) for naam, data in onbeschadigd().items() if "veel" not in naam]
    for nummer in range(aantal):
        naam, data = r.choice(basis)
        if nummer % 2:
            data, _ = muteer_klasse(etree.fromstring(data), r.choice(KLASSEN), r)
        else:
            data = beschadig(data, r)
        telling.vergelijk(f"nr {nummer} (zaad {zaad}), {naam}", data)
    return telling


def main() -> int:
    """Exit code 0 when the readers never disagreed."""
    aantal = int(os.environ.get("RISB_SNEL", "10000"))
    traag = [naam for naam, data in onbeschadigd().items() if isinstance(snel(data), str)]
    telling = vergelijk_alles(aantal, ZAAD)
    sys.stdout.write(
        f"\nsnelle lezer tegen grondige lezer; zaad {ZAAD}\n\n{'uitkomst':<20}{'geldig':>9}{'ongeldig':>10}\n"
    )
    for uitkomst in sorted({naam for naam, _ in telling.per_uitkomst}):
        goed, fout = telling.per_uitkomst[uitkomst, True], telling.per_uitkomst[uitkomst, False]
        sys.stdout.write(f"{uitkomst:<20}{goed:>9}{fout:>10}\n")
    sys.stdout.write(f"\n{telling.aantal} beschadigde berichten, {len(telling.oneens)} keer oneens\n")
    sys.stdout.write(f"{len(onbeschadigd())} spellingen zonder schade, {len(traag)} niet snel gelezen\n")
    for regel in [*telling.oneens[:20], *traag]:
        sys.stdout.write(f"FOUT {regel}\n")
    return 1 if telling.oneens or traag or telling.aantal < aantal else 0


if __name__ == "__main__":
    sys.exit(main())
