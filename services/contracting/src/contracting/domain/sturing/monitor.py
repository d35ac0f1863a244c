"""Budgets beside what the ledger holds."""

from collections.abc import Iterable, Mapping
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
class Bedragen:
    """Eurocents side by side; `ruimte_cent` is what is left of the budget after obligations or payments.

    The obligation includes what was paid on it; where more was paid than obliged, the payments count. `open_cent` is
    the part of the obligation that may still be declared or falls due; with what was paid it makes the forecast.
    """

    budget_cent: int = 0
    verplicht_cent: int = 0
    betaald_cent: int = 0
    ruimte_cent: int = 0
    open_cent: int = 0

    @property
    def prognose_cent(self) -> int:
        """What the year is expected to cost: paid so far and the open obligation."""
        return self.betaald_cent + self.open_cent


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
    jaar: int,
    budgetten: Mapping[Plek, int],
    geboekt: Mapping[Plek, tuple[int, int]],
    open_delen: Mapping[Plek, int],
) -> Monitor:
    """Put budgets and booked amounts (obliged, paid, still open) side by side, also where some are missing."""
    regels = tuple(
        Monitorregel(
            gemeente=plek[0],
            programmalijn=plek[1],
            bedragen=_bedragen(budgetten.get(plek, 0), *geboekt.get(plek, (0, 0)), open_delen.get(plek, 0)),
        )
        for plek in sorted(budgetten.keys() | geboekt.keys())
    )
    return Monitor(jaar=jaar, regels=regels, totaal=_som(one.bedragen for one in regels))


def _bedragen(budget: int, verplicht: int, betaald: int, open_cent: int) -> Bedragen:
    return Bedragen(
        budget_cent=budget,
        verplicht_cent=verplicht,
        betaald_cent=betaald,
        ruimte_cent=budget - max(verplicht, betaald),
        open_cent=open_cent,
    )


def _som(delen: Iterable[Bedragen]) -> Bedragen:
    alle = list(delen)
    return Bedragen(
        budget_cent=sum(one.budget_cent for one in alle),
        verplicht_cent=sum(one.verplicht_cent for one in alle),
        betaald_cent=sum(one.betaald_cent for one in alle),
        ruimte_cent=sum(one.ruimte_cent for one in alle),
        open_cent=sum(one.open_cent for one in alle),
    )
