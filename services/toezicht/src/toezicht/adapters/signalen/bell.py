"""Wakes every open event stream of this process when an anomaly was committed."""

import asyncio
import contextlib

import psycopg
import structlog

from toezicht.adapters.signalen.anomalieen import CHANNEL

log = structlog.get_logger()
_RETRY_SECONDS = 1.0


class PostgresBell:
    """One LISTEN connection, opened when the first stream asks; without it streams still look at each heartbeat."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._task: asyncio.Task[None] | None = None
        self._bell = asyncio.Event()

    def take(self) -> asyncio.Event:
        """Set at the next anomaly; to be taken before looking, so that none is missed between looking and waiting."""
        if self._task is None:
            self._task = asyncio.create_task(self._listen())
        return self._bell

    async def stop(self) -> None:
        """Close the connection."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _listen(self) -> None:
        while True:
            try:
                await self._session()
            except psycopg.OperationalError as error:
                log.warning("wake_up_interrupted", error=type(error).__name__)
                await asyncio.sleep(_RETRY_SECONDS)

    async def _session(self) -> None:
        async with await psycopg.AsyncConnection.connect(self._database_url, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            # Something may have been committed before we listened.
            self._ring()
            async for _ in connection.notifies():
                self._ring()

    def _ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()
