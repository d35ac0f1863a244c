"""Values of law and policy with the day from which they hold: a change is a new row, never an overwrite."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, TypeVar

from risb_kern.errors import refused

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waarde(Generic[T]):
    """One value, from that day on, with where it stands (`bron`)."""

    van: dt.date
    waarde: T
    bron: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Generic[T]):
    """The values of one thing in order of their days; after `tot` (when given) none holds any more."""

    naam: str
    eenheid: str
    waarden: tuple[Waarde[T], ...]
    tot: dt.date | None = None

    def __post_init__(self) -> None:
        if not self.waarden or any(een.van >= ander.van for een, ander in pairwise(self.waarden)):
            raise ValueError(f"De waarden van '{self.naam}' staan niet op volgorde van dag, of er is er geen.")

    def op(self, dag: dt.date) -> T:
        """The value that holds on the day; refused when none does."""
        return self.rij_op(dag).waarde

    def rij_op(self, dag: dt.date) -> Waarde[T]:
        """As `op`, with the day and the source: for a trace that can be checked."""
        geldig = [one for one in self.waarden if one.van <= dag]
        if not geldig:
            raise refused("parameter-ontbreekt", self._melding(dag, f"de eerste is van {self.waarden[0].van:%d-%m-%Y}"))
        if self.tot is not None and dag > self.tot:
            raise refused("parameter-ontbreekt", self._melding(dag, f"de laatste gold tot en met {self.tot:%d-%m-%Y}"))
        return geldig[-1]

    def _melding(self, dag: dt.date, waarom: str) -> str:
        return f"Voor '{self.naam}' is op {dag:%d-%m-%Y} geen waarde bekend: {waarom}. Leg eerst een waarde vast."


def vast(naam: str, eenheid: str, waarde: T, *, van: dt.date, bron: str) -> Parameter[T]:
    """A parameter that has had one value so far."""
    return Parameter(naam=naam, eenheid=eenheid, waarden=(Waarde(van=van, waarde=waarde, bron=bron),))


def uit_gegevens(naam: str, gegevens: Mapping[str, Any], lees: Callable[[Any], T]) -> Parameter[T]:
    """A parameter from a file (YAML or TOML) that was read; `lees` turns each value into its type.

    `{eenheid: cent, waarden: {2026-01-01: {waarde: 2300, bron: "Stcrt. 2025, 1"}}}`, and `tot` for a last day.
    """
    rijen = ((_dag(van), rij) for van, rij in gegevens["waarden"].items())
    tot = gegevens.get("tot")
    return Parameter(
        naam=naam,
        eenheid=str(gegevens["eenheid"]),
        waarden=tuple(
            Waarde(van=van, waarde=lees(rij["waarde"]), bron=str(rij["bron"]))
            for van, rij in sorted(rijen, key=lambda paar: paar[0])
        ),
        tot=None if tot is None else _dag(tot),
    )


def _dag(waarde: dt.date | str) -> dt.date:
    return waarde if isinstance(waarde, dt.date) else dt.date.fromisoformat(waarde)
