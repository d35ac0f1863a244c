"""The facts about payment; names and fields equal the Avro schemas."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaalopdrachtGemaakt(Event):
    """An amount became payable; `bestand_id` is empty when it does not come from a message, `bron_id` never is.

    `betreft` says what it is about; `periode_tot` is the last day of what was declared, the last two name a term.
    """

    betaalopdracht_id: str
    bestand_id: str
    agb_code: str
    gemeente: str
    wet: str
    programmalijn: str
    jaar: int
    bedrag_cent: int
    vervaldatum: dt.date
    soort: str = "prestaties"
    bron_id: str = ""
    betreft: str = ""
    periode_tot: dt.date | None = None
    overeenkomst_id: str = ""
    termijn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Betalingdeel:
    """What a payment settles on one programme line and year, in eurocents; negative where more was set off."""

    programmalijn: str
    jaar: int
    bedrag_cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BetalingVrijgegeven(Event):
    """A payment to an aanbieder went out in a released run; it settles payables, `regels` together its amount."""

    betaling_id: str
    betaalrun_id: str
    agb_code: str
    gemeente: str
    bedrag_cent: int
    betaalopdrachten: int
    uitvoerdatum: dt.date
    regels: Sequence[Betalingdeel] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BetalingGeweigerd(Event):
    """The bank refused a payment; its payables may be paid again in another run."""

    betaling_id: str
    betaalrun_id: str
    agb_code: str
    gemeente: str
    bedrag_cent: int
    redencode: str
    regels: Sequence[Betalingdeel] = ()
