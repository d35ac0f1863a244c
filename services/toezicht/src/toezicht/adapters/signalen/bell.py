"""Wakes every open event stream of this process when an anomaly was committed."""

import asyncio

from chassis.loop import LONG, listening, rounds, until_stopped

from toezicht.adapters.signalen.anomalieen import CHANNEL


class PostgresBell:
    """One LISTEN connection, opened when the first stream asks; without it streams still look at each heartbeat."""

    def __init__(self, database_url: str) -> None:
        self._database_url = database_url
        self._task: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()
        self._bell = asyncio.Event()

    def take(self) -> asyncio.Event:
        """Set at the next anomaly; to be taken before looking, so that none is missed between looking and waiting."""
        if self._task is None:
            self._task = asyncio.create_task(until_stopped(self._stop, self._session, "wake_up_interrupted"))
        return self._bell

    async def stop(self) -> None:
        """Close the connection."""
        self._stop.set()
        if self._task is not None:
            await self._task
            self._task = None

    async def _session(self) -> None:
        async with listening(self._database_url, CHANNEL) as bell:
            await rounds(self._stop, self._wake, bell)

    async def _wake(self) -> float:
        # At first too: something may have been committed before we listened.
        self._ring()
        return LONG

    def _ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()
