import datetime as dt
from dataclasses import dataclass

from contracting.domain.events import AanbiederGeregistreerd


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanbieder:
    """A care organisation, known by its AGB-code (8 digits); capacity by its own statement."""

    agb_code: str
    kvk_nummer: str
    naam: str
    capaciteit_uren_per_maand: int
    geregistreerd_op: dt.date

    def geregistreerd(self) -> AanbiederGeregistreerd:
        """The fact that carries the whole state."""
        return AanbiederGeregistreerd(
            agb_code=self.agb_code,
            kvk_nummer=self.kvk_nummer,
            naam=self.naam,
            capaciteit_uren_per_maand=self.capaciteit_uren_per_maand,
            datum=self.geregistreerd_op,
        )
