"""The 31 shapes that a toewijzing may have (D3): uitvoeringsvariant, kind, eenheid and frequentie.

The published list has 20 shapes for inspanning and 11 for output. Whether a toewijzing is inspanning or output stands
in the contract (OP261), not in the message: an aspecifieke or generieke one fits a shape of both.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from itertools import product as combinaties

from declaraties.domain.standaard.berichten.toewijzing import ToegewezenProduct

LAATSTE_DAG_OUD_STELSEL = dt.date(2020, 12, 31)
_EENHEDEN = {"01": "minuut", "04": "uur", "14": "etmaal", "16": "dagdeel", "82": "stuks", "83": "euro", "84": "stuks"}
_FREQUENTIES = {"1": "per dag", "2": "per week", "4": "per maand", "6": "totaal"}


class Uitvoering(StrEnum):
    """How the care is contracted."""

    INSPANNING = "inspanning"
    OUTPUT = "output"


class Einddatumeis(StrEnum):
    """What a shape asks of the Einddatum."""

    OPTIONEEL = "optioneel"
    VERPLICHT = "verplicht"
    VOOR_2021 = "verplicht, uiterlijk 31 december 2020"


class Toewijzingsoort(StrEnum):
    """The kinds of OP302."""

    SPECIFIEK = "specifiek"
    ASPECIFIEK = "aspecifiek"
    ASPECIFIEK_MET_BUDGET = "aspecifiek met budget"
    GENERIEK = "generiek"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toewijzingsvariant:
    """One allowed shape; eenheid and frequentie only for a specifieke toewijzing."""

    uitvoering: Uitvoering
    soort: Toewijzingsoort
    eenheid: str | None = None
    frequentie: str | None = None
    einddatum: Einddatumeis

    @property
    def naam(self) -> str:
        """Unique among the shapes, in plain Dutch."""
        delen = [self.uitvoering.value, self.soort.value]
        if self.eenheid and self.frequentie:
            delen += [_EENHEDEN[self.eenheid], _FREQUENTIES[self.frequentie]]
        return ", ".join(delen)

    def past(self, product: ToegewezenProduct) -> bool:
        """True when the product has this shape."""
        return self._soort_past(product) and self._omvang_past(product) and self._einddatum_past(product)

    def _soort_past(self, product: ToegewezenProduct) -> bool:
        categorie = product.product is not None
        code = product.product is not None and product.product.code is not None
        gevuld = (categorie, code, product.omvang is not None, product.budget is not None)
        return gevuld == _GEVULD[self.soort]

    def _omvang_past(self, product: ToegewezenProduct) -> bool:
        if product.omvang is None:
            return self.eenheid is None
        return (self.eenheid, self.frequentie) == (product.omvang.eenheid, product.omvang.frequentie)

    def _einddatum_past(self, product: ToegewezenProduct) -> bool:
        match self.einddatum:
            case Einddatumeis.OPTIONEEL:
                return True
            case Einddatumeis.VERPLICHT:
                return product.einddatum is not None
            case Einddatumeis.VOOR_2021:
                return product.einddatum is not None and product.einddatum <= LAATSTE_DAG_OUD_STELSEL


# Per kind: is there a Categorie, a Code, an Omvang, a Budget?
_GEVULD = {
    Toewijzingsoort.SPECIFIEK: (True, True, True, False),
    Toewijzingsoort.ASPECIFIEK: (True, False, False, False),
    Toewijzingsoort.ASPECIFIEK_MET_BUDGET: (True, False, False, True),
    Toewijzingsoort.GENERIEK: (False, False, False, True),
}
_ZONDER_OMVANG = (
    (Toewijzingsoort.ASPECIFIEK, Einddatumeis.OPTIONEEL),
    (Toewijzingsoort.ASPECIFIEK_MET_BUDGET, Einddatumeis.VERPLICHT),
    (Toewijzingsoort.GENERIEK, Einddatumeis.VERPLICHT),
)


def _specifiek(uitvoering: Uitvoering, eenheden: str, frequenties: str) -> list[Toewijzingsvariant]:
    return [
        Toewijzingsvariant(
            uitvoering=uitvoering,
            soort=Toewijzingsoort.SPECIFIEK,
            eenheid=eenheid,
            frequentie=frequentie,
            einddatum=Einddatumeis.VERPLICHT if frequentie == "2" else Einddatumeis.OPTIONEEL,
        )
        for eenheid, frequentie in combinaties(eenheden.split(), frequenties.split())
    ]


# The sources name 31 and list 30 of them beyond doubt. The 31st row of the table is taken to be euro per dag, the one
# that stuks have beside week, maand and totaal: CS338 leaves room for it only up to the end of 2020 (ADR 0017).
EURO_PER_DAG = Toewijzingsvariant(
    uitvoering=Uitvoering.OUTPUT,
    soort=Toewijzingsoort.SPECIFIEK,
    eenheid="83",
    frequentie="1",
    einddatum=Einddatumeis.VOOR_2021,
)

VARIANTEN: tuple[Toewijzingsvariant, ...] = (
    *_specifiek(Uitvoering.INSPANNING, "01 04", "1 2 4 6"),
    *_specifiek(Uitvoering.INSPANNING, "14 16 84", "2 4 6"),
    *_specifiek(Uitvoering.OUTPUT, "82", "1 2 4 6"),
    *_specifiek(Uitvoering.OUTPUT, "83", "2 4 6"),
    EURO_PER_DAG,
    *(
        Toewijzingsvariant(uitvoering=uitvoering, soort=soort, einddatum=einddatum)
        for uitvoering in Uitvoering
        for soort, einddatum in _ZONDER_OMVANG
    ),
)


def varianten_van(product: ToegewezenProduct) -> tuple[Toewijzingsvariant, ...]:
    """The shapes that the product has: one, or one of each uitvoering; empty when it is not allowed."""
    return tuple(variant for variant in VARIANTEN if variant.past(product))
