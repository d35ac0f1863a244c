"""Who does something, and when: one value for every act, so that a use case asks nobody for time or identity."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from risb_kern.clock import AMSTERDAM, Clock

SYSTEEM = "systeem"
_arrived: ContextVar[dt.datetime | None] = ContextVar("arrived", default=None)


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


@contextmanager
def arriving(moment: dt.datetime) -> Iterator[None]:
    """What is asked in the block came in at this moment, however long it then has to wait (Awb 2:17)."""
    token = _arrived.set(moment)
    try:
        yield
    finally:
        _arrived.reset(token)


def act_of(clock: Clock, door: str = SYSTEEM, kenmerken: frozenset[str] = frozenset()) -> Handeling:
    """An act at the moment that its request arrived; without a request: at the present moment."""
    op = _arrived.get() or clock.nu()
    return Handeling(door=door, op=op, vandaag=op.astimezone(AMSTERDAM).date(), kenmerken=kenmerken)


def act_at(moment: dt.datetime, door: str = SYSTEEM) -> Handeling:
    """An act at a moment that is given, such as that of an event: a repeat does the same."""
    return Handeling(door=door, op=moment, vandaag=moment.astimezone(AMSTERDAM).date())
