"""The official schemas as judge, when they are there."""

from functools import cache
from pathlib import Path

from lxml import etree

from tests.unit.declaraties.bouwers import referentiemap


def officieel_schema(wet: str, soort: str) -> etree.XMLSchema:
    standaard = "iwmo" if wet == "wmo" else "ijw"
    return _schema(referentiemap() / f"{standaard}-3.2" / "xsd" / f"{wet.upper()}{soort}.xsd")


@cache
def _schema(bestand: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(bestand)))


def valide(schema: etree.XMLSchema, data: bytes) -> bool:
    return schema.validate(etree.fromstring(data, etree.XMLParser(huge_tree=True)))
