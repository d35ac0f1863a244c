import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BestedingsruimteAangekondigd(Event):
    """The aanbieder is told of the intention and asked for its view; the days are the last ones of each step."""

    ruimte_id: str
    overeenkomst_id: str
    agb_code: str
    ingangsdatum: dt.date
    bedrag_cent: int
    besluit_uiterlijk: dt.date
    plan_uiterlijk: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class BestedingsruimteVastgesteld(Event):
    """The most that may be declared under an agreement from `van` to `tot`; the highest version counts.

    Lines on these products are crisis help, which is always paid.
    """

    ruimte_id: str
    overeenkomst_id: str
    agb_code: str
    wet: str
    versie: int
    van: dt.date
    tot: dt.date
    bedrag_cent: int
    crisisproducten: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BestedingsruimteBijnaOp(Event):
    """Seventy percent was used; told once for every version of the amount."""

    ruimte_id: str
    overeenkomst_id: str
    agb_code: str
    versie: int
    bedrag_cent: int
    gebruikt_cent: int
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class BestedingsruimteVervallen(Event):
    """No decision was taken in time: nothing is limited."""

    ruimte_id: str
    overeenkomst_id: str
    agb_code: str
    datum: dt.date
