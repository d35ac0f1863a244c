"""Budgets beside what the ledger holds."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracting.domain.sturing.grootboek import Plek


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The budget of one gemeente, programmalijn and year; `versie` counts its changes."""

    gemeente: str
    programmalijn: str
    jaar: int
    bedrag_cent: int
    versie: int

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"budget:{self.gemeente}:{self.programmalijn}:{self.jaar}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Geboekt:
    """What the ledger holds, each amount from facts of its own, in eurocents."""

    verplicht_cent: int = 0
    betaalbaar_cent: int = 0
    vrijgegeven_cent: int = 0
    geweigerd_cent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bedragen(Geboekt):
    """Eurocents side by side; `ruimte_cent` is what is left of the budget after obligations or payables.

    The obligation includes what became payable of it; where more became payable than was obliged, that counts.
    `open_cent` is what may still become payable of the obligations.
    """

    budget_cent: int = 0
    ruimte_cent: int = 0
    open_cent: int = 0

    @property
    def betaald_cent(self) -> int:
        """What was released and did not come back: a payment stands until the bank refuses it."""
        return self.vrijgegeven_cent - self.geweigerd_cent

    @property
    def te_betalen_cent(self) -> int:
        """What is payable and not paid."""
        return self.betaalbaar_cent - self.betaald_cent

    @property
    def prognose_cent(self) -> int:
        """What the year is expected to cost: paid, still to be paid, and what may still come."""
        return self.betaald_cent + self.te_betalen_cent + self.open_cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitorregel:
    """The amounts of one gemeente and programmalijn."""

    gemeente: str
    programmalijn: str
    bedragen: Bedragen


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """The budget monitor of one year; the total is the exact sum of the lines (k26)."""

    jaar: int
    regels: tuple[Monitorregel, ...]
    totaal: Bedragen


def maak_monitor(
    jaar: int, budgetten: Mapping[Plek, int], geboekt: Mapping[Plek, Geboekt], open_delen: Mapping[Plek, int]
) -> Monitor:
    """Put budgets and booked amounts side by side, also where some are missing."""
    regels = tuple(
        Monitorregel(
            gemeente=plek[0],
            programmalijn=plek[1],
            bedragen=_bedragen(budgetten.get(plek, 0), geboekt.get(plek, Geboekt()), open_delen.get(plek, 0)),
        )
        for plek in sorted(budgetten.keys() | geboekt.keys())
    )
    return Monitor(jaar=jaar, regels=regels, totaal=_som([one.bedragen for one in regels]))


def _bedragen(budget: int, geboekt: Geboekt, open_cent: int) -> Bedragen:
    return Bedragen(
        **dataclasses.asdict(geboekt),
        budget_cent=budget,
        ruimte_cent=budget - max(geboekt.verplicht_cent, geboekt.betaalbaar_cent),
        open_cent=open_cent,
    )


def _som(delen: Sequence[Bedragen]) -> Bedragen:
    velden = [one.name for one in dataclasses.fields(Bedragen)]
    return Bedragen(**{naam: sum(getattr(one, naam) for one in delen) for naam in velden})
