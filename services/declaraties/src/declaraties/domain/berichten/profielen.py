"""The two laws and the three messages: everything in which iWmo 3.2 and iJw 3.2 differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from declaraties.domain.berichten.codelijsten import CATEGORIE_JW, CATEGORIE_WMO

VERSIE = 3
SUBVERSIE = 2
XSD_VERSIE = "1.0.0"


class Wet(StrEnum):
    """The legal domain (wettelijk domein); numbers are unique inside one, never across."""

    WMO = "wmo"
    JW = "jw"


class Soort(StrEnum):
    """The messages that this service reads or writes."""

    TOEWIJZING = "301"
    DECLARATIE = "323"
    ANTWOORD = "325"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiel:
    """One law: prefixes, message codes and the code lists that are its own."""

    wet: Wet
    standaard: str
    berichtcodes: Mapping[Soort, str]
    categorieen: tuple[str, ...]

    @property
    def basisnaamruimte(self) -> str:
        """Namespace of the children of composite (CDT) types."""
        return f"http://www.istandaarden.nl/{self.standaard}/3_2/basisschema/schema"

    def prefix(self, soort: Soort) -> str:
        """Name of the message as the standard writes it, for instance `wmo323`."""
        return f"{self.wet}{soort}"

    def naamruimte(self, soort: Soort) -> str:
        """Namespace of the message itself."""
        return f"http://www.istandaarden.nl/{self.standaard}/3_2/{self.prefix(soort)}/schema"


PROFIELEN: Mapping[Wet, Profiel] = {
    Wet.WMO: Profiel(
        wet=Wet.WMO,
        standaard="iwmo",
        berichtcodes={Soort.TOEWIJZING: "414", Soort.DECLARATIE: "484", Soort.ANTWOORD: "485"},
        categorieen=CATEGORIE_WMO,
    ),
    Wet.JW: Profiel(
        wet=Wet.JW,
        standaard="ijw",
        berichtcodes={Soort.TOEWIJZING: "436", Soort.DECLARATIE: "490", Soort.ANTWOORD: "491"},
        categorieen=CATEGORIE_JW,
    ),
}

BERICHT_VAN_NAAMRUIMTE: Mapping[str, tuple[Wet, Soort]] = {
    profiel.naamruimte(soort): (wet, soort) for wet, profiel in PROFIELEN.items() for soort in Soort
}
