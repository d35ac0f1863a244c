"""How the contracts of a perceel are indexed (OVK 3.2): series, weights and ways to compute are contract data."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from risb_kern.errors import Fout, conflict, refused
from risb_recht.bedrag import euro
from risb_recht.parameters import vast

HEEL = 10_000
# Above it another way to index is a substantial change, unless the contract foresees it.
WEZENLIJK_VANAF = vast(
    "drempel sociale en andere specifieke diensten",
    "cent",
    75_000_000,
    van=dt.date(2016, 4, 18),
    bron="AW 2.163b, 2.163c, 2.163g",
)


class Kostensoort(StrEnum):
    """What a series follows."""

    PERSONEEL = "personeel"
    MATERIEEL = "materieel"


class Correctiemethode(StrEnum):
    """How a forecast is set right by what the year came to: subtracted, or as the ratio of the two growths."""

    VERSCHIL = "verschil"
    VERHOUDING = "verhouding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexdeel:
    """A series with its weight in ten-thousandths."""

    kostensoort: Kostensoort
    reeks: str
    gewicht: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexclausule:
    """The clause of a perceel; `percentdecimalen` None computes on with the unrounded percentage.

    `contractwaarde_cent` is the value of the contracts as concluded. `wijzigbaar`: the contract itself says that, and
    how, another way to index may come in its place (AW 2.163c).
    """

    perceel_code: str
    delen: tuple[Indexdeel, ...]
    correctiemethode: Correctiemethode
    percentdecimalen: int | None
    tariefdecimalen: int
    contractwaarde_cent: int
    wijzigbaar: bool
    bron: str
    versie: int = 1

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"indexclausule:{self.perceel_code}"

    @property
    def methode(self) -> tuple[object, ...]:
        """All that the outcome depends on."""
        return self.delen, self.correctiemethode, self.percentdecimalen, self.tariefdecimalen

    def controleer(self) -> None:
        """Refuse weights that are not a whole together, and a series that is named twice."""
        fouten = []
        if sum(one.gewicht for one in self.delen) != HEEL:
            fouten.append(Fout("delen", "gewicht", f"De gewichten zijn samen {HEEL} tienduizendsten (100 %)."))
        reeksen = [one.reeks for one in self.delen]
        fouten += [Fout("delen", "dubbel", f"Reeks {one} staat er vaker in.") for one in sorted(_dubbel(reeksen))]
        if fouten:
            raise refused("indexclausule-klopt-niet", "De indexclausule klopt niet.", *fouten)


def _dubbel(reeksen: Sequence[str]) -> set[str]:
    return {one for one in reeksen if reeksen.count(one) > 1}


def volgende_clausule(bestaand: Indexclausule | None, nieuw: Indexclausule, vandaag: dt.date) -> int:
    """The version of the new clause; another way to index that would be a substantial change is refused.

    The value is that of the contracts as concluded: a change cannot lower it.
    """
    nieuw.controleer()
    if bestaand is None:
        return 1
    if bestaand.methode == nieuw.methode and bestaand.wijzigbaar == nieuw.wijzigbaar:
        raise conflict("indexclausule-ongewijzigd", "Deze indexclausule staat er al zo. Er verandert niets.")
    waarde = max(bestaand.contractwaarde_cent, nieuw.contractwaarde_cent)
    grens = WEZENLIJK_VANAF.op(vandaag)
    if not bestaand.wijzigbaar and waarde > grens:
        raise conflict(
            "wezenlijke-wijziging",
            f"Een andere wijze van indexeren is boven {euro(grens)} een wezenlijke wijziging als het contract haar niet"
            f" voorziet (AW 2.163b, c en g); deze contracten zijn {euro(waarde)} waard. Houd de wijze die is"
            " afgesproken, of besteed opnieuw aan.",
        )
    return bestaand.versie + 1
