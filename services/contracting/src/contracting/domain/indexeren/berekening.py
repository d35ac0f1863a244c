"""The percentage of a year: forecast for the year, and what the forecast for the year before it was off (OVK 3.2).

I(t+1) = w x F(t+1) + [ correction over t ], per series with weight w. The correction is w x (D(t) - F(t)), or with
`verhouding` (1 + w x D(t)) / (1 + w x F(t)) - 1. The first year after a new price level has no correction.
Everything is exact until the one rounding that the clause asks for; then the tariff is rounded, half up.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from risb_kern.errors import Fout, conflict
from risb_recht.bedrag import half_omhoog

from contracting.domain.indexeren.clausule import HEEL, Correctiemethode, Indexclausule, Kostensoort
from contracting.domain.indexeren.indexcijfer import Cijfersoort, Indexcijfer

_PROCENT = 100_000
_CENTEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexinvoer:
    """A figure as it went into the computation."""

    kostensoort: Kostensoort
    gewicht: int
    reeks: str
    jaar: int
    soort: Cijfersoort
    duizendste: int
    versie: int
    gepubliceerd_op: dt.date
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexberekening:
    """A percentage with all that it came from: the trace of every tariff that names it."""

    perceel_code: str
    jaar: int
    clausule_versie: int
    correctiemethode: Correctiemethode
    percentdecimalen: int | None
    tariefdecimalen: int
    met_correctie: bool
    invoer: tuple[Indexinvoer, ...]

    @property
    def raming(self) -> Fraction:
        """The weighted forecast for the year, 1 is 100 %."""
        return self._gewogen(self.jaar, Cijfersoort.RAMING)

    @property
    def correctie(self) -> Fraction:
        """What the forecast for the year before it was off."""
        if not self.met_correctie:
            return Fraction(0)
        werd, verwacht = (self._gewogen(self.jaar - 1, one) for one in (Cijfersoort.DEFINITIEF, Cijfersoort.RAMING))
        if self.correctiemethode is Correctiemethode.VERHOUDING:
            return (1 + werd) / (1 + verwacht) - 1
        return werd - verwacht

    @property
    def onafgerond(self) -> Fraction:
        """The percentage as computed."""
        return self.raming + self.correctie

    @property
    def index(self) -> Fraction:
        """The percentage that is applied, rounded as the clause says."""
        if self.percentdecimalen is None:
            return self.onafgerond
        schaal: int = 100 * 10**self.percentdecimalen
        maal = self.onafgerond * schaal
        return Fraction(half_omhoog(maal.numerator, maal.denominator), schaal)

    def onafgerond_bedrag(self, cent: int) -> Fraction:
        """The amount in cents after indexation, before it is rounded."""
        return cent * (1 + self.index)

    def tarief(self, cent: int) -> int:
        """A tariff after indexation."""
        stap: int = 10 ** (_CENTEN - self.tariefdecimalen)
        maal = self.onafgerond_bedrag(cent) / stap
        return half_omhoog(maal.numerator, maal.denominator) * stap

    def budget(self, cent: int) -> int:
        """A yearly budget after indexation, to the cent."""
        maal = self.onafgerond_bedrag(cent)
        return half_omhoog(maal.numerator, maal.denominator)

    def _gewogen(self, jaar: int, soort: Cijfersoort) -> Fraction:
        delen = (one for one in self.invoer if (one.jaar, one.soort) == (jaar, soort))
        return sum((Fraction(one.gewicht * one.duizendste, HEEL * _PROCENT) for one in delen), Fraction(0))


def bereken(
    clausule: Indexclausule,
    jaar: int,
    cijfers: Mapping[tuple[str, int, Cijfersoort], Indexcijfer],
    *,
    met_correctie: bool,
) -> Indexberekening:
    """The percentage of a year by the clause; a figure that is missing is refused by name."""
    nodig = [(jaar, Cijfersoort.RAMING)]
    if met_correctie:
        nodig += [(jaar - 1, Cijfersoort.RAMING), (jaar - 1, Cijfersoort.DEFINITIEF)]
    sleutels = [(one, (one.reeks, wanneer, soort)) for wanneer, soort in nodig for one in clausule.delen]
    ontbreekt = [sleutel for _, sleutel in sleutels if sleutel not in cijfers]
    if ontbreekt:
        raise _onbekend(ontbreekt)
    return Indexberekening(
        perceel_code=clausule.perceel_code,
        jaar=jaar,
        clausule_versie=clausule.versie,
        correctiemethode=clausule.correctiemethode,
        percentdecimalen=clausule.percentdecimalen,
        tariefdecimalen=clausule.tariefdecimalen,
        met_correctie=met_correctie,
        invoer=tuple(
            Indexinvoer(
                kostensoort=deel.kostensoort,
                gewicht=deel.gewicht,
                reeks=deel.reeks,
                jaar=cijfers[sleutel].jaar,
                soort=cijfers[sleutel].soort,
                duizendste=cijfers[sleutel].duizendste,
                versie=cijfers[sleutel].versie,
                gepubliceerd_op=cijfers[sleutel].gepubliceerd_op,
                bron=cijfers[sleutel].bron,
            )
            for deel, sleutel in sleutels
        ),
    )


def _onbekend(sleutels: Iterable[tuple[str, int, Cijfersoort]]) -> Exception:
    fouten = [
        Fout("jaar", "cijfer-ontbreekt", f"Van reeks {reeks} is het cijfer ({soort}) over {jaar} niet bekend.")
        for reeks, jaar, soort in sleutels
    ]
    melding = (
        "Niet elk indexcijfer is bekend. Leg het eerst vast; is alleen de correctie over het jaar ervoor nog niet"
        " bekend, stel dan voorlopig voor (zonder correctie) en indexeer opnieuw als het cijfer er is."
    )
    return conflict("indexcijfer-ontbreekt", melding, *fouten)


def in_decimalen(waarde: Fraction, plaatsen: int) -> str:
    """The value with so many digits after the point, half up, for a trace."""
    geheel = half_omhoog(waarde.numerator * 10**plaatsen, waarde.denominator)
    teken, grootte = ("-" if geheel < 0 else ""), abs(geheel)
    return f"{teken}{grootte // 10**plaatsen}.{grootte % 10**plaatsen:0{plaatsen}d}"
