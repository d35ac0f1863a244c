"""What other services told about an aanbieder: the context of a signal."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanbieder:
    """What is known about an aanbieder from contracting."""

    agb_code: str
    naam: str
    kvk_nummer: str
    capaciteit_uren_per_maand: int
    datum: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Overeenkomst:
    """What is known about an agreement from contracting."""

    id: str
    agb_code: str
    wet: str
    variant: str
    ingangsdatum: dt.date
    einddatum: dt.date | None
    gemeenten: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaratietotaal:
    """What an answered file came to."""

    bestand_id: str
    agb_code: str
    declaratieperiode: int
    toegekend_cent: int
