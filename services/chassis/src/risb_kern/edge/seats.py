"""Room for a few at the same time, of which one caller never has more than its share."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from risb_kern.errors import DomainError, Kind

# Of four seats, one caller has one; twice as many may be on their way as there are seats.
_SHARE = 4
_COMING = 2
_TURN_SECONDS = 10.0


class Seats:
    """Whoever comes is counted at once and may be slow; a seat is for what is quick."""

    def __init__(self, seats: int, turn_seconds: float = _TURN_SECONDS) -> None:
        self._share = max(1, seats // _SHARE)
        self._most = seats * _COMING
        self._turn_seconds = turn_seconds
        self._coming: Counter[str] = Counter()
        self._seats = asyncio.Semaphore(seats)

    @contextmanager
    def coming(self, who: str) -> Iterator[None]:
        """DomainError TOO_MANY when this caller has its share already, BUSY when there are too many callers."""
        if self._coming[who] >= self._share:
            melding = "U stuurt al grote berichten. Wacht op het antwoord daarop en stuur dit dan opnieuw."
            raise DomainError(Kind.TOO_MANY, "te-veel-tegelijk", melding)
        if self._coming.total() >= self._most:
            raise _busy()
        self._coming[who] += 1
        try:
            yield
        finally:
            self._coming -= Counter((who,))

    @asynccontextmanager
    async def seated(self) -> AsyncIterator[None]:
        """In order of arrival; DomainError BUSY when it takes too long."""
        try:
            await asyncio.wait_for(self._seats.acquire(), self._turn_seconds)
        except TimeoutError:
            raise _busy() from None
        try:
            yield
        finally:
            self._seats.release()


def _busy() -> DomainError:
    melding = "Er komen nu te veel grote berichten tegelijk binnen. Probeer het over enkele seconden opnieuw."
    return DomainError(Kind.BUSY, "even-niet-beschikbaar", melding)
