"""Values shared by the messages: the composite (CDT) types of the standard as frozen records."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

DEBET = "D"
CREDIT = "C"
WIT = " \t\r\n"  # XSD white space; no other blank counts
_DAG_NUL = dt.date(1970, 1, 1).toordinal()


def dagnummer(datum: dt.date) -> int:
    """Days since 1970-01-01, the form of every date in a column."""
    return datum.toordinal() - _DAG_NUL


def datum_van(dag: int) -> dt.date:
    """Inverse of `dagnummer`."""
    return dt.date.fromordinal(dag + _DAG_NUL)


def referentie_sleutel(referentie: str) -> str:
    """How references compare: outer XSD white space ignored, case kept (dossier 19.4)."""
    return referentie.strip(WIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class BerichtIdentificatie:
    """Sender's own id of a message and the day it was signed."""

    identificatie: str
    dagtekening: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class XsdVersie:
    """Version of the schemas the sender used; copied back in a 325."""

    basisschema_xsd_versie: str = "1.0.0"
    bericht_xsd_versie: str = "1.0.0"


# IV034: what this service writes; see beslissingen on the iJw schemas that call themselves 0.1.0
ONZE_XSD_VERSIE = XsdVersie()


@dataclass(frozen=True, slots=True, kw_only=True)
class GeslotenPeriode:
    """Both days belong to the period."""

    begindatum: dt.date
    einddatum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPeriode:
    """A period of which either side may be unknown."""

    begindatum: dt.date | None = None
    einddatum: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BedragMetDC:
    """Eurocents, never negative; the sign is in `debet_credit`."""

    bedrag: int
    debet_credit: str

    @property
    def cent(self) -> int:
        """Signed eurocents: D positive, C negative."""
        return -self.bedrag if self.debet_credit == CREDIT else self.bedrag


@dataclass(frozen=True, slots=True, kw_only=True)
class TotaalBedragMetDC:
    """As BedragMetDC, for totals."""

    totaal_bedrag: int
    debet_credit: str

    @property
    def cent(self) -> int:
        """Signed eurocents: D positive, C negative."""
        return -self.totaal_bedrag if self.debet_credit == CREDIT else self.totaal_bedrag

    @classmethod
    def van_cent(cls, cent: int) -> Self:
        """Zero is written as D (CS325)."""
        return cls(totaal_bedrag=abs(cent), debet_credit=CREDIT if cent < 0 else DEBET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referentie:
    """Number of a prestatie and, on a credit, that of the debet it takes back."""

    referentie_nummer: str
    vorig_referentie_nummer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What is assigned; without code the toewijzing is aspecifiek."""

    categorie: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Omvang:
    """How much per frequentie; in cents when eenheid is 83."""

    volume: int
    eenheid: str
    frequentie: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kop:
    """Header of a 301 or 323. Codes fixed by the standard are not repeated here: the profile knows them."""

    afzender: str
    ontvanger: str
    bericht_identificatie: BerichtIdentificatie
    xsd_versie: XsdVersie = ONZE_XSD_VERSIE
