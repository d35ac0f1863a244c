"""Facts on their way to other services."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact. Subclasses are frozen dataclasses whose name and fields equal an Avro schema in `schemas/`."""

    schema_versie: ClassVar[int] = 1
