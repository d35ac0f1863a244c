"""How a price becomes a score, as data of the tender. Scores are whole hundredths of a point, prices are exact.

| formula | score of the price | depends on other bids |
|---|---|---|
| `abs` | max * (boven - p) / (boven - onder), from 0 to max | no |
| `rel` | max * lowest / p | yes |
| `minmax` | max * (highest - p) / (highest - lowest); max when all are the same | yes |
| `fixed` | none: the price is set | no |
| `giw` | -p in euros, and each point of quality is worth `waarde_per_punt_cent` (gunnen op waarde) | no |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from risb_recht.bedrag import half_omhoog

HONDERDSTEN = 100


class Formule(StrEnum):
    """The formulas that a tender can choose from."""

    ABS = "abs"
    REL = "rel"
    MINMAX = "minmax"
    FIXED = "fixed"
    GIW = "giw"


ZONDER_PRIJSPUNTEN = frozenset({Formule.FIXED, Formule.GIW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Prijsformule:
    """A formula with its parameters; a score is rounded half up to `decimalen` (0 to 2) of a point."""

    soort: Formule
    decimalen: int = 2
    onder_cent: int | None = None
    boven_cent: int | None = None
    waarde_per_punt_cent: int | None = None

    @property
    def is_volledig(self) -> bool:
        """True when the parameters of this formula are there and no others."""
        grenzen = self.onder_cent is not None and self.boven_cent is not None and self.onder_cent < self.boven_cent
        geen_grenzen = self.onder_cent is None and self.boven_cent is None
        waarde = self.waarde_per_punt_cent is not None
        return (grenzen if self.soort is Formule.ABS else geen_grenzen) and waarde == (self.soort is Formule.GIW)

    def prijsscore(self, prijs: Fraction, prijzen: Sequence[Fraction], maximum: int) -> int:
        """The score of one price among all valid prices; `maximum` is the most points for the price."""
        exact = HONDERDSTEN * self._punten(prijs, prijzen, maximum)
        stap = (100, 10, 1)[self.decimalen]
        return stap * half_omhoog(exact.numerator, exact.denominator * stap)

    def kwaliteitsscore(self, honderdsten: int) -> int:
        """What the points for quality count for: themselves, or their value in hundredths of a euro."""
        if self.waarde_per_punt_cent is None:
            return honderdsten
        return half_omhoog(honderdsten * self.waarde_per_punt_cent, HONDERDSTEN)

    def _punten(self, prijs: Fraction, prijzen: Sequence[Fraction], maximum: int) -> Fraction:
        laagste, hoogste = min(prijzen), max(prijzen)
        match self.soort:
            case Formule.ABS:
                onder, boven = Fraction(self.onder_cent or 0), Fraction(self.boven_cent or 0)
                return maximum * min(Fraction(1), max(Fraction(0), (boven - prijs) / (boven - onder)))
            case Formule.REL:
                return maximum * laagste / prijs
            case Formule.MINMAX:
                return maximum * ((hoogste - prijs) / (hoogste - laagste) if hoogste > laagste else Fraction(1))
            case Formule.FIXED:
                return Fraction(0)
            case Formule.GIW:
                return -prijs / HONDERDSTEN
