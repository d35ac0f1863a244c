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
# the official 302 is a header alone; this one, of our own hand, repeats the client of the official 301 with codes
AFGEWEZEN_301 = "301-AFGEWEZEN"

# every message that is compared with its official schema: (wet, soort, official example to start from)
BERICHTSOORTEN: list[tuple[Wet, Soort, str]] = [
    (wet, soort, f"{'jw' if soort.value in _ALLEEN_JW else wet}{soort}".upper()) for soort in Soort for wet in Wet
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
    """The schema of a message; that of iJw under the names of iWmo where only iJw was found (306 and 308)."""
    return _schema(wet, soort)


@cache
def _schema(wet: str, soort: str) -> etree.XMLSchema:
    eigen = _xsd(wet, soort)
    if eigen.is_file():
        return etree.XMLSchema(etree.parse(str(eigen)))
    return etree.XMLSchema(etree.fromstring(als_wmo(soort), base_url=str(eigen)))


def als_wmo(soort: str) -> bytes:
    """The text of an iJw schema under the names and with the message code of iWmo; the two differ in nothing else."""
    data = _xsd("jw", soort).read_bytes()
    codes = [f'"{PROFIELEN[wet].berichtcodes[Soort(soort)]}"'.encode() for wet in (Wet.JW, Wet.WMO)]
    for oud, nieuw in ((b"ijw", b"iwmo"), (f"jw{soort}".encode(), f"wmo{soort}".encode()), tuple(codes)):
        data = data.replace(oud, nieuw)
    return data


def _xsd(wet: str, soort: str) -> Path:
    standaard = "iwmo" if wet == "wmo" else "ijw"
    return referentiemap() / f"{standaard}-3.2" / "xsd" / f"{wet.upper()}{soort}.xsd"


def valide(schema: etree.XMLSchema, data: bytes) -> bool:
    return schema.validate(etree.fromstring(data, etree.XMLParser(huge_tree=True)))
