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
        """Count from another anchor: only milestones after today change."""
        na = max([vandaag, *(one.vervalt_op for one in self.mijlpalen)])
        return replace(self, anker=anker, volgende=eerste_na(anker, self.periode_maanden, na=na, tot=self.tot))

    def volgend_moment(self, na: dt.date) -> dt.date | None:
        """The first day after `na` on which something happens: a reminder, or the day after the last one."""
        if self.volgende is None:
            return None
        dagen = [self.volgende - one * DAG for one in HERINNERINGEN] + [self.volgende + DAG]
        return min((dag for dag in dagen if dag > na), default=None)

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
