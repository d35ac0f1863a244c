import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaliebericht:
    """An anomaly as received; `positie` counts up in order of commit (0 until then), `inhoud` as subscribers get it."""

    positie: int = 0
    gebeurtenis_id: uuid.UUID
    regel: str
    soort: str
    trace_id: str
    tijd: dt.datetime
    inhoud: Mapping[str, object]

    @property
    def agb_code(self) -> str:
        """The aanbieder that it is about."""
        return str(self.inhoud.get("agbCode", ""))
