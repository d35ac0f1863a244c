"""What toezicht publishes about measures; names and fields equal the Avro schemas in `schemas/avro/toezicht`."""

import datetime as dt
from dataclasses import dataclass

from risb_kern.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MaatregelOpgelegd(Event):
    """A measure against an aanbieder; no `gemeenten` means the whole region, only a korting has a `percentage`."""

    maatregel_id: str
    zaak_id: str
    agb_code: str
    soort: str
    gemeenten: tuple[str, ...]
    van: dt.date
    tot: dt.date | None
    grond: str
    percentage: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaatregelBeeindigd(Event):
    """A measure came to its end."""

    maatregel_id: str
    zaak_id: str
    agb_code: str
    soort: str
    einddatum: dt.date
    reden: str
