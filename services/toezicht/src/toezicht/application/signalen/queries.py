import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectie:
    """Which signals somebody asks for; `soorten` is what the caller may see, `na` the last one already shown."""

    soorten: Collection[str]
    agb_code: str | None = None
    regel: str | None = None
    stand: str | None = None
    ernst: str | None = None
    periode: int | None = None
    na: tuple[dt.datetime, uuid.UUID] | None = None
    limiet: int = 50
