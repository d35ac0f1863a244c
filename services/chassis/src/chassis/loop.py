"""The one loop of whatever works until told to stop: wait for a bell or a time, and outlive an engine that is away."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import psycopg
import structlog
from aiokafka.errors import KafkaError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

log = structlog.get_logger()
T = TypeVar("T")
Connection = psycopg.AsyncConnection[tuple[object, ...]]
DATABASE_AWAY = (OperationalError, InterfaceError, NoConnectionError, psycopg.OperationalError, psycopg.InterfaceError)
AWAY = (*DATABASE_AWAY, KafkaError, OSError)
# How long a bell is trusted. Every change rings, so this is only for a ring that got lost.
LONG = 30.0
_AGAIN_SECONDS = 1.0
_GATHER_SECONDS, _LONGEST_SECONDS = 0.05, 0.25


class Bell:
    """Hears the NOTIFYs of one connection; what rings while nobody waits is kept until somebody does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rung = False
        connection.add_notify_handler(self._ring)

    async def listen(self, *channels: str) -> None:
        """Hear these channels from now on; whoever looks after this misses nothing."""
        for channel in channels:
            await self._connection.execute(f"LISTEN {channel}")

    async def wait(self, stop: asyncio.Event, seconds: float) -> bool:
        """Until it rings (True), `stop` is set or the time is over; OperationalError when the connection is lost."""
        if not self._rung:
            await self._readable(stop, seconds)
            self._take()
        rung, self._rung = self._rung, False
        return rung

    async def _readable(self, stop: asyncio.Event, seconds: float) -> None:
        # Not `notifies` of the driver: that looks ten times a second whether it has to stop.
        loop, readable, socket = asyncio.get_running_loop(), asyncio.Event(), self._connection.fileno()
        loop.add_reader(socket, readable.set)
        try:
            async with asyncio.timeout(seconds):
                await unless(stop, readable.wait())
        except TimeoutError:
            pass
        finally:
            loop.remove_reader(socket)

    def _take(self) -> None:
        self._connection.pgconn.consume_input()
        while self._connection.pgconn.notifies():
            self._rung = True

    def _ring(self, _: psycopg.Notify) -> None:
        self._rung = True


class Gathering:
    """What keeps coming is taken together, waited for longer the more there is.

    After every look, also an empty one, the next comes 50 ms later at the soonest; up to `alone` it stays at that.
    """

    def __init__(self, alone: int = 8) -> None:
        self._alone = alone  # so many events may come of one message or request
        self._looked_at = self._again_at = float("-inf")

    async def wait(self) -> None:
        """Before looking: wait a while when something was taken just now."""
        await asyncio.sleep(max(0.0, self._again_at - time.monotonic()))
        self._looked_at = time.monotonic()

    def took(self, found: int) -> None:
        """The last look found so many."""
        self._again_at = self._looked_at + min(_LONGEST_SECONDS, _GATHER_SECONDS * max(1.0, found / self._alone))


@asynccontextmanager
async def listening(database_url: str, *channels: str) -> AsyncIterator[Bell]:
    """A bell on a connection of its own."""
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True, connect_timeout=5) as connection:
        bell = Bell(connection)
        await bell.listen(*channels)
        yield bell


async def until_stopped(
    stop: asyncio.Event, session: Callable[[], Awaitable[None]], event: str, *, away: tuple[type[Exception], ...] = AWAY
) -> None:
    """Run `session` again and again until `stop`; an engine that is away is logged as `event` and waited out."""
    while not stop.is_set():
        try:
            await session()
        except away as error:
            log.warning(event, error=_cause(error))
            await pause(stop, _AGAIN_SECONDS)


async def rounds(stop: asyncio.Event, step: Callable[[], Awaitable[float]], bell: Bell | None = None) -> None:
    """Do `step` until `stop`; it answers how many seconds it may rest (0: none), which the bell cuts short."""
    while not stop.is_set():
        seconds = await step()
        if seconds and bell is not None:
            await bell.wait(stop, seconds)
        elif seconds:
            await pause(stop, seconds)


async def pause(stop: asyncio.Event, seconds: float) -> bool:
    """Rest a while; True when the process has to stop."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def unless(stop: asyncio.Event, work: Awaitable[T]) -> T | None:
    """What `work` gives, or None as soon as the process has to stop: then it is cancelled."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return await working if working.done() else None
    finally:
        for task in (working, stopping):
            task.cancel()


def _cause(error: Exception) -> str:
    # The text of an error of the database may repeat what was stored.
    private = isinstance(error, psycopg.Error | DBAPIError)
    return type(error).__name__ if private else f"{type(error).__name__}: {error}"
