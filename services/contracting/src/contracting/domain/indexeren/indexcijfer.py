"""Index figures as they were published: dated, with their source; a changed figure is a new version."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Cijfersoort(StrEnum):
    """What a publication said of a year: what was expected, or what it came to."""

    RAMING = "raming"
    DEFINITIEF = "definitief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexcijfer:
    """The growth of one series in a year, in thousandths of a percent: 4.94 % is 4940."""

    reeks: str
    jaar: int
    soort: Cijfersoort
    duizendste: int
    gepubliceerd_op: dt.date
    bron: str
    versie: int = 1

    @property
    def sleutel(self) -> tuple[str, int, Cijfersoort]:
        """What its versions are counted over."""
        return self.reeks, self.jaar, self.soort

    @property
    def zaak(self) -> str:
        """The name of its case in the timeline."""
        return f"indexcijfer:{self.reeks}:{self.jaar}:{self.soort}"


Cijferstand = dict[tuple[str, int, Cijfersoort], Indexcijfer]


def nieuwste(cijfers: Iterable[Indexcijfer]) -> Cijferstand:
    """Per series, year and kind the highest version."""
    return {one.sleutel: one for one in sorted(cijfers, key=lambda one: one.versie)}
