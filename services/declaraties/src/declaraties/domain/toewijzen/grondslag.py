"""Who may open the door to care: a toewijzing holds only with a lawful ground (policy 3.5.6, feature D2)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import DomainError, Fout, Kind

from declaraties.domain.standaard.profielen import Wet


class Grondslagsoort(StrEnum):
    """The decision or referral behind a toewijzing."""

    BESCHIKKING = "beschikking"
    HUISARTS = "huisarts"
    MEDISCH_SPECIALIST = "medisch-specialist"
    JEUGDARTS = "jeugdarts"
    GECERTIFICEERDE_INSTELLING = "gecertificeerde-instelling"
    RECHTER = "rechter"


# Wmo 2015 art. 2.3.5: only a decision of the college. Jeugdwet: decision of the college (2.3), referral by huisarts,
# medisch specialist or jeugdarts (2.6 lid 1 onder e), determination of a gecertificeerde instelling (3.5), or the
# judge (2.4 lid 2).
TOEGESTAAN = {Wet.WMO: frozenset({Grondslagsoort.BESCHIKKING}), Wet.JW: frozenset(Grondslagsoort)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grondslag:
    """The ground of one toewijzing, told by the gemeente, before or after the 301."""

    gemeente: str
    wet: Wet
    toewijzing_nummer: int
    soort: Grondslagsoort
    kenmerk: str | None = None
    datum: dt.date


def toets_grondslag(grondslag: Grondslag, vandaag: dt.date) -> None:
    """DomainError with every reason why this cannot be the ground of a toewijzing under its wet."""
    fouten = []
    if grondslag.soort not in TOEGESTAAN[grondslag.wet]:
        namen = ", ".join(sorted(TOEGESTAAN[grondslag.wet]))
        melding = f"Onder de {grondslag.wet} kan dit geen grondslag zijn. Kies uit: {namen}."
        fouten.append(Fout("soort", "grondslag-past-niet-bij-wet", melding))
    if grondslag.datum > vandaag:
        fouten.append(Fout("datum", "datum-in-toekomst", "De datum van de grondslag ligt in de toekomst."))
    if fouten:
        raise DomainError(Kind.INVALID, "ongeldige-grondslag", fouten[0].melding, *fouten)
