"""The facts about payment; names and fields equal the Avro schemas."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BetaalopdrachtGemaakt(Event):
    """An amount became payable; `bestand_id` is empty when it does not come from a message, `bron_id` never is."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class BetalingVrijgegeven(Event):
    """A payment to an aanbieder went out in a released run; it settles that many payables."""

    betaling_id: str
    betaalrun_id: str
    agb_code: str
    gemeente: str
    bedrag_cent: int
    betaalopdrachten: int
    uitvoerdatum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class BetalingGeweigerd(Event):
    """The bank refused a payment; its payables may be paid again in another run."""

    betaling_id: str
    betaalrun_id: str
    agb_code: str
    gemeente: str
    bedrag_cent: int
    redencode: str
