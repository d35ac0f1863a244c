"""The official schemas as judge, when they are there."""

import datetime as dt
from functools import cache
from pathlib import Path

from declaraties.adapters.standaard.xml.lezen import read_bericht
from declaraties.adapters.standaard.xml.schrijven import write_retour
from declaraties.domain.post.afloop import Regelbreuk
from declaraties.domain.regie.retouren import Retourkenmerk, maak_retour
from declaraties.domain.standaard.berichten.toewijzing import Bericht301
from declaraties.domain.standaard.profielen import PROFIELEN, Soort, Wet
from lxml import etree

from tests.unit.declaraties.bouwers import referentiemap, voorbeeld

_ALLEEN_JW = ("302", "306", "308")
# of these the official schema of the other wet was not found
_ZONDER_SCHEMA = {(Wet.WMO, Soort.RETOUR_START), (Wet.WMO, Soort.RETOUR_STOP)}
# the official 302 is a header alone; this one, of our own hand, repeats the client of the official 301 with codes
AFGEWEZEN_301 = "301-AFGEWEZEN"

# every message that is compared with its official schema: (wet, soort, official example to start from)
BERICHTSOORTEN: list[tuple[Wet, Soort, str]] = [
    (wet, soort, f"{'jw' if soort.value in _ALLEEN_JW else wet}{soort}".upper())
    for soort in Soort
    for wet in Wet
    if (wet, soort) not in _ZONDER_SCHEMA
] + [(wet, Soort.RETOUR_TOEWIJZING, AFGEWEZEN_301) for wet in Wet]


def voorbeeld_van(wet: Wet, soort: Soort, naam: str) -> bytes:
    """The example under this wet; one that only exists under the other gets the namespaces and code of this one."""
    if naam == AFGEWEZEN_301:
        return _afgewezen_301(wet)
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


def _afgewezen_301(wet: Wet) -> bytes:
    heen = read_bericht(voorbeeld(f"{wet.upper()}301"))
    assert isinstance(heen, Bericht301)
    fout = Regelbreuk(regel="TR332", code="9332", niveau=3, klasse="ToegewezenProduct", aantal=1, posities=(0,))
    kenmerk = Retourkenmerk(identificatie="R1", dagtekening=dt.date(2026, 6, 1))
    return write_retour(maak_retour(heen, (fout,), kenmerk))


def officieel_schema(wet: str, soort: str) -> etree.XMLSchema:
    standaard = "iwmo" if wet == "wmo" else "ijw"
    return _schema(referentiemap() / f"{standaard}-3.2" / "xsd" / f"{wet.upper()}{soort}.xsd")


@cache
def _schema(bestand: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(bestand)))


def valide(schema: etree.XMLSchema, data: bytes) -> bool:
    return schema.validate(etree.fromstring(data, etree.XMLParser(huge_tree=True)))
