import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PrijsVastgesteld(Event):
    """One version of one price; versions are never overwritten."""

    overeenkomst_id: str
    agb_code: str
    wet: str
    prijs_id: str
    versie: int
    productcategorie: str
    productcode: str
    eenheid: str
    tarief_cent: int
    geldig_van: dt.date
    geldig_tot: dt.date | None
    gemeenten: tuple[str, ...]
    reden: str = "overeengekomen"
    bron: str | None = None
    indexering_id: str | None = None
