"""A business case: what it costs a year, what it gives back to whom, and what the college decided about it."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import Fout, conflict, refused
from risb_recht.bedrag import euro
from risb_recht.verloop import Verloop


class BusinesscaseStatus(StrEnum):
    """Where a business case stands."""

    CONCEPT = "concept"
    GEADVISEERD = "geadviseerd"
    TOEGEKEND = "toegekend"
    AFGEWEZEN = "afgewezen"
    GEEVALUEERD = "geevalueerd"


class BusinesscaseStap(StrEnum):
    """What is done with a business case."""

    ADVISEREN = "adviseren"
    TOEKENNEN = "toekennen"
    AFWIJZEN = "afwijzen"
    EVALUEREN = "evalueren"


S, H = BusinesscaseStatus, BusinesscaseStap
VERLOOP = Verloop(
    wat="de businesscase",
    start=S.CONCEPT,
    einde=frozenset({S.AFGEWEZEN, S.GEEVALUEERD}),
    tabel={
        (S.CONCEPT, H.ADVISEREN): S.GEADVISEERD,
        (S.GEADVISEERD, H.TOEKENNEN): S.TOEGEKEND,
        (S.GEADVISEERD, H.AFWIJZEN): S.AFGEWEZEN,
        (S.TOEGEKEND, H.EVALUEREN): S.GEEVALUEERD,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Casusbedrag:
    """An amount of one year that one party pays or gains."""

    jaar: int
    partij: str
    bedrag_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Casusvoorstel:
    """What is proposed: the form of a business case."""

    titel: str
    probleem: str
    keuze: str
    investeringen: tuple[Casusbedrag, ...]
    baten: tuple[Casusbedrag, ...]
    risico: str
    kpi: str
    stopcriterium: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collegebesluit:
    """What the college decided; without an amount the case is turned down."""

    besluitnummer: str
    besloten_op: dt.date
    bedrag_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Businesscase:
    """A business case for an agreement or a parent agreement; `toegezegd_cent` is what was promised on it so far."""

    id: uuid.UUID
    betreft_id: uuid.UUID
    agb_codes: tuple[str, ...]
    voorstel: Casusvoorstel
    status: BusinesscaseStatus = BusinesscaseStatus.CONCEPT
    advies: str | None = None
    besluit: Collegebesluit | None = None
    toegezegd_cent: int = 0
    evaluatie: str | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"businesscase:{self.id}"

    @property
    def bij(self) -> tuple[uuid.UUID, ...]:
        """The agreement, or parent agreement, that it is for."""
        return (self.betreft_id,)

    @property
    def gevraagd_cent(self) -> int:
        """What it takes in all."""
        return sum(one.bedrag_cent for one in self.voorstel.investeringen)

    @property
    def terugverdiend_in(self) -> int | None:
        """The first year in which all benefits up to then cover all that was invested; None when never."""
        jaren = sorted({one.jaar for one in (*self.voorstel.investeringen, *self.voorstel.baten)})
        for jaar in jaren:
            if _tot_en_met(self.voorstel.baten, jaar) >= self.gevraagd_cent:
                return jaar
        return None

    def adviseer(self, advies: str) -> "Businesscase":
        """Record the advice."""
        return replace(self, status=VERLOOP.na(self.status, H.ADVISEREN), advies=advies)

    def besluit_college(self, besluit: Collegebesluit, vandaag: dt.date) -> "Businesscase":
        """Record the decision of the college; zero turns it down, and more than was asked is not possible."""
        if besluit.besloten_op > vandaag:
            melding = f"Kies een dag tot en met {vandaag:%d-%m-%Y}."
            raise refused("besluit-toekomst", melding, Fout("beslotenOp", "toekomst", melding))
        if besluit.bedrag_cent > self.gevraagd_cent:
            melding = f"De businesscase vraagt {euro(self.gevraagd_cent)}; besluit ten hoogste dat bedrag."
            raise refused("boven-vraag", melding, Fout("bedragCent", "te-hoog", melding))
        stap = H.TOEKENNEN if besluit.bedrag_cent else H.AFWIJZEN
        return replace(self, status=VERLOOP.na(self.status, stap), besluit=besluit)

    def zeg_toe(self, bedrag_cent: int) -> "Businesscase":
        """Promise an amount on it: only once it was granted, and never more than was decided."""
        if self.status is not S.TOEGEKEND or self.besluit is None:
            raise conflict("businesscase-niet-besloten", "Over deze businesscase is niet, of afwijzend, besloten.")
        ruimte = self.besluit.bedrag_cent - self.toegezegd_cent
        if bedrag_cent > ruimte:
            raise conflict("boven-besluit", f"Op besluit {self.besluit.besluitnummer} is nog {euro(ruimte)} over.")
        return replace(self, toegezegd_cent=self.toegezegd_cent + bedrag_cent)

    def neem_terug(self, bedrag_cent: int) -> "Businesscase":
        """What was promised was withdrawn before it held."""
        return replace(self, toegezegd_cent=self.toegezegd_cent - bedrag_cent)

    def evalueer(self, evaluatie: str) -> "Businesscase":
        """Close it with what came of it."""
        return replace(self, status=VERLOOP.na(self.status, H.EVALUEREN), evaluatie=evaluatie)


def _tot_en_met(bedragen: Iterable[Casusbedrag], jaar: int) -> int:
    return sum(one.bedrag_cent for one in bedragen if one.jaar <= jaar)
