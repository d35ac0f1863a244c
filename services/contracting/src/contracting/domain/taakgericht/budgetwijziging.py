"""An amendment of taakgerichte budgets: extra money, or money from one aanbieder to another (C7, C16).

| rule | |
|---|---|
| extra money | only on a business case of which the college decided, up to that amount |
| shift | amounts that come to zero or less ask for no business case |
| signatures | every party: each aanbieder and each gemeente of the agreement, or of the parent agreement |
| in force | by the last signature; before that nothing is due |
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from risb_kern.errors import Fout, conflict, refused
from risb_recht.kalender import maanden_later
from risb_recht.verloop import Verloop

from contracting.domain.taakgericht.taakbudget import Betaaltermijn, Termijnperiode, extra_termijnen


class BudgetwijzigingStatus(StrEnum):
    """Where an amendment stands."""

    VOORGESTELD = "voorgesteld"
    GETEKEND = "getekend"
    INGETROKKEN = "ingetrokken"


class BudgetwijzigingStap(StrEnum):
    """What is done with an amendment."""

    TEKENEN = "tekenen"
    VOLTOOIEN = "voltooien"
    INTREKKEN = "intrekken"


S, H = BudgetwijzigingStatus, BudgetwijzigingStap
VERLOOP = Verloop(
    wat="de wijziging",
    start=S.VOORGESTELD,
    einde=frozenset({S.GETEKEND, S.INGETROKKEN}),
    tabel={
        (S.VOORGESTELD, H.TEKENEN): S.VOORGESTELD,
        (S.VOORGESTELD, H.VOLTOOIEN): S.GETEKEND,
        (S.VOORGESTELD, H.INTREKKEN): S.INGETROKKEN,
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgetregel:
    """What one agreement gets more, or less below zero."""

    overeenkomst_id: uuid.UUID
    agb_code: str
    bedrag_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handtekening:
    """That a party agreed; `partij` is the code of a gemeente or of an aanbieder."""

    partij: str
    op: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgetwijziging:
    """An amendment in `jaar`, paid in `termijnen` months from the month of `eerste_vervaldatum` on."""

    id: uuid.UUID
    moeder_id: uuid.UUID | None
    regels: tuple[Budgetregel, ...]
    eerste_vervaldatum: dt.date
    termijnen: int
    grondslag: str
    reden: str
    businesscase_id: uuid.UUID | None
    gemeenten: tuple[str, ...]
    aanbieders: tuple[str, ...]
    handtekeningen: tuple[Handtekening, ...] = ()
    status: BudgetwijzigingStatus = BudgetwijzigingStatus.VOORGESTELD

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"budgetwijziging:{self.id}"

    @property
    def bij(self) -> tuple[uuid.UUID, ...]:
        """The agreements that it changes."""
        return tuple(one.overeenkomst_id for one in self.regels)

    @property
    def partijen(self) -> tuple[str, ...]:
        """Everybody who has to sign."""
        return (*self.gemeenten, *self.aanbieders)

    @property
    def totaal_cent(self) -> int:
        """What it comes to for all together."""
        return sum(one.bedrag_cent for one in self.regels)

    @property
    def jaar(self) -> int:
        """The budget year."""
        return self.eerste_vervaldatum.year

    @property
    def vervaldata(self) -> tuple[dt.date, ...]:
        """The days on which its terms fall due."""
        return tuple(maanden_later(self.eerste_vervaldatum, one) for one in range(self.termijnen))

    @property
    def nog_te_tekenen(self) -> tuple[str, ...]:
        """The parties that have not signed."""
        getekend = {one.partij for one in self.handtekeningen}
        return tuple(one for one in self.partijen if one not in getekend)

    def teken(self, handtekening: Handtekening) -> "Budgetwijziging":
        """One more signature; by the last one it is in force."""
        status = VERLOOP.na(self.status, H.TEKENEN)
        if handtekening.partij not in self.partijen:
            raise refused(
                "geen-partij",
                f"{handtekening.partij} is geen partij bij deze wijziging.",
                Fout("partij", "onbekend", f"Kies uit: {', '.join(self.nog_te_tekenen)}."),
            )
        if handtekening.partij not in self.nog_te_tekenen:
            raise conflict("al-getekend", f"{handtekening.partij} heeft al getekend.")
        getekend = replace(self, handtekeningen=(*self.handtekeningen, handtekening))
        return replace(getekend, status=status if getekend.nog_te_tekenen else VERLOOP.na(status, H.VOLTOOIEN))

    def trek_in(self) -> "Budgetwijziging":
        """Withdraw it as long as somebody did not sign."""
        return replace(self, status=VERLOOP.na(self.status, H.INTREKKEN))

    def schema(
        self, regel: Budgetregel, verdeelsleutel: Mapping[str, int], bestaand: Iterable[Betaaltermijn]
    ) -> list[Betaaltermijn]:
        """The terms of one line, numbered on from those that are there."""
        perioden = [Termijnperiode(van=one.replace(day=1), vervaldatum=one) for one in self.vervaldata]
        return extra_termijnen(regel.bedrag_cent, verdeelsleutel, perioden, bestaand, jaar=self.jaar)


def controleer_wijziging(wijziging: Budgetwijziging) -> None:
    """Refuse an amendment of nothing, terms over the year, and extra money without a case."""
    if any(not one.bedrag_cent for one in wijziging.regels):
        raise refused("wijziging-leeg", "Een regel van nul verandert niets; laat haar weg.")
    if wijziging.vervaldata[-1].year != wijziging.jaar:
        melding = f"Niet elke termijn valt in {wijziging.jaar}; kies minder termijnen of een eerdere eerste dag."
        raise refused("termijnen-over-het-jaar", melding, Fout("termijnen", "te-veel", melding))
    if wijziging.totaal_cent > 0 and wijziging.businesscase_id is None:
        melding = "Extra geld kan alleen op een businesscase waarover het college besloot. Noem haar kenmerk."
        raise refused("zonder-businesscase", melding, Fout("businesscaseId", "ontbreekt", melding))
    if wijziging.totaal_cent <= 0 and wijziging.businesscase_id is not None:
        melding = "Deze wijziging kost niets extra; laat de businesscase weg."
        raise refused("businesscase-overbodig", melding, Fout("businesscaseId", "overbodig", melding))
