import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanbieder:
    """A care organisation, known by its AGB-code (8 digits); capacity by its own statement."""

    agb_code: str
    kvk_nummer: str
    naam: str
    capaciteit_uren_per_maand: int
    geregistreerd_op: dt.date

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"aanbieder:{self.agb_code}"
