"""A breach of an agreement: reported, answered by the aanbieder, decided by another person (C14)."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import refused
from risb_recht.termijnen import dagen, einde
from risb_recht.verloop import Verloop

_ZIENSWIJZE = dagen(14)


class TekortkomingStatus(StrEnum):
    """Where a breach stands."""

    GEMELD = "gemeld"
    GEHOORD = "gehoord"
    BESLOTEN = "besloten"


class TekortkomingStap(StrEnum):
    """What is done with a breach."""

    HOREN = "horen"
    BESLUITEN = "besluiten"


class Gevolg(StrEnum):
    """What follows: nothing, repair within a term, or a sanction of the agreement."""

    GEEN = "geen"
    HERSTEL = "herstel"
    SANCTIE = "sanctie"


S, H = TekortkomingStatus, TekortkomingStap
VERLOOP = Verloop(
    wat="de tekortkoming",
    start=S.GEMELD,
    einde=frozenset({S.BESLOTEN}),
    tabel={
        (S.GEMELD, H.HOREN): S.GEHOORD,
        (S.GEMELD, H.BESLUITEN): S.BESLOTEN,
        (S.GEHOORD, H.BESLUITEN): S.BESLOTEN,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tekortkoming:
    """A breach of `artikel`, as it was found; `bevinding` is the report, `zienswijze` what the aanbieder says of it."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    artikel: str
    bevinding: str
    gemeld_op: dt.date
    status: TekortkomingStatus = TekortkomingStatus.GEMELD
    zienswijze: str | None = None
    gevolg: Gevolg | None = None
    motivering: str | None = None
    openbaar: bool = False
    besloten_op: dt.date | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"tekortkoming:{self.id}"

    @property
    def zienswijze_uiterlijk(self) -> dt.date:
        """The last day for the statement of the aanbieder."""
        return einde(self.gemeld_op, _ZIENSWIJZE, termijnenwet=False)

    def hoor(self, zienswijze: str) -> "Tekortkoming":
        """Record the statement of the aanbieder."""
        return replace(self, status=VERLOOP.na(self.status, H.HOREN), zienswijze=zienswijze)

    def besluit(self, gevolg: Gevolg, motivering: str, vandaag: dt.date, *, openbaar: bool) -> "Tekortkoming":
        """Decide, after the statement or once its term is over; what has no consequence is not published."""
        status = VERLOOP.na(self.status, H.BESLUITEN)
        if self.status is S.GEMELD and vandaag <= self.zienswijze_uiterlijk:
            raise refused(
                "nog-niet-gehoord",
                f"De aanbieder kan tot en met {self.zienswijze_uiterlijk:%d-%m-%Y} een zienswijze geven; wacht daarop.",
            )
        if openbaar and gevolg is Gevolg.GEEN:
            raise refused("niet-openbaar", "Wat zonder gevolg blijft, wordt niet bekendgemaakt.")
        return replace(
            self, status=status, gevolg=gevolg, motivering=motivering, openbaar=openbaar, besloten_op=vandaag
        )
