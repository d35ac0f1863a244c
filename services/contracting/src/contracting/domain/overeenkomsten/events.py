import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OvereenkomstGesloten(Event):
    """An agreement with everything but its prices."""

    overeenkomst_id: str
    agb_code: str
    wet: str
    variant: str
    perceel_code: str
    programmalijn: str
    gemeenten: tuple[str, ...]
    productcodes: tuple[str, ...]
    ingangsdatum: dt.date
    einddatum: dt.date | None
    jaarbudget_cent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OvereenkomstBeeindigd(Event):
    """An agreement ends earlier than concluded."""

    overeenkomst_id: str
    agb_code: str
    einddatum: dt.date
    reden: str
    grond: str | None = None
    volgnummer: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OvereenkomstBeeindigingIngetrokken(Event):
    """An early end that had not come was withdrawn; `einddatum` is the last day that holds again."""

    overeenkomst_id: str
    agb_code: str
    einddatum: dt.date | None
    volgnummer: int
