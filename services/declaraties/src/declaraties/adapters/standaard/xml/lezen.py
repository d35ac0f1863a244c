"""Reading a message of the standard: gate, parser, recognition, level 1, values."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import cast

from lxml import etree
from risb_kern.errors import Kind

from declaraties.adapters.standaard.snel.lezer import read_fast
from declaraties.adapters.standaard.snel.vorm import NietSnelError
from declaraties.adapters.standaard.xml.kolommen import read_columns
from declaraties.adapters.standaard.xml.poort import bewaak
from declaraties.adapters.standaard.xml.records import read_record
from declaraties.adapters.standaard.xml.stroom import (
    KLEIN,
    NietVolgensXsdError,
    WaardeTeGrilligError,
    check_form,
    leesfouten,
    read_root,
    read_tree,
    vereenvoudig,
    whole_tree,
)
from declaraties.adapters.standaard.xml.waarden import DatumBuitenBereikError
from declaraties.adapters.standaard.xml.xsd import schema
from declaraties.domain.standaard.berichten.antwoord import Antwoord325
from declaraties.domain.standaard.berichten.heen import AANGENOMEN, ONBEKEND, RELEASE, Heenbericht, weigering_van
from declaraties.domain.standaard.beschrijving import BERICHTEN
from declaraties.domain.standaard.fouten import BerichtGeweigerdError, Leesfout
from declaraties.domain.standaard.profielen import BERICHT_VAN_NAAMRUIMTE, Soort, Wet

_NAAMRUIMTE = re.compile(r"http://www\.istandaarden\.nl/(iwmo|ijw)/(\d+_\d+)/(?:wmo|jw)(\d{3})/schema(?:/[\w.]+)?")


def read_bericht(data: bytes) -> Heenbericht:
    """The message in `data` (at most 25 MB), valid on level 1.

    BerichtGeweigerdError with its level 1 faults (at most 100) otherwise; also for what is never taken in here.
    """
    return read_parts(lambda: (data,))


def read_parts(delen: Callable[[], Iterable[bytes]]) -> Heenbericht:
    """As `read_bericht`, of a message in consecutive parts; `delen` gives them from the first, each time it is asked.

    A 323 in an ordinary spelling is read without holding all of its bytes; a small message by the general reader, to
    which the array arithmetic of the fast one costs more than it saves.
    """
    stroom = iter(delen())
    begin = [_begin(stroom)]
    if len(begin[0]) <= KLEIN:
        return lees_grondig(begin[0])
    try:
        return read_fast(_weer(begin, stroom), lees_grondig)
    except NietSnelError:
        return lees_grondig(b"".join(delen()))


def _begin(stroom: Iterator[bytes]) -> bytes:
    """The first parts until they are more than small; all of a small message."""
    begin = b""
    while len(begin) <= KLEIN and (deel := next(stroom, None)) is not None:
        begin += deel
    return begin


def _weer(begin: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    """All parts again; what `begin` held is nobody's any more."""
    yield begin.pop()
    yield from rest


def lees_grondig(data: bytes) -> Heenbericht:
    """As `read_bericht`, by the parser and the schema alone: every spelling, every message, every fault."""
    data = _schoon(data)
    # What is wrong with any message, the pieces tell.
    boom = whole_tree(data)
    wet, soort = _welk_bericht(data) if boom is None else herken(boom)
    check_kind(soort)
    if boom is not None and not schema(wet, soort).validate(boom):
        boom = None
    with _weigert(data, wet, soort):
        if soort is Soort.DECLARATIE:
            return read_columns(data, wet, boom)
        return cast("Heenbericht", _record(data, wet, soort, boom))


def read_antwoord(data: bytes) -> Antwoord325:
    """The 325 in `data`, as an aanbieder would read it; BerichtGeweigerdError when it is not a valid 325."""
    data = _schoon(data)
    wet, soort = _welk_bericht(data)
    if soort is not Soort.ANTWOORD:
        raise _geweigerd("bericht-niet-aangenomen", f"Dit is geen 325 maar een {soort}.", kind=Kind.UNSUPPORTED)
    with _weigert(data, wet, soort):
        return cast("Antwoord325", _record(data, wet, soort))


def _record(data: bytes, wet: Wet, soort: Soort, boom: etree._Element | None = None) -> object:
    return read_record(read_tree(data, wet, soort) if boom is None else boom, BERICHTEN[soort], wet=wet)


@contextmanager
def _weigert(data: bytes, wet: Wet, soort: Soort) -> Iterator[None]:
    """Turn whatever stops the reading of a file into a refusal that names every place."""
    try:
        yield
    except DatumBuitenBereikError as fout:
        raise _geweigerd(
            "datum-buiten-bereik", "Een datum ligt buiten de jaren 0001 tot en met 9999.", fout.regel
        ) from fout
    except (NietVolgensXsdError, etree.XMLSyntaxError) as fout:
        _eis_vorm(data)
        raise BerichtGeweigerdError(Kind.INVALID, "niet-volgens-xsd", *leesfouten(data, wet, soort)) from fout


def _eis_vorm(data: bytes) -> None:
    try:
        check_form(data)
    except etree.XMLSyntaxError as fout:
        raise _onleesbaar(fout) from fout


def _onleesbaar(fout: etree.XMLSyntaxError) -> BerichtGeweigerdError:
    return _geweigerd(
        "geen-geldige-xml",
        f"Het bestand is geen goed gevormde XML of is niet compleet: de fout staat op of voor regel {fout.lineno}.",
        fout.lineno,
    )


def _schoon(data: bytes) -> bytes:
    try:
        return vereenvoudig(bewaak(data))
    except etree.XMLSyntaxError as fout:
        raise _onleesbaar(fout) from fout
    except WaardeTeGrilligError as fout:
        raise _geweigerd("waarde-onleesbaar", "Deze waarde bevat te veel bijzondere tekens.", fout.regel) from fout


def _welk_bericht(data: bytes) -> tuple[Wet, Soort]:
    try:
        return herken(read_root(data))
    except etree.XMLSyntaxError as fout:
        raise _onleesbaar(fout) from fout


def herken(wortel: etree._Element) -> tuple[Wet, Soort]:
    """Law and kind by the namespace of the root; BerichtGeweigerdError when it is none that this service knows."""
    # not by QName: the name of a root whose prefix means nothing still holds that prefix, and is no name to it
    naamruimte, _, naam = str(wortel.tag).rpartition("}")
    naamruimte = naamruimte.removeprefix("{")
    if naam == "Bericht" and naamruimte in BERICHT_VAN_NAAMRUIMTE:
        return BERICHT_VAN_NAAMRUIMTE[naamruimte]
    delen = _NAAMRUIMTE.fullmatch(naamruimte)
    slug, melding = ONBEKEND if naam != "Bericht" or delen is None else weigering_van(delen[2], delen[3])
    raise _geweigerd(slug, melding, kind=Kind.UNSUPPORTED)


def check_kind(soort: Soort) -> None:
    """BerichtGeweigerdError for a message that this service writes but never takes in."""
    if soort not in AANGENOMEN:
        slug, melding = weigering_van(RELEASE, soort)
        raise _geweigerd(slug, melding, kind=Kind.UNSUPPORTED)


def _geweigerd(
    slug: str, melding: str, regel: int | None = None, *, kind: Kind = Kind.INVALID
) -> BerichtGeweigerdError:
    return BerichtGeweigerdError(kind, slug, Leesfout(code=slug, melding=melding, regel=regel))
