import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaaltermijnVastgesteld(Event):
    """One term of one gemeente in a taakgericht payment schedule; the highest `volgnummer` counts."""

    overeenkomst_id: str
    agb_code: str
    gemeente: str
    programmalijn: str
    jaar: int
    termijn: int
    vervaldatum: dt.date
    bedrag_cent: int
    volgnummer: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TaakafrekeningVastgesteld(Event):
    """The yearly settlement of a taakgerichte overeenkomst was decided; its money is told as terms."""

    afrekening_id: str
    overeenkomst_id: str
    agb_code: str
    jaar: int
    bedrag_cent: int
    businesscase_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetwijzigingGetekend(Event):
    """Every party signed that the budget of an agreement changes; its money is told as terms."""

    wijziging_id: str
    overeenkomst_id: str
    agb_code: str
    jaar: int
    bedrag_cent: int
    grondslag: str
    businesscase_id: str | None = None
    moeder_id: str | None = None
