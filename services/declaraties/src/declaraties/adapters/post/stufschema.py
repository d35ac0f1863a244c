"""Our own schema of the StUF-GGk 2.1 envelope, from the facts of the standard: order, lengths and patterns."""

from typing import Any

from lxml import etree

GGK = "http://www.stufstandaarden.nl/koppelvlak/ggk0210"
STUF = "http://www.egem.nl/StUF/StUF0301"
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"'


def _tekst(naam: str, meeste: int, minste: int = 0, patroon: str = "") -> str:
    facet = f'<xs:pattern value="{patroon}"/>' if patroon else ""
    return (
        f'<xs:simpleType name="{naam}"><xs:restriction base="xs:string"><xs:minLength value="{minste}"/>'
        f'<xs:maxLength value="{meeste}"/>{facet}</xs:restriction></xs:simpleType>'
    )


def _code(code: str) -> str:
    return (
        '<xs:element name="berichtcode"><xs:simpleType><xs:restriction base="xs:string">'
        f'<xs:enumeration value="{code}"/></xs:restriction></xs:simpleType></xs:element>'
    )


def _stuurgegevens(code: str, kruis: str = "") -> str:
    return (
        f'<xs:complexType name="Stuurgegevens{code}"><xs:sequence>{_code(code)}'
        '<xs:element name="zender" type="s:Systeem"/><xs:element name="ontvanger" type="s:Systeem"/>'
        '<xs:element name="referentienummer" type="s:Kenmerk"/><xs:element name="tijdstipBericht" type="s:Tijdstip"/>'
        f'{kruis}<xs:element name="functie" type="s:Functie"/></xs:sequence></xs:complexType>'
    )


_STUF_XSD = (
    f'<xs:schema {_XS} xmlns:s="{STUF}" targetNamespace="{STUF}">'
    + _tekst("Organisatie", 200)
    + _tekst("Applicatie", 50, 3)
    + _tekst("Administratie", 50)
    + _tekst("Gebruiker", 100)
    + _tekst("Functie", 30)
    + _tekst("Kenmerk", 40, patroon=_UUID)
    + _tekst("Tijdstip", 17, patroon="[0-9]{8,17}")
    + '<xs:complexType name="Systeem"><xs:sequence><xs:element name="organisatie" type="s:Organisatie"/>'
    '<xs:element name="applicatie" type="s:Applicatie"/>'
    '<xs:element name="administratie" type="s:Administratie" minOccurs="0"/>'
    '<xs:element name="gebruiker" type="s:Gebruiker" minOccurs="0"/></xs:sequence></xs:complexType>'
    + _stuurgegevens("Di01")
    + _stuurgegevens("Du01", '<xs:element name="crossRefnummer" type="s:Kenmerk"/>')
    + "</xs:schema>"
)


def _envelop(naam: str, code: str) -> str:
    return (
        f'<xs:element name="{naam}"><xs:complexType><xs:sequence>'
        f'<xs:element name="stuurgegevens" type="s:Stuurgegevens{code}"/>'
        '<xs:element name="parameters" type="g:Parameters"/></xs:sequence></xs:complexType></xs:element>'
    )


_VERSIES = ("applicatieVersie", "applicatieSubversie", "functieVersie", "functieSubversie")
_GGK_XSD = (
    f'<xs:schema {_XS} xmlns:g="{GGK}" xmlns:s="{STUF}" targetNamespace="{GGK}">'
    f'<xs:import namespace="{STUF}" schemaLocation="stuf.xsd"/>'
    + _envelop("envelopHeenbericht-ggk_Di01", "Di01")
    + _envelop("envelopRetourbericht-ggk_Du01", "Du01")
    + _tekst("Versienr", 4, 4, "[0-9]{4}")
    + '<xs:complexType name="Parameters"><xs:sequence>'
    + "".join(f'<xs:element name="{naam}" type="g:Versienr"/>' for naam in _VERSIES)
    + '<xs:element name="bericht"><xs:complexType><xs:sequence>'
    '<xs:element name="xmlBestand" type="xs:base64Binary"/></xs:sequence></xs:complexType></xs:element>'
    "</xs:sequence></xs:complexType></xs:schema>"
)


class _Stuf(etree.Resolver):
    """Answers the one import from memory and refuses every other address."""

    def resolve(self, system_url: str | None, _public_id: str | None, context: Any) -> Any:
        if system_url is not None and system_url.endswith("stuf.xsd"):
            return self.resolve_string(_STUF_XSD, context)
        raise ValueError(f"no schema at {system_url}")


def envelopschema() -> etree.XMLSchema:
    """Compiled schema of Di01 and Du01 with an XML message in them; text files are not taken in."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(_Stuf())
    return etree.XMLSchema(etree.fromstring(_GGK_XSD.encode(), parser))
