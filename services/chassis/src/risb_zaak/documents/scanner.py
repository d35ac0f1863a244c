"""Virus scanners: none, or clamd over a socket."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from typing_extensions import override

from risb_zaak.document_ports import Scan, Scanner, Scanstatus

log = structlog.get_logger()
_SECONDS = 30
_PART = 1024 * 1024


class _Unseen(Scan):
    @override
    async def feed(self, part: bytes) -> None:
        pass

    @override
    async def verdict(self) -> Scanstatus:
        return Scanstatus.NIET_GESCAND


class NoScanner(Scanner):
    """The embedded default: says of nothing that it is clean."""

    @override
    @asynccontextmanager
    async def open(self) -> AsyncIterator[Scan]:
        yield _Unseen()


class ClamdScanner(Scanner):
    """clamd by its command INSTREAM; when it is away, slow or full, a document stays `niet_gescand`."""

    def __init__(self, host: str, port: int, seconds: float = _SECONDS) -> None:
        self._address = (host, port)
        self._seconds = seconds

    @override
    @asynccontextmanager
    async def open(self) -> AsyncIterator[Scan]:
        try:
            reader, writer = await asyncio.wait_for(asyncio.open_connection(*self._address), self._seconds)
        except (OSError, TimeoutError) as error:
            log.warning("scanner_away", error=str(error))
            yield _Unseen()
            return
        try:
            writer.write(b"zINSTREAM\0")
            yield _Instream(reader, writer, self._seconds)
        finally:
            writer.close()


class _Instream(Scan):
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
        self._reader = reader
        self._writer = writer
        self._seconds = seconds
        self._broken = False

    @override
    async def feed(self, part: bytes) -> None:
        for start in range(0, len(part), _PART):
            await self._send(part[start : start + _PART])

    @override
    async def verdict(self) -> Scanstatus:
        await self._send(b"")
        try:
            answer = await asyncio.wait_for(self._reader.readuntil(b"\0"), self._seconds)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            log.warning("scanner_silent", error=str(error))
            return Scanstatus.NIET_GESCAND
        if answer.endswith(b" FOUND\0"):
            return Scanstatus.BESMET
        if answer == b"stream: OK\0" and not self._broken:
            return Scanstatus.SCHOON
        log.warning("scanner_refused", answer=answer.decode("ascii", "replace"))
        return Scanstatus.NIET_GESCAND

    async def _send(self, part: bytes) -> None:
        """A length and that many bytes; an empty part ends the document."""
        if self._broken:
            return
        try:
            self._writer.write(struct.pack("!I", len(part)) + part)
            await asyncio.wait_for(self._writer.drain(), self._seconds)
        except (OSError, TimeoutError):
            self._broken = True
