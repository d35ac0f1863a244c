"""A database that hangs is told from a statement that takes long; how long each kind of process waits for either."""

import asyncio
import contextlib
import os
import select
import socket
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry
from typing_extensions import override

R = TypeVar("R")
_ANSWER_SECONDS = 1.0
_SILENCE_SECONDS = 0.5
_BEAT_SECONDS = 5.0
_FRESH_SECONDS = 2 * _BEAT_SECONDS + _ANSWER_SECONDS
_LONGEST_QUEUE_SECONDS = 10.0
_DEAD_PEER = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long statements, locks and forgotten transactions may take; `asks` whether a silent database still lives."""

    statement: str
    lock: str
    idle: str
    pool: float
    asks: bool

    def arguments(self) -> dict[str, Any]:
        """For the connection: what the server has to keep to, and when a peer that vanished is given up."""
        limits = {
            "statement_timeout": self.statement,
            "lock_timeout": self.lock,
            "idle_in_transaction_session_timeout": self.idle,
        }
        options = " ".join(f"-c {name}={value}" for name, value in limits.items())
        return {"options": options, "connect_timeout": 5, **_DEAD_PEER}


# docs/adr/0035: a caller of an API hears within two seconds that it has to come back; work that nobody waits for may
# take what it needs, but nothing waits for ever.
API = Patience(statement="10s", lock="1800ms", idle="60s", pool=1.5, asks=True)
WORK = Patience(statement="15min", lock="30s", idle="10min", pool=30.0, asks=False)


class _Asking(psycopg.AsyncConnection[Any]):
    """A connection on which nothing takes longer than a sign of life."""

    @override
    async def wait(self, gen: PQGen[R], interval: float = 0.1, timeout: float | None = None) -> R:
        return await super().wait(gen, interval, _ANSWER_SECONDS)


class Pulse:
    """Asks the database for a sign of life: one question at a time, however many want to know."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: _Asking | None = None
        self._asking: asyncio.Task[bool] | None = None
        self._silent_at = float("-inf")
        self._answered_at = float("-inf")

    @property
    def is_fresh(self) -> bool:
        """True when the database answered not long ago, as `beating` keeps asking."""
        return time.monotonic() - self._answered_at < _FRESH_SECONDS

    @property
    def hangs(self) -> bool:
        """True when it did not answer just now."""
        return time.monotonic() - self._silent_at < _ANSWER_SECONDS

    async def is_alive(self) -> bool:
        """False when there is no answer in a second; a refusal is an answer, which others hear for themselves."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        return await asyncio.shield(self._asking)

    @contextlib.asynccontextmanager
    async def beating(self) -> AsyncIterator[None]:
        """Keep asking during the block."""

        async def beat() -> None:
            while True:
                await self.is_alive()
                await asyncio.sleep(_BEAT_SECONDS)

        beating = asyncio.create_task(beat())
        try:
            yield
        finally:
            beating.cancel()
            await self.close()

    async def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _ask(self) -> bool:
        try:
            if self._connection is None:
                async with asyncio.timeout(_ANSWER_SECONDS):
                    self._connection = await _Asking.connect(self._url, autocommit=True, connect_timeout=2)
            await self._connection.execute("SELECT 1")
        except (psycopg.errors._WaitTimeout, TimeoutError):  # noqa: SLF001 -- the driver tells it apart only so
            self._silent_at = time.monotonic()
            await self.close()
            return False
        except psycopg.Error:
            await self.close()
        else:
            self._answered_at = time.monotonic()
        return True


class Watched(psycopg.AsyncConnection[Any]):
    """A connection that is cut when it is silent and the database gives no sign of life; then it is simply lost."""

    pulse: Pulse | None = None

    @override
    async def wait(self, gen: PQGen[R], interval: float = 0.1, timeout: float | None = None) -> R:
        if self.pulse is None:
            return await super().wait(gen, interval, timeout)
        looking: list[asyncio.Task[None]] = []
        loop = asyncio.get_running_loop()
        watch = loop.call_later(_SILENCE_SECONDS, lambda: looking.append(loop.create_task(self._look())))
        try:
            return await super().wait(gen, interval, timeout)
        finally:
            watch.cancel()
            for one in looking:
                one.cancel()

    async def _look(self) -> None:
        while self.pulse and await self.pulse.is_alive():  # noqa: ASYNC110 -- time passing is what is waited for
            await asyncio.sleep(_SILENCE_SECONDS)
        # The driver itself would first ask the silent server to cancel.
        with socket.socket(fileno=os.dup(self.pgconn.socket)) as line:
            line.shutdown(socket.SHUT_RDWR)


class Connector:
    """Makes connections that are watched, and none while the database hangs."""

    def __init__(self, url: str) -> None:
        self._pulse = Pulse(url)

    async def __call__(self, *args: Any, **kwargs: Any) -> Watched:
        """Connect in a second; OperationalError when that cannot be."""
        if self._pulse.hangs:
            raise psycopg.OperationalError("the database hangs")
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                connection = await Watched.connect(*args, **kwargs)
        except TimeoutError:
            raise psycopg.OperationalError("the database lets nobody in") from None
        connection.pulse = self._pulse
        return connection


class MovingPool(AsyncAdaptedQueuePool):
    """Waits for a connection as long as others come back; no movement for the time of the pool is the end."""

    _returned = 0

    @override
    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        self._returned += 1
        super()._do_return_conn(record)

    @override
    def _do_get(self) -> ConnectionPoolEntry:
        end = time.monotonic() + _LONGEST_QUEUE_SECONDS
        while True:
            seen = self._returned
            try:
                return super()._do_get()
            except NoConnectionError:
                if seen == self._returned or time.monotonic() > end:
                    raise


def check_open(connection: Any, *_: object) -> None:
    """InvalidatePoolError for a connection that the server closed while it was at rest; costs no round trip.

    Nothing is asked on it, so all that can be heard is its end. One that hangs is found out by its first statement.
    """
    driver, heard = connection.driver_connection, select.poll()
    if not driver.closed:
        heard.register(driver.fileno(), select.POLLIN)
    if driver.closed or heard.poll(0):
        raise InvalidatePoolError
