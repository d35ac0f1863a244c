"""What the reads of every subject share: whose rows, from where in the list, and rows into read types."""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from risb_kern.lists import Bereik, Blad

T = TypeVar("T")
VISIBLE = "(:alles OR {0}agb_code = ANY(:agb) OR {0}gemeente = ANY(:gemeenten))"


def eyes(bereik: Bereik) -> dict[str, Any]:
    """The values that VISIBLE asks for."""
    return {"alles": bereik.alles, "agb": sorted(bereik.agb_codes), "gemeenten": sorted(bereik.gemeenten)}


def place(blad: Blad) -> dict[str, Any]:
    """Where a page begins, for a list that sorts on one value, and how many rows to read."""
    return {"na": blad.na[0] if blad.na else None, "limiet": blad.take}


def filled(kind: type[T], row: Mapping[Any, Any]) -> T:
    """The read type with its fields from the row."""
    return kind(**{one.name: row[one.name] for one in dataclasses.fields(kind)})  # type: ignore[arg-type]  # `kind` is a dataclass
