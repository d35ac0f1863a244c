"""Payments on request: continuity (no delivery, costs go on) and extra cost, each settled later (D17)."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import DomainError, Kind
from risb_recht.verloop import Verloop
from risb_recht.vierogen import Hand

from declaraties.domain.betalen.betaalopdracht import Betreft, LosseOpdracht, Opdrachtsoort

# The settlement has an id that follows from the request, so that it is paid once whoever repeats it.
NAAMRUIMTE = uuid.UUID("7a1f0a4e-54b7-5c39-8f0e-6f5b0b7c2d17")


class Vergoedingsoort(StrEnum):
    """What the payment is for."""

    CONTINUITEIT = "continuiteit"
    MEERKOSTEN = "meerkosten"


class Vergoedingstatus(StrEnum):
    """Where a request stands."""

    AANGEVRAAGD = "aangevraagd"
    GEADVISEERD = "geadviseerd"
    TOEGEKEND = "toegekend"
    AFGEWEZEN = "afgewezen"
    VASTGESTELD = "vastgesteld"


class VergoedingStap(StrEnum):
    """What somebody does with a request; a decision of zero refuses it."""

    ADVISEREN = "adviseren"
    TOEKENNEN = "toekennen"
    AFWIJZEN = "afwijzen"
    VASTSTELLEN = "vaststellen"


VERLOOP = Verloop(
    wat="de vergoeding",
    start=Vergoedingstatus.AANGEVRAAGD,
    einde=frozenset({Vergoedingstatus.AFGEWEZEN, Vergoedingstatus.VASTGESTELD}),
    tabel={
        (Vergoedingstatus.AANGEVRAAGD, VergoedingStap.ADVISEREN): Vergoedingstatus.GEADVISEERD,
        (Vergoedingstatus.GEADVISEERD, VergoedingStap.TOEKENNEN): Vergoedingstatus.TOEGEKEND,
        (Vergoedingstatus.GEADVISEERD, VergoedingStap.AFWIJZEN): Vergoedingstatus.AFGEWEZEN,
        (Vergoedingstatus.TOEGEKEND, VergoedingStap.VASTSTELLEN): Vergoedingstatus.VASTGESTELD,
    },
)


class Stapsoort(StrEnum):
    """The steps of a request: advice of contractmanagement, decision of financien, settlement afterwards."""

    ADVIES = "advies"
    BESLUIT = "besluit"
    VASTSTELLING = "vaststelling"


HANDELING: Mapping[Stapsoort, str] = {
    Stapsoort.ADVIES: "vergoeding_adviseren",
    Stapsoort.BESLUIT: "vergoeding_besluiten",
    Stapsoort.VASTSTELLING: "vergoeding_vaststellen",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """What somebody found on a request, with the amount in eurocents; zero refuses."""

    soort: Stapsoort
    bedrag_cent: int
    motivering: str
    door: str
    op: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Vergoeding:
    """A request of an aanbieder at a gemeente about days within one calendar year."""

    id: uuid.UUID
    soort: Vergoedingsoort
    agb_code: str
    gemeente: str
    wet: str
    programmalijn: str
    van: dt.date
    tot: dt.date
    gevraagd_cent: int
    toelichting: str
    aangevraagd_door: str
    aangevraagd_op: dt.datetime
    status: Vergoedingstatus = Vergoedingstatus.AANGEVRAAGD
    stappen: tuple[Stap, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins or runs over the end of a year: budgets go by year."""
        if self.tot < self.van or self.van.year != self.tot.year:
            melding = "De periode moet binnen een kalenderjaar liggen. Vraag per jaar aan."
            raise DomainError(Kind.INVALID, "periode-ongeldig", melding)

    @property
    def handen(self) -> tuple[Hand, ...]:
        """Who had a hand in it so far."""
        gezet = (Hand(soort=HANDELING[one.soort], door=one.door) for one in self.stappen)
        return (Hand(soort="vergoeding_aanvragen", door=self.aangevraagd_door), *gezet)

    def na(self, stap: Stap) -> "Vergoeding":
        """The request after the step."""
        status = VERLOOP.na(self.status, _in_verloop(stap))
        if stap.bedrag_cent > self._hoogste(stap.soort):
            raise DomainError(Kind.INVALID, "bedrag-te-hoog", "Het bedrag is hoger dan wat is gevraagd of toegekend.")
        return dataclasses.replace(self, status=status, stappen=(*self.stappen, stap))

    def _hoogste(self, soort: Stapsoort) -> int:
        """A settlement never exceeds what was granted; advice and decision never what was asked."""
        return self.stappen[-1].bedrag_cent if soort is Stapsoort.VASTSTELLING else self.gevraagd_cent

    def _betaling(self) -> tuple[uuid.UUID, Opdrachtsoort, int] | None:
        """Source, kind and amount of what the last step makes payable; None when that is nothing."""
        stap = self.stappen[-1]
        if stap.soort is Stapsoort.BESLUIT and stap.bedrag_cent:
            return self.id, Opdrachtsoort(self.soort.value), stap.bedrag_cent
        if stap.soort is Stapsoort.VASTSTELLING:
            verschil = stap.bedrag_cent - self.stappen[-2].bedrag_cent
            bron = uuid.uuid5(NAAMRUIMTE, str(self.id))
            return (bron, Opdrachtsoort.VERREKENING, verschil) if verschil else None
        return None

    def opdracht(self, dag: dt.date) -> LosseOpdracht | None:
        """The payable that follows from the last step, due on `dag`."""
        betaling = self._betaling()
        if betaling is None:
            return None
        bron, soort, cent = betaling
        return LosseOpdracht(
            id=uuid.uuid5(NAAMRUIMTE, f"opdracht|{bron}|{soort}"),
            soort=soort,
            betreft=Betreft.VERGOEDING,
            bron_id=bron,
            agb_code=self.agb_code,
            gemeente=self.gemeente,
            wet=self.wet,
            programmalijn=self.programmalijn,
            jaar=self.van.year,
            bedrag_cent=cent,
            vervaldatum=dag,
        )


def _in_verloop(stap: Stap) -> VergoedingStap:
    if stap.soort is Stapsoort.ADVIES:
        return VergoedingStap.ADVISEREN
    if stap.soort is Stapsoort.VASTSTELLING:
        return VergoedingStap.VASTSTELLEN
    return VergoedingStap.TOEKENNEN if stap.bedrag_cent else VergoedingStap.AFWIJZEN
