"""Simple types of the standard with their exact facets, and the two kinds of node of a message description."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from declaraties.domain.standaard import codelijsten as lijst
from declaraties.domain.standaard.profielen import Profiel


class Basis(StrEnum):
    """The XSD type that a simple type restricts."""

    TEKST = "string"
    GETAL = "integer"
    DATUM = "date"
    TIJD = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waardetype:
    """A simple type. `uitleg` completes the Dutch sentence "vul hier ... in"."""

    naam: str
    basis: Basis = Basis.TEKST
    minimum: int | None = None
    maximum: int | None = None
    patroon: str = ""
    codes: tuple[str, ...] | Callable[[Profiel], tuple[str, ...]] = ()
    uitleg: str

    def codes_van(self, profiel: Profiel) -> tuple[str, ...]:
        """The allowed codes under this law; empty when the type has no code list."""
        return self.codes(profiel) if callable(self.codes) else self.codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of a group: `maximum` None is unbounded; `patroon` narrows the type; `vast` is a fixed value."""

    naam: str
    type: "Waardetype | Groep"
    minimum: int = 1
    maximum: int | None = 1
    patroon: str = ""
    vast: Callable[[Profiel], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Groep:
    """A sequence of elements; `gedeeld` groups live in the basisschema, `klasse` is the record they become.

    A group without `klasse` holds one repeated element and becomes a tuple.
    """

    naam: str
    elementen: tuple[Element, ...]
    klasse: type | None = None
    gedeeld: bool = False


_GRENS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@cache
def veldnaam(element: str) -> str:
    """`ToewijzingNummer` -> `toewijzing_nummer`: the field of a record that holds an element."""
    return _GRENS.sub("_", element).lower()


# Deterministic equivalents of the published patterns: same language, no backtracking on hostile text.
_NIET_BLANCO = r"[ \t]*\S.*"
_NIET_BLANCO_MEERREGELIG = r"\s*\S(\s|\S)*"


def _tekst(naam: str, hoogste: int, uitleg: str, *, laagste: int = 1, patroon: str = _NIET_BLANCO) -> Waardetype:
    return Waardetype(naam=naam, minimum=laagste, maximum=hoogste, patroon=patroon, uitleg=uitleg)


def _getal(naam: str, hoogste: int, uitleg: str) -> Waardetype:
    return Waardetype(naam=naam, basis=Basis.GETAL, minimum=0, maximum=hoogste, uitleg=uitleg)


def _code(naam: str, codes: tuple[str, ...], uitleg: str) -> Waardetype:
    return Waardetype(naam=naam, maximum=len(codes[0]), codes=codes, uitleg=uitleg)


AGB_CODE = _tekst("LDT_AgbCode", 8, "een AGB-code van 8 cijfers", patroon="[0-9]{8}")
GEMEENTE = Waardetype(naam="LDT_Gemeente", minimum=1, patroon="[0-9]{4}", uitleg="een gemeentecode (CBS) van 4 cijfers")
BSN = _tekst("LDT_BurgerServicenummer", 9, "een burgerservicenummer van 9 cijfers", patroon="[0-9]{9}")
IDENTIFICATIE_BERICHT = _tekst("LDT_IdentificatieBericht", 12, "een identificatie van 1 tot en met 12 tekens")
IDENTIFICATIE_DECLARATIE = _tekst("LDT_IdentificatieDeclaratie", 12, "1 tot en met 12 letters of cijfers", patroon="")
REFERENTIENUMMER = _tekst("LDT_ReferentieNummer", 20, "een referentienummer van 1 tot en met 20 tekens", patroon="")
REFERENTIE = _tekst("LDT_Referentie", 36, "een referentie van 1 tot en met 36 tekens")
NUMMER = _getal("LDT_Nummer", 999_999_999, "een geheel getal van 0 tot en met 999999999")
DATUM = Waardetype(
    naam="LDT_Datum",
    basis=Basis.DATUM,
    patroon="[^:Z]*",
    uitleg="een bestaande datum in de vorm jjjj-mm-dd, zonder tijdzone",
)
TIJD = Waardetype(
    naam="LDT_Tijd", basis=Basis.TIJD, patroon="[^Z+-]+", uitleg="een tijd in de vorm uu:mm:ss, zonder tijdzone"
)
BEDRAG = _getal("LDT_Bedrag", 99_999_999, "een bedrag in hele eurocenten van 0 tot en met 99999999")
BUDGET = _getal("LDT_Budget", 99_999_999, "een budget in hele eurocenten van 0 tot en met 99999999")
TOTAALBEDRAG = _getal("LDT_TotaalBedrag", 999_999_999_999, "een bedrag in hele eurocenten van 0 tot en met 12 negens")
VOLUME = _getal("LDT_Volume", 99_999_999, "een geheel getal van 0 tot en met 99999999")
PRODUCTCATEGORIE = Waardetype(
    naam="LDT_ProductCategorie",
    maximum=2,
    codes=lambda profiel: profiel.categorieen,
    uitleg="een productcategorie van deze wet (2 cijfers)",
)
PRODUCTCODE = _tekst("LDT_ProductCode", 5, "een productcode van 1 tot en met 5 tekens")
EENHEID = _code("LDT_Eenheid", lijst.EENHEID, "een eenheid: 01, 04, 14, 16, 82, 83 of 84")
FREQUENTIE = _code("LDT_Frequentie", lijst.FREQUENTIE, "een frequentie: 1, 2, 4 of 6")
DEBET_CREDIT = _code("LDT_DebetCredit", lijst.DEBET_CREDIT, "D (debet) of C (credit)")
RETOURCODE = _code("LDT_RetourCode", lijst.RETOURCODE, "een retourcode uit lijst WJ001")
REDEN_WIJZIGING = _code("LDT_RedenWijziging", lijst.REDEN_WIJZIGING, "een reden wijziging van 01 tot en met 14")
STATUS_AANLEVERING = _code("LDT_StatusAanlevering", lijst.STATUS_AANLEVERING, "1 (eerste) of 3 (verwijderen)")
REDEN_BEEINDIGING = Waardetype(
    naam="LDT_RedenBeeindiging",
    maximum=2,
    codes=lambda profiel: profiel.redenen_beeindiging,
    uitleg="een reden van beeindiging van deze wet (2 cijfers)",
)
VERSIE = Waardetype(
    naam="LDT_Versie",
    minimum=1,
    patroon=r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)",
    uitleg="een versienummer van drie getallen met punten, zoals 1.0.0",
)
BERICHTCODE = _tekst("LDT_BerichtCode", 3, "de berichtcode van dit bericht", patroon="")
BERICHTVERSIE = _getal("LDT_BerichtVersie", 99, "versie 3")
BERICHTSUBVERSIE = _getal("LDT_BerichtSubversie", 99, "subversie 2")
COMMENTAAR = Waardetype(
    naam="LDT_Commentaar", minimum=1, patroon=_NIET_BLANCO_MEERREGELIG, uitleg="tekst die niet leeg is"
)

GESLACHT = _code("LDT_Geslacht", lijst.GESLACHT, "0 (onbekend), 1 (man) of 2 (vrouw)")
DATUMGEBRUIK = _code("LDT_DatumGebruik", lijst.DATUM_GEBRUIK, "1, 2 of 3")
NAAMGEBRUIK = _code("LDT_NaamGebruik", lijst.NAAM_GEBRUIK, "een code van 1 tot en met 6")
COMMUNICATIEVORM = _code("LDT_Communicatievorm", lijst.COMMUNICATIEVORM, "1, 2 of 3")
JURIDISCHE_STATUS = _code("LDT_JuridischeStatus", lijst.JURIDISCHE_STATUS, "een code uit de lijst juridische status")
VERTEGENWOORDIGING = _code(
    "LDT_WettelijkeVertegenwoordiging", lijst.WETTELIJKE_VERTEGENWOORDIGING, "een code van 06 tot en met 10"
)
SOORT_RELATIE = _code("LDT_SoortRelatie", lijst.SOORT_RELATIE, "een code van 03 tot en met 25")
ADRES_SOORT = _code("LDT_AdresSoort", lijst.ADRES_SOORT, "een code van 01 tot en met 04")
WOONADRES = _code("LDT_AanduidingWoonadres", lijst.AANDUIDING_WOONADRES, "AB, BY, TO of WW")
LAND = _code("LDT_LandCode", lijst.LAND, "een landcode van 2 letters")
NAAM = _tekst("LDT_Naam", 200, "een naam van 1 tot en met 200 tekens")
VOORVOEGSEL = _tekst("LDT_Voorvoegsel", 10, "een voorvoegsel van 1 tot en met 10 tekens")
VOORLETTERS = _tekst(
    "LDT_Voorletters", 6, "1 tot en met 6 voorletters zonder punten", patroon="([a-zA-Z\u00c0-\u1ef3])+"
)
TAAL = _tekst("LDT_Taal", 25, "een taal van 1 tot en met 25 tekens")
HUISNUMMER = _getal("LDT_Huisnummer", 99_999, "een huisnummer van 0 tot en met 99999")
HUISLETTER = _tekst("LDT_Huisletter", 1, "een letter")
HUISTOEVOEGING = _tekst("LDT_HuisnummerToevoeging", 4, "een toevoeging van 1 tot en met 4 tekens")
POSTCODE = _tekst("LDT_Postcode", 8, "een postcode van 1 tot en met 8 tekens")
STRAATNAAM = _tekst("LDT_Straatnaam", 24, "een straatnaam van 1 tot en met 24 tekens")
PLAATSNAAM = _tekst("LDT_Plaatsnaam", 80, "een plaatsnaam van 1 tot en met 80 tekens")
LANDNUMMER = _tekst("LDT_Landnummer", 4, "een landnummer van 1 tot en met 4 tekens")
TELEFOONNUMMER = _tekst("LDT_Telefoonnummer", 15, "een telefoonnummer van 1 tot en met 15 cijfers", patroon="[0-9]*")
ORGANISATIENAAM = _tekst("LDT_Organisatienaam", 35, "een naam van 1 tot en met 35 tekens")
EMAILADRES = _tekst("LDT_Emailadres", 80, "een e-mailadres van 1 tot en met 80 tekens")
PERSOONSID = _tekst("LDT_Persoonsid", 20, "een nummer van 1 tot en met 20 tekens")
RELATIEVOLGORDE = _getal("LDT_RelatieVolgorde", 99, "een getal van 0 tot en met 99")
