"""Looking up names that others chose: beside the threads that everything else shares, and never for long."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Any

Lookup = Callable[[str, int], Sequence[Any]]
_SECONDS = 5.0
_MOST = 64
# Of one domain; whoever runs its name server can make every name in it wait.
_MOST_OF_DOMAIN = 4


def _system(host: str, poort: int) -> Sequence[Any]:
    return socket.getaddrinfo(host, poort, type=socket.SOCK_STREAM)


class Names:
    """The resolver of the system: each name once at a time, and a name that hangs costs its own domain only."""

    def __init__(self, lookup: Lookup = _system, seconds: float = _SECONDS) -> None:
        self._lookup = lookup
        self._seconds = seconds
        self._busy: dict[tuple[str, int], asyncio.Future[Sequence[Any] | Exception]] = {}

    async def resolve(self, host: str, poort: int) -> list[str]:
        """Addresses of a name; OSError when there are none, TimeoutError when it takes too long."""
        asked = (host.lower().rstrip("."), poort)
        if asked not in self._busy:
            self._check_room(_domain(asked[0]))
            self._busy[asked] = self._begin(asked)
        async with asyncio.timeout(self._seconds):
            found = await asyncio.shield(self._busy[asked])
        if isinstance(found, Exception):
            raise found
        return [str(one[4][0]) for one in found]

    def _check_room(self, domain: str) -> None:
        of_domain = sum(_domain(host) == domain for host, _ in self._busy)
        if of_domain >= _MOST_OF_DOMAIN or len(self._busy) >= _MOST:
            raise TimeoutError("other names are being looked up for too long")

    def _begin(self, asked: tuple[str, int]) -> asyncio.Future[Sequence[Any] | Exception]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Sequence[Any] | Exception] = loop.create_future()

        def done(found: Sequence[Any] | Exception) -> None:
            self._busy.pop(asked, None)
            answer.set_result(found)

        def look() -> None:
            found: Sequence[Any] | Exception
            try:
                found = self._lookup(*asked)
            except (OSError, ValueError) as error:
                found = error
            # The loop may have ended meanwhile; then nobody waits.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(done, found)

        # A thread that hangs may not keep the process from ending.
        threading.Thread(target=look, name="names", daemon=True).start()
        return answer


def _domain(host: str) -> str:
    return ".".join(host.split(".")[-2:])
