"""The two laws and the messages: everything in which iWmo 3.2 and iJw 3.2 differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_recht.wet import Wet as Wet  # noqa: PLC0414 -- a profile is read together with its law

from declaraties.domain.standaard.codelijsten import (
    CATEGORIE_JW,
    CATEGORIE_WMO,
    REDEN_BEEINDIGING_JW,
    REDEN_BEEINDIGING_WMO,
)

VERSIE = 3
SUBVERSIE = 2
XSD_VERSIE = "1.0.0"


class Soort(StrEnum):
    """The messages that this service reads or writes."""

    TOEWIJZING = "301"
    RETOUR_TOEWIJZING = "302"
    START = "305"
    RETOUR_START = "306"
    STOP = "307"
    RETOUR_STOP = "308"
    DECLARATIE = "323"
    ANTWOORD = "325"

    @property
    def van_gemeente(self) -> bool:
        """True when the header names the gemeente as sender; a retour copies the header of what it answers (IV028)."""
        return self in {Soort.TOEWIJZING, Soort.RETOUR_TOEWIJZING, Soort.ANTWOORD}

    @property
    def is_retour(self) -> bool:
        """True for 302, 306 and 308."""
        return self in {Soort.RETOUR_TOEWIJZING, Soort.RETOUR_START, Soort.RETOUR_STOP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiel:
    """One law: prefixes, message codes and the code lists that are its own."""

    wet: Wet
    standaard: str
    berichtcodes: Mapping[Soort, str]
    categorieen: tuple[str, ...]
    redenen_beeindiging: tuple[str, ...]

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


def _codes(tekst: str) -> Mapping[Soort, str]:
    """COD002: the code of each message, in the order of `Soort`."""
    return dict(zip(Soort, tekst.split(), strict=True))


PROFIELEN: Mapping[Wet, Profiel] = {
    Wet.WMO: Profiel(
        wet=Wet.WMO,
        standaard="iwmo",
        berichtcodes=_codes("414 415 418 419 420 421 484 485"),
        categorieen=CATEGORIE_WMO,
        redenen_beeindiging=REDEN_BEEINDIGING_WMO,
    ),
    Wet.JW: Profiel(
        wet=Wet.JW,
        standaard="ijw",
        berichtcodes=_codes("436 437 438 439 440 441 490 491"),
        categorieen=CATEGORIE_JW,
        redenen_beeindiging=REDEN_BEEINDIGING_JW,
    ),
}

BERICHT_VAN_NAAMRUIMTE: Mapping[str, tuple[Wet, Soort]] = {
    profiel.naamruimte(soort): (wet, soort) for wet, profiel in PROFIELEN.items() for soort in Soort
}

# Which service of the bureau stands behind a wet; OMNV is support under the Wmo.
DIENSTEN = {Wet.WMO: ["wmo", "omnv"], Wet.JW: ["jw"]}
