"""Facts that several stores hold, compared: what clients were told against what databases and topics show.

A fact belongs to a key within which order counts (a contract, a file), has a name that is unique within that key, and
a content that nobody may change. What must be true of the facts of declaraties stands in `checker.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What the client was told about a write."""

    BEVESTIGD = "bevestigd"
    ONBEKEND = "onbekend"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    key: str
    name: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One fact as a client offered it; the history holds them per key in the order of sending."""

    fact: Fact
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One record on a topic; at least once, so the same id may come again, but only as the very same fact."""

    id: str
    fact: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    kind: str
    view: str
    key: str
    name: str

    def __str__(self) -> str:
        return f"{self.view}: {self.kind} {self.key}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The facts as one store shows them; `ordered` when the store promises order within a key."""

    name: str
    facts: Sequence[Fact]
    ordered: bool = True


def agree(truth: View, *views: View) -> list[Finding]:
    """Findings where another store does not show exactly the facts of `truth`, which has no fact twice."""
    findings = _compare(truth, must=truth.facts, may=truth.facts)
    for view in views:
        findings += _compare(view, must=truth.facts, may=truth.facts)
    return findings


def judge(history: Sequence[Operation], truth: View, *views: View) -> list[Finding]:
    """Findings of a run at rest: `truth` (the database that acknowledged) against the history, all others against it.

    A write with an unknown outcome may be there or not, but then everywhere or nowhere.
    """
    acknowledged = [one.fact for one in history if one.outcome is Outcome.BEVESTIGD]
    offered = [one.fact for one in history if one.outcome is not Outcome.GEWEIGERD]
    return [*_compare(truth, must=acknowledged, may=offered), *agree(truth, *views)]


def _compare(view: View, *, must: Sequence[Fact], may: Sequence[Fact]) -> list[Finding]:
    found = Counter(_place(fact) for fact in view.facts)
    allowed = {_place(fact): fact.content for fact in may}
    required = {_place(fact) for fact in must}
    findings = [_finding("verloren", view, place) for place in sorted(required - found.keys())]
    findings += [_finding("dubbel", view, place) for place, count in sorted(found.items()) if count > 1]
    findings += [_finding("verzonnen", view, place) for place in sorted(found.keys() - allowed.keys())]
    for fact in view.facts:
        if fact.content != allowed.get(_place(fact), fact.content):
            findings.append(_finding("gewijzigd", view, _place(fact)))
    return findings + (_out_of_order(view, may) if view.ordered else [])


def _out_of_order(view: View, wanted: Sequence[Fact]) -> list[Finding]:
    """A fact that came before one which should precede it, within a key; each fact counts at its first coming."""
    position: dict[tuple[str, str], int] = {}
    for number, fact in enumerate(wanted):
        position.setdefault(_place(fact), number)
    highest: dict[str, int] = defaultdict(lambda: -1)
    seen: set[tuple[str, str]] = set()
    findings = []
    for fact in view.facts:
        place = _place(fact)
        if place in seen or place not in position:
            continue
        seen.add(place)
        if position[place] < highest[fact.key]:
            findings.append(_finding("volgorde", view, place))
        highest[fact.key] = max(highest[fact.key], position[place])
    return findings


def once(name: str, deliveries: Iterable[Delivery]) -> tuple[View, list[Finding]]:
    """A topic as a view with redelivery taken out; a repeated id that says something else is a finding."""
    first: dict[str, Fact] = {}
    findings = []
    for one in deliveries:
        known = first.setdefault(one.id, one.fact)
        if known != one.fact:
            findings.append(Finding(kind="zelfde-id-ander-feit", view=name, key=one.fact.key, name=one.fact.name))
    return View(name=name, facts=list(first.values())), findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The money of one file in cents, each figure from a place of its own."""

    key: str
    submitted: int
    granted: int
    refused: int
    payable: int


def judge_money(balances: Iterable[Balance]) -> list[Finding]:
    """Submitted is granted plus refused, and what is granted is payable, to the cent."""
    findings = []
    for one in balances:
        if one.submitted != one.granted + one.refused:
            findings.append(Finding(kind="som", view="geld", key=one.key, name="ingediend"))
        if one.granted != one.payable:
            findings.append(Finding(kind="som", view="geld", key=one.key, name="betaalbaar"))
    return findings


def _place(fact: Fact) -> tuple[str, str]:
    return fact.key, fact.name


def _finding(kind: str, view: View, place: tuple[str, str]) -> Finding:
    return Finding(kind=kind, view=view.name, key=place[0], name=place[1])
