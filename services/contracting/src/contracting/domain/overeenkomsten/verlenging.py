"""How an agreement may run on: the right to extend that was agreed, and what was done with it (OVK 1.3)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from risb_recht.termijnen import maanden, uiterlijk_voor

from contracting.domain.overeenkomsten.wijziging import Wijzigingsgrond


class Verlengsoort(StrEnum):
    """Why the end moved: an option that was agreed, or a tender that was postponed."""

    OPTIE = "optie"
    OVERBRUGGING = "overbrugging"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verlengrecht:
    """So many times so many months, when the notice is received that many months before the end."""

    aantal: int
    maanden: int
    aanzegtermijn_maanden: int

    def uiterlijk_ontvangen(self, einddatum: dt.date) -> dt.date:
        """The last day on which the notice may be received; counted back, so no weekend moves it."""
        return uiterlijk_voor(einddatum, maanden(self.aanzegtermijn_maanden))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verlenging:
    """One later end: from `tot_dan` to `einddatum`, both last days."""

    soort: Verlengsoort
    tot_dan: dt.date
    einddatum: dt.date
    besloten_op: dt.date
    ontvangen_op: dt.date | None = None
    grond: Wijzigingsgrond | None = None
