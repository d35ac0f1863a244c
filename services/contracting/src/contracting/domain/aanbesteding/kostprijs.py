"""The real price of a product, built from what care costs (Uitvoeringsbesluit Wmo 5.4; Jeugdwet: Stb. 2024, 69)."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from risb_recht.bedrag import half_omhoog

_PROCENT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kostprijs:
    """What an hour of care costs; `_duizendste` is in thousandths of a percent, hours are per year.

    `overlegd_op` is the day on which aanbieders were heard about it; `bron` says where the figures come from.
    """

    loon_cent: int
    werkgeverslasten_duizendste: int
    contracturen: int
    verlofuren: int
    verzuim_duizendste: int
    scholingsuren: int
    overleguren: int
    reis_en_scholing_cent: int
    overhead_duizendste: int
    verplichtingen_cent: int
    risico_duizendste: int
    index_duizendste: int
    bron: str
    peildatum: dt.date
    overlegd_op: dt.date

    @property
    def productieve_uren(self) -> Fraction:
        """The hours of a year that are left for clients; illness is a part of the hours of the contract."""
        verzuim = Fraction(self.contracturen * self.verzuim_duizendste, _PROCENT)
        return self.contracturen - self.verlofuren - self.scholingsuren - self.overleguren - verzuim

    @property
    def vloer_cent(self) -> int:
        """The lowest real price of an hour; only the outcome is rounded, half up."""
        uur = self.loon_cent * _met(self.werkgeverslasten_duizendste) / self.productieve_uren
        met_overhead = (uur + self.reis_en_scholing_cent) * _met(self.overhead_duizendste)
        prijs = (met_overhead + self.verplichtingen_cent) * _met(self.risico_duizendste) * _met(self.index_duizendste)
        return half_omhoog(prijs.numerator, prijs.denominator)


def _met(duizendste: int) -> Fraction:
    return 1 + Fraction(duizendste, _PROCENT)
