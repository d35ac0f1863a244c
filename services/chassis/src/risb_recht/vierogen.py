"""Vier ogen: nobody decides on what is his own, nor on what he had a hand in before.

| part | rule |
|---|---|
| own | the person, or the aanbieder, organisation or account that this person speaks for (Awb 2:4) |
| before | whoever did one of the acts of `niet` in the same matter, from the amount on that holds on the day; |
| | two persons who speak for one aanbieder count as one, also when they know each other only through its marks |
| amount | dated data: `VANAF_NUL` when it always holds; a matter without an amount counts as above every amount |
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from risb_kern.act import SYSTEEM, Handeling
from risb_kern.errors import DomainError, Kind

from risb_recht.parameters import Parameter, vast

VANAF_NUL = vast("elk bedrag", "cent", 0, van=dt.date(1994, 1, 1), bron="Awb 2:4")


class Daad(Protocol):
    """Something that was done before: a line of the timeline is one."""

    @property
    def soort(self) -> str: ...  # noqa: D102 -- the name of the use case
    @property
    def door(self) -> str: ...  # noqa: D102 -- the subject of the token
    @property
    def kenmerken(self) -> frozenset[str]: ...  # noqa: D102 -- for whom this person acted, as of a `Handeling`


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A hand in the matter that does not stand in its timeline: of another matter that this one rests on."""

    soort: str
    door: str
    kenmerken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vierogen:
    """Who may not take a decision: `niet` is per act before it the amount in cents from which it shuts out."""

    besluit: str
    niet: Mapping[str, Parameter[int]]

    def toets(
        self,
        handeling: Handeling,
        eerder: Iterable[Daad],
        *,
        van: Collection[str] = (),
        bedrag_cent: int | None = None,
    ) -> None:
        """Forbidden when the matter is `van` this person, or was in its hands.

        `van` holds marks as callers have them: `sub:` and `agb:`. Each service makes them in `application/belang.py`
        from what it knows: the other AGB codes of the same KvK number or account, or what the caller applied for.
        """
        ander = f"Laat een ander dit doen: {self.besluit.replace('_', ' ')}."
        if not {f"sub:{handeling.door}", *handeling.kenmerken}.isdisjoint(van):
            melding = f"Dit gaat over uzelf of over uw eigen organisatie. {ander}"
            raise DomainError(Kind.FORBIDDEN, "zelfde-persoon", melding)
        if handeling.door == SYSTEEM:
            return
        for daad in eerder:
            zelf = daad.door == handeling.door
            samen = zelf or not daad.kenmerken.isdisjoint(handeling.kenmerken)
            if samen and self._sluit_uit(daad.soort, handeling.vandaag, bedrag_cent):
                wie = "U" if zelf else "Iemand van uw organisatie"
                melding = f"{wie} deed in deze zaak al: {daad.soort.replace('_', ' ')}. {ander}"
                raise DomainError(Kind.FORBIDDEN, "zelfde-persoon", melding)

    def _sluit_uit(self, soort: str, vandaag: dt.date, bedrag_cent: int | None) -> bool:
        vanaf = self.niet.get(soort)
        return vanaf is not None and (bedrag_cent is None or bedrag_cent >= vanaf.op(vandaag))


def altijd(besluit: str, *niet: str) -> Vierogen:
    """A rule that holds for every amount."""
    return Vierogen(besluit=besluit, niet=dict.fromkeys(niet, VANAF_NUL))
