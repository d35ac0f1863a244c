import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaliebericht:
    """An anomaly as received; `positie` counts up in order of commit, `inhoud` is JSON with camelCase names."""

    positie: int
    gebeurtenis_id: uuid.UUID
    regel: str
    soort: str
    trace_id: str
    tijd: dt.datetime
    inhoud: Mapping[str, Any]
