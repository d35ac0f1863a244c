"""What of a damage can be claimed: a ceiling per event and per contract year, lifted for the worst of it (OVK 3.28)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from risb_recht.kalender import DAG, MAANDEN_PER_JAAR, maanden_later
from risb_recht.parameters import vast
from risb_recht.periode import Periode

_VAN = dt.date(2015, 1, 1)
_MICRO_MEDEWERKERS = vast("medewerkers waaronder een aanbieder micro is", "personen", 10, van=_VAN, bron="OVK 3.28")
_MICRO_CENT = vast("omzet of balans van een micro-aanbieder", "cent", 200_000_000, van=_VAN, bron="OVK 3.28")
_GROOT = vast("hoogste bedrag per gebeurtenis", "cent", 250_000_000, van=_VAN, bron="OVK 3.28")
_KLEIN = vast("hoogste bedrag per gebeurtenis, micro", "cent", 125_000_000, van=_VAN, bron="OVK 3.28")
_GEBEURTENISSEN = 2


class Opheffing(StrEnum):
    """Why no ceiling holds."""

    LETSEL = "letsel"
    OPZET = "opzet"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bedrijfsomvang:
    """How large an aanbieder is."""

    medewerkers: int
    omzet_cent: int
    balans_cent: int

    def is_micro(self, dag: dt.date) -> bool:
        """True with few people, and little revenue or a small balance."""
        grens = _MICRO_CENT.op(dag)
        return self.medewerkers < _MICRO_MEDEWERKERS.op(dag) and min(self.omzet_cent, self.balans_cent) <= grens


@dataclass(frozen=True, slots=True, kw_only=True)
class Schade:
    """A damage by one event, and what of it can be claimed."""

    gebeurd_op: dt.date
    bedrag_cent: int
    opheffing: Opheffing | None
    micro: bool
    verhaalbaar_cent: int


def contractjaar(ingang: dt.date, dag: dt.date) -> Periode:
    """The year of the agreement that holds the day; the first begins when the agreement does."""
    nummer = max(0, dag.year - ingang.year)
    while nummer and maanden_later(ingang, nummer * MAANDEN_PER_JAAR) > dag:
        nummer -= 1
    begin = maanden_later(ingang, nummer * MAANDEN_PER_JAAR)
    return Periode(van=begin, tot=maanden_later(ingang, (nummer + 1) * MAANDEN_PER_JAAR) - DAG)


def verhaalbaar_cent(
    bedrag_cent: int, opheffing: Opheffing | None, *, micro: bool, jaar: Periode, eerder: Iterable[Schade]
) -> int:
    """The whole damage when the ceiling is lifted; else what is left of the event and of the year, twice as much."""
    if opheffing is not None:
        return bedrag_cent
    per_gebeurtenis = (_KLEIN if micro else _GROOT).op(jaar.van)
    gehad = sum(one.verhaalbaar_cent for one in eerder if one.opheffing is None and one.gebeurd_op in jaar)
    return min(bedrag_cent, per_gebeurtenis, max(0, _GEBEURTENISSEN * per_gebeurtenis - gehad))
