"""Our own XML schemas, generated from the message description: one basisschema and one schema per message per law."""

from functools import cache
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from declaraties.domain.standaard.beschrijving import BERICHTEN
from declaraties.domain.standaard.profielen import PROFIELEN, Profiel, Soort, Wet
from declaraties.domain.standaard.typen import Basis, Element, Groep, Waardetype

_BASISBESTAND = "basisschema.xsd"


def alle_groepen(groep: Groep) -> dict[str, Groep]:
    """Every group under and including this one, by name, in order of first use."""
    gevonden = {groep.naam: groep}
    for element in groep.elementen:
        if isinstance(element.type, Groep):
            gevonden |= {naam: onder for naam, onder in alle_groepen(element.type).items() if naam not in gevonden}
    return gevonden


def basisschema(wet: Wet) -> str:
    """XSD text of the simple and composite types that the messages of this law share."""
    profiel = PROFIELEN[wet]
    groepen = {naam: groep for wortel in BERICHTEN.values() for naam, groep in alle_groepen(wortel).items()}
    typen = {
        element.type.naam: element.type
        for wortel in BERICHTEN.values()
        for groep in alle_groepen(wortel).values()
        for element in groep.elementen
        if isinstance(element.type, Waardetype)
    }
    regels = [_simpel(typen[naam], profiel) for naam in sorted(typen)]
    regels += [_complex(groepen[naam], profiel) for naam in sorted(groepen) if groepen[naam].gedeeld]
    return _schema(profiel.basisnaamruimte, profiel, "", regels)


def berichtschema(wet: Wet, soort: Soort) -> str:
    """XSD text of one message; it imports `basisschema.xsd`."""
    profiel = PROFIELEN[wet]
    regels = [
        f'<xs:import namespace="{profiel.basisnaamruimte}" schemaLocation="{_BASISBESTAND}"/>',
        '<xs:element name="Bericht" type="m:Root"/>',
    ]
    groepen = alle_groepen(BERICHTEN[soort]).values()
    regels += [_complex(groep, profiel) for groep in groepen if not groep.gedeeld]
    naamruimte = profiel.naamruimte(soort)
    return _schema(naamruimte, profiel, f'xmlns:m="{naamruimte}" ', regels)


@cache
def schema(wet: Wet, soort: Soort) -> etree.XMLSchema:
    """Compiled schema, made once per process; validating with it is safe from several threads."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_Basisschema(wet))
    return etree.XMLSchema(etree.fromstring(berichtschema(wet, soort).encode(), parser))


class _Basisschema(etree.Resolver):
    """Answers the one import of a message schema from memory and refuses every other address."""

    def __init__(self, wet: Wet) -> None:
        super().__init__()
        self._wet = wet

    def resolve(self, system_url: str | None, _public_id: str | None, context: Any) -> Any:
        if system_url is not None and system_url.endswith(_BASISBESTAND):
            return self.resolve_string(basisschema(self._wet), context)
        raise ValueError(f"no schema at {system_url}")


def _schema(naamruimte: str, profiel: Profiel, prefixen: str, regels: list[str]) -> str:
    opening = (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:b="{profiel.basisnaamruimte}" {prefixen}'
        f'targetNamespace="{naamruimte}" elementFormDefault="qualified">'
    )
    return "\n".join([opening, *regels, "</xs:schema>"])


def _complex(groep: Groep, profiel: Profiel) -> str:
    elementen = "".join(_element(element, profiel) for element in groep.elementen)
    return f'<xs:complexType name="{groep.naam}"><xs:sequence>{elementen}</xs:sequence></xs:complexType>'


def _element(element: Element, profiel: Profiel) -> str:
    aantal = "" if element.minimum == 1 else f' minOccurs="{element.minimum}"'
    aantal += "" if element.maximum == 1 else ' maxOccurs="unbounded"'
    patroon = element.vast(profiel) if element.vast else element.patroon
    if not patroon:
        return f'<xs:element name="{element.naam}" type="{_verwijzing(element)}"{aantal}/>'
    return (
        f'<xs:element name="{element.naam}"{aantal}><xs:simpleType><xs:restriction base="{_verwijzing(element)}">'
        f"<xs:pattern value={quoteattr(patroon)}/></xs:restriction></xs:simpleType></xs:element>"
    )


def _verwijzing(element: Element) -> str:
    gedeeld = isinstance(element.type, Waardetype) or element.type.gedeeld
    return f"{'b' if gedeeld else 'm'}:{element.type.naam}"


def _simpel(soort: Waardetype, profiel: Profiel) -> str:
    facetten = "".join(f"<xs:{naam} value={quoteattr(waarde)}/>" for naam, waarde in _facetten(soort, profiel))
    return (
        f'<xs:simpleType name="{soort.naam}"><xs:restriction base="xs:{soort.basis}">{facetten}'
        "</xs:restriction></xs:simpleType>"
    )


def _facetten(soort: Waardetype, profiel: Profiel) -> list[tuple[str, str]]:
    laagste, hoogste = ("minInclusive", "maxInclusive") if soort.basis is Basis.GETAL else ("minLength", "maxLength")
    facetten = [("enumeration", code) for code in soort.codes_van(profiel)]
    if soort.minimum is not None:
        facetten.append((laagste, str(soort.minimum)))
    if soort.maximum is not None:
        facetten.append((hoogste, str(soort.maximum)))
    return facetten + ([("pattern", soort.patroon)] if soort.patroon else [])
