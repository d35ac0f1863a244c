import datetime as dt
import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Maatregel:
    """A measure of toezicht against an aanbieder; without gemeenten it holds for the whole region."""

    id: uuid.UUID
    agb_code: str
    soort: str
    gemeenten: tuple[str, ...]
    van: dt.date
    tot: dt.date | None
    grond: str
    einddatum: dt.date | None = None
    reden_einde: str | None = None

    @property
    def laatste_dag(self) -> dt.date | None:
        """The earliest of the imposed last day and the day on which it was ended; None until further notice."""
        return min((dag for dag in (self.tot, self.einddatum) if dag is not None), default=None)

    def geldt_op(self, dag: dt.date) -> bool:
        """True on the days of the measure."""
        return self.van <= dag and (self.laatste_dag is None or dag <= self.laatste_dag)


@dataclass(frozen=True, slots=True, kw_only=True)
class Maatregeleinde:
    """The end of a measure; it may be known before the measure itself is."""

    id: uuid.UUID
    agb_code: str
    einddatum: dt.date
    reden: str
