"""What a budget line will cost in a year, by how complete the months are (D19).

F = sum over months (awarded / completeness) + open reserve x use + inflow per month x months + terms + approved extras,
per product. Completeness is the share of a month of care that is declared so many months later, in the own history of
the product. The interval comes from how far earlier forecasts of the line were off.
Shares are in ten-thousandths; every product is rounded half up to the cent.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from risb_kern.errors import Fout, conflict, refused
from risb_recht.bedrag import half_omhoog, naar_rato

HEEL = 10_000
MAANDEN_HISTORIE = 24
EERDERE_RAMINGEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Levermaand:
    """What of one month of care was awarded so far, and which share of it is normally in by now."""

    toegekend_cent: int
    volledigheid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Productfeiten:
    """The facts of one product."""

    productcode: str
    maanden: tuple[Levermaand, ...]
    open_reserve_cent: int = 0
    benutting: int = HEEL
    instroom_cent: int = 0
    instroom_maanden: int = 0

    @property
    def ultimo_cent(self) -> int:
        """What the months of care will have cost when everything is declared."""
        return sum(half_omhoog(one.toegekend_cent * HEEL, one.volledigheid) for one in self.maanden)

    @property
    def raming_cent(self) -> int:
        """The forecast of the product."""
        reserve = naar_rato(self.open_reserve_cent, self.benutting, HEEL)
        return self.ultimo_cent + reserve + self.instroom_cent * self.instroom_maanden


@dataclass(frozen=True, slots=True, kw_only=True)
class Raming:
    """A forecast as it was made, so that it can be held against what came true (k23)."""

    id: uuid.UUID
    gemeente: str
    programmalijn: str
    jaar: int
    opgesteld_op: dt.date
    producten: tuple[Productfeiten, ...]
    termijnen_cent: int = 0
    extra_cent: int = 0
    laag_cent: int | None = None
    hoog_cent: int | None = None
    werkelijk_cent: int | None = None

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"raming:{self.id}"

    @property
    def raming_cent(self) -> int:
        """What the line will cost in the year."""
        return sum(one.raming_cent for one in self.producten) + self.termijnen_cent + self.extra_cent

    @property
    def afwijking(self) -> int | None:
        """How far it was off, in ten-thousandths of what came true (k23); None as long as that is unknown.

        An outcome of nothing has no share to be off by: None, unless nothing was forecast too.
        """
        if self.werkelijk_cent is None or (self.werkelijk_cent == 0 and self.raming_cent != 0):
            return None
        if self.werkelijk_cent == 0:
            return 0
        return half_omhoog(abs(self.raming_cent - self.werkelijk_cent) * HEEL, self.werkelijk_cent)

    def boven_budget_cent(self, budget_cent: int) -> int:
        """What it goes over the budget; below zero is what is left."""
        return self.raming_cent - budget_cent

    def met_interval(self, eerdere: Sequence["Raming"]) -> "Raming":
        """Between the lowest and the highest that earlier forecasts would have meant; ten of them, else no interval."""
        bekend = [one for one in eerdere if one.werkelijk_cent is not None and one.raming_cent][-EERDERE_RAMINGEN:]
        if len(bekend) < EERDERE_RAMINGEN:
            return self
        uitkomsten = [naar_rato(self.raming_cent, one.werkelijk_cent or 0, one.raming_cent) for one in bekend]
        return replace(self, laag_cent=min(uitkomsten), hoog_cent=max(uitkomsten))

    def reken_af(self, werkelijk_cent: int) -> "Raming":
        """What the year came to; recorded once."""
        if self.werkelijk_cent is not None:
            raise conflict("al-afgerekend", f"Van deze raming is de uitkomst al bekend: {self.werkelijk_cent} cent.")
        return replace(self, werkelijk_cent=werkelijk_cent)


def controleer_feiten(producten: Sequence[Productfeiten]) -> None:
    """Refuse a share that is none, and a product that is named twice."""
    fouten = [
        Fout(f"producten.{nummer}", "aandeel", "Een volledigheid ligt boven 0 en tot en met 1; de benutting van 0 af.")
        for nummer, one in enumerate(producten)
        if one.benutting < 0 or any(not 0 < maand.volledigheid <= HEEL for maand in one.maanden)
    ]
    codes = [one.productcode for one in producten]
    fouten += [
        Fout(f"producten.{nummer}", "dubbel", f"Product {code} staat er al.")
        for nummer, code in enumerate(codes)
        if code in codes[:nummer]
    ]
    if fouten:
        raise refused("raming-klopt-niet", "De feiten van de raming kloppen niet.", *fouten)


def volledigheid(historie: Mapping[dt.date, Sequence[int]], maanden_later: int) -> int | None:
    """The share of a month of care that was declared within so many months, over the newest 24 months of care.

    `historie` has per month of care (its first day) what was awarded in it and in each month after it. Chain
    ladder: what totals grew to from month to month, over those known that far, multiplied up to the longest known; so
    a young month tells of its beginning only. None when none is known further than asked, or nothing was declared.
    """
    bekend = [rij for _, rij in sorted(historie.items()) if len(rij) > maanden_later + 1][-MAANDEN_HISTORIE:]
    deel = geheel = 1
    for lengte in range(maanden_later + 1, max(map(len, bekend), default=0)):
        verder = [rij for rij in bekend if len(rij) > lengte]
        deel *= sum(sum(rij[:lengte]) for rij in verder)
        geheel *= sum(sum(rij[: lengte + 1]) for rij in verder)
    if not bekend or geheel <= 0:
        return None
    return max(1, min(HEEL, half_omhoog(deel * HEEL, geheel)))
