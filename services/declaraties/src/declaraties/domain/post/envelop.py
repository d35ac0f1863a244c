"""The StUF-GGk 2.1 envelope around a message, and the codes that answer a wrong one (dossier section 14)."""

import hashlib
import uuid
from dataclasses import dataclass
from enum import StrEnum

from declaraties.domain.standaard.profielen import SUBVERSIE, VERSIE, Soort, Wet

BUREAU = "RISB"
KNOOPPUNT = "GGk"
# Release 3.2 in the envelope: the samples show 0002/0002 for release 2.2, so the same reading gives 0003/0002.
FUNCTIEVERSIE = f"{VERSIE:04d}"
FUNCTIESUBVERSIE = f"{SUBVERSIE:04d}"


class Berichtcode(StrEnum):
    """Di01 carries a message, Du01 the retour to one. A 325 is a message of its own, so it travels as Di01."""

    HEEN = "Di01"
    RETOUR = "Du01"


class Foutcode(StrEnum):
    """The codes of a Fo01 that this service gives."""

    NIET_VOLGENS_XSD = "StUF055"
    TE_GROOT = "IB003"
    GEMEENTE_ONBEKEND = "IB005"
    PAST_NIET = "IB014"
    REFERENTIE_NIET_UNIEK = "IB016"


@dataclass(frozen=True, slots=True, kw_only=True)
class Systeem:
    """A party: `organisatie` is a gemeentecode or AGB-code, `administratie` the name of a samenwerkingsverband."""

    organisatie: str
    applicatie: str
    administratie: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuurgegevens:
    """Head of an envelope. `tijdstip` is yyyymmddhhmmss in Dutch time, `kruisreferentie` only for a Du01."""

    berichtcode: Berichtcode
    zender: Systeem
    ontvanger: Systeem
    referentienummer: uuid.UUID
    tijdstip: str
    kruisreferentie: uuid.UUID | None = None
    functie: str
    functieversie: str = FUNCTIEVERSIE
    functiesubversie: str = FUNCTIESUBVERSIE


@dataclass(frozen=True, slots=True, kw_only=True)
class Foutbericht:
    """A Fo01 in the making: who made the mistake matters to who must mend it."""

    code: Foutcode
    plek: str
    omschrijving: str
    details: str = ""


def functie_van(wet: Wet, soort: Soort) -> str:
    """Name of a message in an envelope: `WMO325`."""
    return f"{wet.upper()}{soort}"


def berichtcode_van(soort: Soort) -> Berichtcode:
    """Which envelope a message travels in."""
    return Berichtcode.RETOUR if soort.is_retour else Berichtcode.HEEN


def vast_kenmerk(bericht: uuid.UUID, waarvoor: str) -> uuid.UUID:
    """The referentienummer of an envelope that this service writes: a version 4 UUID, the same at every fetch."""
    return uuid.UUID(bytes=hashlib.sha256(bericht.bytes + waarvoor.encode()).digest()[:16], version=4)
