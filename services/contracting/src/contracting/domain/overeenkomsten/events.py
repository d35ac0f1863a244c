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
    moeder_id: str | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class OvereenkomstVerlengd(Event):
    """An agreement runs on; `einddatum` is the last day that holds now."""

    overeenkomst_id: str
    agb_code: str
    einddatum: dt.date
    volgnummer: int
    soort: str
    grond: str | None
    ontvangen_op: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OvereenkomstGewijzigd(Event):
    """An agreement was changed; `cumulatief_cent` is what all changes of it cost more."""

    overeenkomst_id: str
    agb_code: str
    nummer: int
    reden: str
    grond: str
    bedrag_cent: int
    cumulatief_cent: int
    waarde_cent: int | None
    boven_grens: bool
    ingangsdatum: dt.date
    besloten_op: dt.date
