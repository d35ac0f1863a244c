"""A small clamd on loopback that knows the command INSTREAM and one virus."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

VIRUS = b"NEP-VIRUS"


@asynccontextmanager
async def clamd(limit: int = 100_000_000, *, stil: bool = False) -> AsyncIterator[int]:
    """Its port; above `limit` bytes it refuses as clamd does, and `stil` never answers."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _converse(reader, writer, limit, stil=stil)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, limit: int, *, stil: bool) -> None:
    assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
    data = b""
    while length := struct.unpack("!I", await reader.readexactly(4))[0]:
        data += await reader.readexactly(length)
        if len(data) > limit:
            writer.write(b"INSTREAM size limit exceeded. ERROR\0")
            await writer.drain()
            return
    if stil:
        await reader.read()
        return
    writer.write(b"stream: Nep.Virus FOUND\0" if VIRUS in data else b"stream: OK\0")
    await writer.drain()
