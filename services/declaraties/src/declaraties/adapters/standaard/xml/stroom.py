"""One pass over a file: parsed and schema-checked piece by piece, so that memory and time stay bounded.

A message is at most 25 MB, but a hostile one can break the schema a million times in it; reading stops at the first
piece that holds a fault, and only then a second, line by line pass collects the faults with their line numbers.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Literal, TypeVar

import numpy as np
from lxml import etree

from declaraties.adapters.standaard.xml.niveau1 import MEESTE_FOUTEN, leesfout
from declaraties.adapters.standaard.xml.xsd import schema
from declaraties.domain.standaard.fouten import Leesfout
from declaraties.domain.standaard.profielen import Soort, Wet

_STUK = 1 << 18
BEGIN = 1 << 11
KLEIN = 1 << 15
_MEESTE_STUKKEN = 1_000
_LANGSTE_TEKST = 500_000
_BLOK = 512
_Parser = TypeVar("_Parser", "etree.XMLParser[etree._Element]", etree.XMLPullParser)  # noqa: SLF001 -- its only name


class NietVolgensXsdError(Exception):
    """The file is XML but breaks the schema; `leesfouten` tells where."""


class WaardeTeGrilligError(Exception):
    """A value holds so many characters that need escaping that no message of the standard can mean it."""

    def __init__(self, regel: int | None) -> None:
        super().__init__("value with too many escapes")
        self.regel = regel


def read_root(data: bytes) -> etree._Element:
    """The root element, read without the rest of the file; XMLSyntaxError when there is none."""
    check_begin(data[:_STUK])
    # First only the begin: an event is a Python object, and those of what stands behind the root are for nothing.
    for stukken in ((data[:BEGIN],), _stukken(data)):
        with _ended(_trekparser("start")) as parser:
            for stuk in stukken:
                parser.feed(stuk)
                for _, knoop in parser.read_events():
                    return knoop
    return etree.fromstring(data, _boomparser())


def read_tree(
    data: bytes, wet: Wet, soort: Soort, *, per: str = "", neem: Callable[[list[etree._Element]], None] | None = None
) -> etree._Element:
    """Root of a valid message. Elements named `per` are handed to `neem`, some at a time, and emptied afterwards.

    What is handed over is complete and valid. XMLSyntaxError or NietVolgensXsdError otherwise.
    """
    with _ended(_trekparser("end", tag=per or "-", xsd=schema(wet, soort))) as parser:
        for stuk in _stukken(data):
            parser.feed(stuk)
            if len(parser.feed_error_log):
                raise NietVolgensXsdError
            klaar = [knoop for _, knoop in parser.read_events()]
            if klaar and neem is not None:
                neem(klaar)
                for knoop in klaar:
                    knoop.clear()
        return parser.close()


def whole_tree(data: bytes) -> etree._Element | None:
    """Root of a small well-formed file, all of it at once: piece by piece costs it more. None for any other."""
    if len(data) > KLEIN:
        return None
    try:
        return etree.fromstring(data, _boomparser())
    except etree.XMLSyntaxError:
        return None


def check_begin(stuk: bytes) -> None:
    """XMLSyntaxError when no well-formed file begins with these bytes."""
    with _ended(_boomparser()) as parser:
        parser.feed(stuk)


def check_form(data: bytes) -> None:
    """XMLSyntaxError, with its line, when the bytes are not well-formed XML."""
    etree.fromstring(data, _boomparser())


def leesfouten(data: bytes, wet: Wet, soort: Soort) -> list[Leesfout]:
    """Schema faults of a well-formed file, one per element and line, in file order; from its first MEESTE_FOUTEN."""
    fouten: dict[tuple[int, str], Leesfout] = {}
    gezien = 0
    with _ended(_trekparser("end", tag="-", xsd=schema(wet, soort))) as parser:
        for regel, stuk in _regels(data):
            try:
                parser.feed(stuk)
            except etree.XMLSyntaxError:
                break  # the file is well-formed: this is the last schema fault again, raised by the end of the root
            log = parser.feed_error_log
            for nummer in range(gezien, min(len(log), MEESTE_FOUTEN)):
                fout = leesfout(log[nummer].message, regel, soort)
                fouten.setdefault((regel, fout.element), fout)
            gezien = len(log)
            if gezien >= MEESTE_FOUTEN:
                break
    return list(fouten.values())


def vereenvoudig(data: bytes) -> bytes:
    """The same message in plain character data, when it is written in a way that would make checking it slow.

    The schema checker joins the pieces of a value one by one; a value of a million references, comments or CDATA
    sections would keep it busy for hours. Ordinary messages come back untouched.
    """
    stukken = data.count(b"&") + data.count(b"<!") + data.count(b"<?")
    if stukken <= _MEESTE_STUKKEN and not _heeft_lange_tekst(data):
        return data
    wortel = etree.fromstring(data, _boomparser())
    for knoop in wortel.iter():
        tekst = knoop.text or ""
        # outside ASCII the parser hands a text over in hundreds of bytes, which the checker joins one by one
        if sum(map(tekst.count, "&<>\r")) > _MEESTE_STUKKEN or (len(tekst) > _LANGSTE_TEKST and not tekst.isascii()):
            raise WaardeTeGrilligError(knoop.sourceline)
    return etree.tostring(wortel, encoding="UTF-8", xml_declaration=True)


def _heeft_lange_tekst(data: bytes) -> bool:
    """True when some block of bytes holds no tag at all; certain for any text of twice that length."""
    blokken = np.frombuffer(data, np.uint8, len(data) // _BLOK * _BLOK).reshape(-1, _BLOK)
    return not bool((blokken == ord("<")).any(axis=1).all())


@contextmanager
def _ended(parser: _Parser) -> Iterator[_Parser]:
    """A parser that is ended whatever happens; what one that is not ended has built stays in memory for ever."""
    try:
        yield parser
    finally:
        with suppress(etree.XMLSyntaxError):
            parser.close()


def _boomparser() -> "etree.XMLParser[etree._Element]":
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )


def _trekparser(
    gebeurtenis: Literal["start", "end"], *, tag: str | None = None, xsd: etree.XMLSchema | None = None
) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=(gebeurtenis,),
        tag=tag,
        schema=xsd,
        # Not False: with a schema beside it the parser then ends a file that breaks off in the middle of a tag as if it
        # were whole. There are no entities to resolve: the gate lets no DOCTYPE through.
        resolve_entities="internal",
        load_dtd=False,
        no_network=True,
        # OP179 allows 25 MB, the parser's own limit is 10; the gate has bounded the size already
        huge_tree=True,
        # values are judged without comments and instructions inside them (dossier 19.2 and 19.8)
        remove_comments=True,
        remove_pis=True,
    )


def _stukken(data: bytes) -> Iterable[bytes]:
    return (data[begin : begin + _STUK] for begin in range(0, len(data), _STUK))


def _regels(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines with their number; a line of monstrous length in several parts."""
    regel, begin = 1, 0
    while begin < len(data):
        einde = data.find(b"\n", begin, begin + _STUK) + 1 or min(begin + _STUK, len(data))
        yield regel, data[begin:einde]
        regel += data[einde - 1 : einde] == b"\n"
        begin = einde
