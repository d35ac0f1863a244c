"""From rows to the values of domain and application, by equal field names."""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlmodel import SQLModel

T = TypeVar("T")


def lees(soort: type[T], rij: SQLModel, /, **anders: Any) -> T:
    """A value with the columns of the row; `anders` overrides those that need another type."""
    namen = [veld.name for veld in dataclasses.fields(soort)]  # type: ignore[arg-type]
    return soort(**{naam: anders[naam] if naam in anders else getattr(rij, naam) for naam in namen})


def velden(waarde: Any) -> Mapping[str, Any]:
    """The fields of a value as columns; sequences become lists, since that is what the driver takes."""
    paren = ((veld.name, getattr(waarde, veld.name)) for veld in dataclasses.fields(waarde))
    return {naam: list(inhoud) if isinstance(inhoud, tuple) else inhoud for naam, inhoud in paren}
