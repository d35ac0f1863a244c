"""Between an XML tree and the records of the description; one generic walk for every message."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from lxml import etree

from declaraties.adapters.standaard.xml.waarden import DatumBuitenBereikError, read_value, write_value
from declaraties.domain.standaard.profielen import PROFIELEN, Profiel, Soort, Wet
from declaraties.domain.standaard.typen import Element, Groep, Waardetype, veldnaam

REGELEINDE = "\r\n"


def read_record(knoop: etree._Element, groep: Groep, **extra: object) -> object:
    """Record (or tuple, for a list group) of a valid element; comments and instructions must be gone already."""
    if groep.klasse is None:
        return tuple(read_element(kind, groep.elementen[0])[1] for kind in knoop)
    beschrijving = {element.naam: element for element in groep.elementen}
    paren = ((kind, beschrijving[etree.QName(kind).localname]) for kind in knoop)
    velden = dict(read_element(kind, element) for kind, element in paren if element.vast is None)
    return groep.klasse(**velden, **extra)


def read_element(knoop: etree._Element, element: Element) -> tuple[str, object]:
    """Field name and value of one element."""
    if isinstance(element.type, Groep):
        return veldnaam(element.naam), read_record(knoop, element.type)
    try:
        return veldnaam(element.naam), read_value(element.type, knoop.text or "")
    except DatumBuitenBereikError as fout:
        raise DatumBuitenBereikError(knoop.sourceline) from fout


def write_record(record: object, wet: Wet, soort: Soort, wortel: Groep) -> bytes:
    """Whole message as OP192 asks: UTF-8 without byte order mark, CR/LF line ends."""
    profiel = PROFIELEN[wet]
    prefix, basis = profiel.prefix(soort), profiel.standaard
    regels = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{prefix}:Bericht xmlns:{prefix}="{profiel.naamruimte(soort)}" xmlns:{basis}="{profiel.basisnaamruimte}">',
        *_Schrijver(profiel, prefix).groep(record, wortel, "\t"),
        f"</{prefix}:Bericht>",
        "",
    ]
    return REGELEINDE.join(regels).encode()


class _Schrijver:
    """Lines of text for a record; a carriage return inside a value is written as a reference so that it survives."""

    def __init__(self, profiel: Profiel, prefix: str) -> None:
        self._profiel = profiel
        self._prefix = prefix

    def groep(self, record: object, groep: Groep, inspringen: str) -> Iterator[str]:
        prefix = self._profiel.standaard if groep.gedeeld else self._prefix
        for element in groep.elementen:
            for waarde in self._waarden(record, groep, element):
                yield from self._element(waarde, element, f"{prefix}:{element.naam}", inspringen)

    def _waarden(self, record: object, groep: Groep, element: Element) -> tuple[object, ...]:
        if element.vast is not None:
            return (element.vast(self._profiel),)
        if groep.klasse is None and isinstance(record, tuple):
            return record
        waarde = getattr(record, veldnaam(element.naam))
        return () if waarde is None else (waarde,)

    def _element(self, waarde: object, element: Element, naam: str, inspringen: str) -> Iterator[str]:
        if isinstance(element.type, Waardetype):
            tekst = str(waarde) if element.vast else write_value(element.type, waarde)  # type: ignore[arg-type]  # the standard gives the type of the value beside it
            yield f"{inspringen}<{naam}>{escape(tekst, {chr(13): '&#13;'})}</{naam}>"
            return
        yield f"{inspringen}<{naam}>"
        yield from self.groep(waarde, element.type, inspringen + "\t")
        yield f"{inspringen}</{naam}>"
