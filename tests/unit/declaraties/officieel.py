"""The official schemas as judge, when they are there."""

from functools import cache
from pathlib import Path

from declaraties.domain.berichten.profielen import PROFIELEN, Soort, Wet
from lxml import etree

from tests.unit.declaraties.bouwers import referentiemap, voorbeeld

_ALLEEN_JW = ("302", "306", "308")

# every message that is compared with its official schema: (wet, soort, official example to start from)
BERICHTSOORTEN: list[tuple[Wet, Soort, str]] = [
    (wet, soort, f"{'jw' if soort.value in _ALLEEN_JW else wet}{soort}".upper()) for soort in Soort for wet in Wet
]


def voorbeeld_van(wet: Wet, soort: Soort, naam: str) -> bytes:
    """The example under this wet; one that only exists under the other gets the namespaces and code of this one."""
    data = voorbeeld(naam)
    if naam.startswith(wet.upper()):
        return data
    van, naar = PROFIELEN[Wet.JW if wet is Wet.WMO else Wet.WMO], PROFIELEN[wet]
    for oud, nieuw in (
        (van.naamruimte(soort), naar.naamruimte(soort)),
        (van.basisnaamruimte, naar.basisnaamruimte),
        (f"BerichtCode>{van.berichtcodes[soort]}<", f"BerichtCode>{naar.berichtcodes[soort]}<"),
    ):
        data = data.replace(oud.encode(), nieuw.encode())
    return data


def officieel_schema(wet: str, soort: str) -> etree.XMLSchema:
    standaard = "iwmo" if wet == "wmo" else "ijw"
    return _schema(referentiemap() / f"{standaard}-3.2" / "xsd" / f"{wet.upper()}{soort}.xsd")


@cache
def _schema(bestand: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(bestand)))


def valide(schema: etree.XMLSchema, data: bytes) -> bool:
    return schema.validate(etree.fromstring(data, etree.XMLParser(huge_tree=True)))
