"""The gemeenten of the Netherlands by their CBS code, from 2015 on: data, `gemeenten.csv` beside this file.

A herindeling is a changed row: the code that ends gets its last day (`tot`), the new one its first (`van`). Without a
first day the gemeente was there before the decentralisations of 1 January 2015; without a last day it still is.
"""

import csv
import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from risb_recht.periode import Periode


@cache
def gemeenten() -> Mapping[str, Periode]:
    """Per CBS code the days on which it is, or was, that of a gemeente."""
    with (files(__package__) / "gemeenten.csv").open(encoding="utf-8") as bestand:
        return MappingProxyType({rij["code"]: _periode(rij) for rij in csv.DictReader(bestand, delimiter=";")})


@cache
def eerste_dagen() -> Mapping[str, dt.date]:
    """Per CBS code its first day; a code that has ended by herindeling stays in the list."""
    return MappingProxyType({code: periode.van for code, periode in gemeenten().items()})


def is_gemeente(code: str, dag: dt.date) -> bool:
    """True when the code is that of a gemeente on this day."""
    periode = gemeenten().get(code)
    return periode is not None and dag in periode


def _periode(rij: Mapping[str, str]) -> Periode:
    van, tot = rij["van"], rij["tot"]
    return Periode(
        van=dt.date.fromisoformat(van) if van else dt.date.min, tot=dt.date.fromisoformat(tot) if tot else None
    )
