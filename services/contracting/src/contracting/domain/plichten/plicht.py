"""A duty that comes back: from an anchor, every so many months, with reminders before it falls due (C17).

A milestone that was closed stays as it was; moving the anchor counts again from today on. What is not done on its last
day is a breach, and the next milestone comes all the same.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import conflict, refused
from risb_recht.kalender import DAG, maanden_later

HERINNERINGEN = (30, 7, 0)


class Plichtsoort(StrEnum):
    """What has to be done."""

    KWALITEITSPLAN = "kwaliteitsplan"
    JAARVERANTWOORDING = "jaarverantwoording"
    PRODUCTIEVERANTWOORDING = "productieverantwoording"
    ACCOUNTGESPREK = "accountgesprek"
    BEWIJS_VERNIEUWEN = "bewijs-vernieuwen"
    SROI_RAPPORT = "sroi-rapport"


# Under which article of the Overeenkomst Wmo a duty stands.
ARTIKELEN = {
    Plichtsoort.KWALITEITSPLAN: "3.10.3",
    Plichtsoort.JAARVERANTWOORDING: "3.10.3",
    Plichtsoort.PRODUCTIEVERANTWOORDING: "3.10.3",
    Plichtsoort.ACCOUNTGESPREK: "3.10.2",
    Plichtsoort.BEWIJS_VERNIEUWEN: "3.10.1",
    Plichtsoort.SROI_RAPPORT: "1.9",
}


class Mijlpaalresultaat(StrEnum):
    """How a milestone ended."""

    VOLDAAN = "voldaan"
    DEELS_VOLDAAN = "deels-voldaan"
    NIET_VOLDAAN = "niet-voldaan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mijlpaal:
    """A milestone that is closed."""

    vervalt_op: dt.date
    resultaat: Mijlpaalresultaat
    afgerond_op: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Plicht:
    """A duty under an agreement until its last day; `volgende` is the next milestone, None when none is left."""

    id: uuid.UUID
    overeenkomst_id: uuid.UUID
    agb_code: str
    plichtsoort: Plichtsoort
    anker: dt.date
    periode_maanden: int
    tot: dt.date | None
    volgende: dt.date | None
    mijlpalen: tuple[Mijlpaal, ...] = ()

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"plicht:{self.id}"

    def rond_af(self, resultaat: Mijlpaalresultaat, vandaag: dt.date) -> "Plicht":
        """Close the next milestone; the one after it comes up."""
        if self.volgende is None:
            raise conflict("geen-mijlpaal", "Bij deze plicht staat geen mijlpaal meer open.")
        if resultaat is Mijlpaalresultaat.NIET_VOLDAAN and vandaag <= self.volgende:
            raise refused("nog-niet-verlopen", f"Deze mijlpaal kan nog worden gehaald tot en met {self.volgende}.")
        mijlpaal = Mijlpaal(vervalt_op=self.volgende, resultaat=resultaat, afgerond_op=vandaag)
        volgende = eerste_na(self.anker, self.periode_maanden, na=self.volgende, tot=self.tot)
        return replace(self, mijlpalen=(*self.mijlpalen, mijlpaal), volgende=volgende)

    def verplaats(self, anker: dt.date, vandaag: dt.date) -> "Plicht":
        """Count from another anchor: only milestones after today change; one that is overdue is closed first."""
        if self.is_verlopen(vandaag):
            raise conflict(
                "mijlpaal-open",
                f"De mijlpaal van {self.volgende:%d-%m-%Y} is verlopen en nog open. Rond die eerst af en verplaats de"
                " plicht daarna.",
            )
        na = max([vandaag, *(one.vervalt_op for one in self.mijlpalen)])
        return replace(self, anker=anker, volgende=eerste_na(anker, self.periode_maanden, na=na, tot=self.tot))

    def stop(self) -> "Plicht":
        """Its agreement is over: no milestone comes any more."""
        return replace(self, volgende=None)

    def volgend_moment(self, na: dt.date) -> dt.date | None:
        """The first day after `na` on which something happens; an open milestone always has one.

        That is a reminder or the day after the last one, and tomorrow when all of them have passed.
        """
        if self.volgende is None:
            return None
        dagen = [self.volgende - one * DAG for one in HERINNERINGEN] + [self.volgende + DAG]
        return min((dag for dag in dagen if dag > na), default=na + DAG)

    def valt_weg(self, einde: dt.date | None, vandaag: dt.date) -> bool:
        """True once the agreement ended before the next milestone; before that day its end may still be withdrawn."""
        return self.volgende is not None and einde is not None and einde < min(self.volgende, vandaag)

    def is_verlopen(self, vandaag: dt.date) -> bool:
        """True from the day after the last day of the next milestone."""
        return self.volgende is not None and vandaag > self.volgende


def eerste_na(anker: dt.date, periode_maanden: int, *, na: dt.date, tot: dt.date | None) -> dt.date | None:
    """The first milestone after a day: the anchor itself, or so many months after it each time; none after `tot`."""
    nummer = 0
    dag = anker
    while dag <= na:
        if periode_maanden == 0:
            return None
        nummer += 1
        dag = maanden_later(anker, nummer * periode_maanden)
    return None if tot is not None and dag > tot else dag
