"""A body that is larger than usual: to disk first, however slow it comes, and then its turn."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from io import BytesIO
from typing import BinaryIO

from fastapi import Request
from risb_kern.edge.seats import Seats
from risb_kern.frames import Scratch
from starlette.types import Message, Receive

from risb_api.entry.bodies import USUAL, body_of

_PART = 65_536


@asynccontextmanager
async def passing(request: Request, seats: Seats, who: str) -> AsyncIterator[Receive]:
    """The way in of this body; a large one takes room from its first byte until the end of the context."""
    announced = body_of(request).announced
    stream = Request(request.scope, request.receive).stream()
    async with AsyncExitStack() as held:

        async def bring_in() -> BinaryIO:
            # Whoever does not say how much it is may still send little.
            begin = b"" if announced is not None else await _usual(stream)
            if announced is None and len(begin) <= USUAL:
                return BytesIO(begin)
            held.enter_context(seats.coming(who))
            disk = held.enter_context(Scratch())
            disk.write(begin)
            async for part in stream:
                disk.write(part)
            await held.enter_async_context(seats.seated())
            return disk.reader()

        parts: Iterator[Message] | None = None

        async def receive() -> Message:
            nonlocal parts
            if parts is None:
                parts = _messages(await bring_in())
            return next(parts, None) or await request.receive()

        yield receive if announced is None or announced > USUAL else request.receive


async def _usual(stream: AsyncIterator[bytes]) -> bytes:
    begin = bytearray()
    async for part in stream:
        begin += part
        if len(begin) > USUAL:
            break
    return bytes(begin)


def _messages(body: BinaryIO) -> Iterator[Message]:
    while part := body.read(_PART):
        yield {"type": "http.request", "body": part, "more_body": True}
    yield {"type": "http.request", "body": b"", "more_body": False}
