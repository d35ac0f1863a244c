"""The facts about toewijzingen; names and fields equal the Avro schemas."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ToewijzingVastgelegd(Event):
    """The newest state of a toewijzing; `client` is the pseudonym, amounts are eurocents."""

    agb_code: str
    gemeente: str
    wet: str
    toewijzing_nummer: int
    client: bytes
    productcategorie: str | None
    productcode: str | None
    ingangsdatum: dt.date
    einddatum: dt.date | None
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget_cent: int | None
    grondslag: str | None
    geldig: bool
    reden_ongeldig: str | None
    verwijderd: bool
    verplichting_cent: int
    programmalijn: str | None
    toegewezen_op: dt.datetime
