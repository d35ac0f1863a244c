"""Who does something, and when: one value for every act, so that a use case asks nobody for time or identity."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from risb_kern.clock import AMSTERDAM, Clock

SYSTEEM = "systeem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handeling:
    """An act: by whom, at which moment and day (Europe/Amsterdam), and where its new ids come from.

    `door` is the subject of the token, or SYSTEEM for what a clock or an event of another service brings about.
    `kenmerken` is whom else this person speaks for: "agb:42420001" for a token that is bound to an aanbieder.
    """

    door: str
    op: dt.datetime
    vandaag: dt.date
    nieuw_id: Callable[[], uuid.UUID] = uuid.uuid4
    kenmerken: frozenset[str] = frozenset()


def act_of(clock: Clock, door: str = SYSTEEM, kenmerken: frozenset[str] = frozenset()) -> Handeling:
    """An act at the present moment."""
    return Handeling(door=door, op=clock.nu(), vandaag=clock.vandaag(), kenmerken=kenmerken)


def act_at(moment: dt.datetime, door: str = SYSTEEM) -> Handeling:
    """An act at a moment that is given, such as that of an event: a repeat does the same."""
    return Handeling(door=door, op=moment, vandaag=moment.astimezone(AMSTERDAM).date())
