"""What the bureau buys: a perceel with its variant, procedure and basiscriteria."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import Fout, refused
from risb_recht.parameters import Parameter, vast
from risb_recht.wet import Wet

from contracting.domain.regio.deelname import Dienst


class Variant(StrEnum):
    """How is paid: by effort, by result (both p*q), or a budget for a whole task."""

    INSPANNINGSGERICHT = "inspanningsgericht"
    OUTPUTGERICHT = "outputgericht"
    TAAKGERICHT = "taakgericht"


class Procedure(StrEnum):
    """Toelating is open to everyone who meets the criteria; only an aanbesteding may select."""

    TOELATING = "toelating"
    AANBESTEDING = "aanbesteding"


class Bewijssoort(StrEnum):
    """Kinds of evidence for a basiscriterium."""

    KVK_UITTREKSEL = "kvk-uittreksel"
    BELASTINGVERKLARING = "belastingverklaring"
    GEDRAGSVERKLARING = "gedragsverklaring-aanbesteden"
    VOG_RECHTSPERSONEN = "vog-rechtspersonen"
    KWALITEITSKEURMERK = "kwaliteitskeurmerk"
    EIGEN_VERKLARING = "eigen-verklaring"


def _leeftijd(soort: Bewijssoort, maanden: int, bron: str) -> Parameter[int]:
    return vast(f"maximale leeftijd van {soort}", "maanden", maanden, van=dt.date(2013, 4, 1), bron=bron)


# Maximum age in calendar months on the day of receipt (R1).
STANDAARD_LEEFTIJD: Mapping[Bewijssoort, Parameter[int]] = {
    soort: _leeftijd(soort, maanden, bron)
    for soort, maanden, bron in (
        (Bewijssoort.KVK_UITTREKSEL, 6, "INK-T 3.3"),
        (Bewijssoort.BELASTINGVERKLARING, 6, "INK-T 3.3"),
        (Bewijssoort.GEDRAGSVERKLARING, 24, "INK-T 3.3; AW 4.7"),
        (Bewijssoort.VOG_RECHTSPERSONEN, 12, "eigen keuze; INK-T bijlage 1 zegt alleen actueel"),
    )
}
UITSLUITING = frozenset(
    {Bewijssoort.BELASTINGVERKLARING, Bewijssoort.GEDRAGSVERKLARING, Bewijssoort.VOG_RECHTSPERSONEN}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basiscriterium:
    """A demand with the evidence for it; without an own maximum age that of R1 holds, if there is one."""

    code: str
    omschrijving: str
    bewijssoort: Bewijssoort
    maximale_leeftijd_maanden: int | None = None

    @property
    def leeftijd_maanden(self) -> int | None:
        """The maximum age by the newest value that is known, as it is shown."""
        standaard = STANDAARD_LEEFTIJD.get(self.bewijssoort)
        return self.maximale_leeftijd_maanden or (standaard.waarden[-1].waarde if standaard else None)

    def leeftijd_op(self, ontvangst: dt.date) -> int | None:
        """The maximum age for what is received on the day, in calendar months; None when age does not matter."""
        standaard = STANDAARD_LEEFTIJD.get(self.bewijssoort)
        return self.maximale_leeftijd_maanden or (standaard.op(ontvangst) if standaard else None)

    @property
    def is_uitsluitingsgrond(self) -> bool:
        """True for evidence against exclusion grounds, which is checked before suitability (R4)."""
        return self.bewijssoort in UITSLUITING


@dataclass(frozen=True, slots=True, kw_only=True)
class Perceel:
    """A part of the procurement; `uiterste_aanmelddag` only where the procedure closes."""

    code: str
    wet: Wet
    dienst: Dienst
    variant: Variant
    procedure: Procedure
    programmalijn: str
    gemeenten: tuple[str, ...]
    basiscriteria: tuple[Basiscriterium, ...]
    maximum_aanbieders: int | None = None
    uiterste_aanmelddag: dt.date | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"perceel:{self.code}"


def controleer_perceel(perceel: Perceel) -> None:
    """Refuse a perceel that breaks a rule of procurement; each refusal names its rule."""
    toelating_kent_geen_maximum(perceel)
    dienst_past_bij_wet(perceel)
    criteria_zijn_uniek(perceel)


def toelating_kent_geen_maximum(perceel: Perceel) -> None:
    """In a toelating the number of aanbieders may not be limited (Toelichting inkoopdocumenten, "TI")."""
    if perceel.procedure is Procedure.TOELATING and perceel.maximum_aanbieders is not None:
        raise refused(
            "toelating-zonder-maximum",
            "In een toelating mag het aantal aanbieders niet worden beperkt (TI). Laat het maximum weg,"
            " of kies de procedure aanbesteding.",
            Fout("maximumAanbieders", "TI", "Een toelating staat open voor iedereen die aan de criteria voldoet."),
        )


def dienst_past_bij_wet(perceel: Perceel) -> None:
    """The Jeugdwet has one service line; the others belong to the Wmo."""
    if (perceel.wet is Wet.JW) != (perceel.dienst is Dienst.JW):
        raise refused("dienst-past-niet", f"De dienst {perceel.dienst} hoort niet bij de wet {perceel.wet}.")


def criteria_zijn_uniek(perceel: Perceel) -> None:
    """A criterium is named once, so that an outcome per criterium has one meaning."""
    dubbel = [code for code, aantal in Counter(one.code for one in perceel.basiscriteria).items() if aantal > 1]
    if dubbel:
        raise refused(
            "criterium-dubbel",
            "Elke code van een basiscriterium mag een keer voorkomen.",
            *[Fout("basiscriteria", "dubbel", f"Criterium {code} staat er meer dan eens in.") for code in dubbel],
        )
