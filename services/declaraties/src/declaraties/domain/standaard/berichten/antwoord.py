"""The 325: the answer to exactly one 323."""

from dataclasses import dataclass

from declaraties.domain.standaard.berichten.waarden import (
    ONZE_XSD_VERSIE,
    BedragMetDC,
    BerichtIdentificatie,
    GeslotenPeriode,
    Referentie,
    TotaalBedragMetDC,
    XsdVersie,
)
from declaraties.domain.standaard.profielen import Wet


@dataclass(frozen=True, slots=True, kw_only=True)
class AntwoordKop:
    """Header of a 325; `xsd_versie_declaratie` and `declaratie_identificatie` are those of the 323."""

    afzender: str
    ontvanger: str
    bericht_identificatie: BerichtIdentificatie
    xsd_versie: XsdVersie = ONZE_XSD_VERSIE
    declaratie_identificatie: BerichtIdentificatie
    xslt_versie: str | None = None
    xsd_versie_declaratie: XsdVersie
    retour_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrestatieAntwoord:
    """A line that is not awarded: the values of the 323 unchanged (TR367), and why."""

    product_referentie: Referentie
    toewijzing_nummer: int
    product_categorie: str
    product_code: str
    product_periode: GeslotenPeriode
    geleverd_volume: int
    eenheid: str
    product_tarief: int | None = None
    ingediend_bedrag: BedragMetDC
    retour_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientAntwoord:
    """A client of whom at least one line is not awarded."""

    bsn: str
    prestaties: tuple[PrestatieAntwoord, ...]
    retour_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaratieAntwoord:
    """What was asked and what is awarded."""

    declaratie_nummer: str
    totaal_ingediend_bedrag: TotaalBedragMetDC
    totaal_toegekend_bedrag: TotaalBedragMetDC
    clienten: tuple[ClientAntwoord, ...] | None = None
    retour_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoord325:
    """A whole 325; without `declaratie_antwoord` the 323 is refused as a whole."""

    wet: Wet
    header: AntwoordKop
    declaratie_antwoord: DeclaratieAntwoord | None = None
