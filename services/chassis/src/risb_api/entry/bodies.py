"""What a request brings: never more than the route takes, and never slower than the lowest rate."""

import asyncio
import time

from fastapi import HTTPException, Request
from risb_kern.errors import DomainError, Kind
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

USUAL = 1_000_000
# Bytes a second, over any ten seconds that we wait for the caller; the time that we take ourselves does not count.
_LOWEST_RATE = 10_000
_PATIENCE = 10.0
_DIGITS = 16
_SCOPE = "risb.body"


class Body:
    """The body of one request on its way in; `limit` may be raised until the first byte is read."""

    def __init__(self, scope: Scope, receive: Receive, patience: float = _PATIENCE) -> None:
        length = Headers(scope=scope).get("content-length", "")
        self.announced = int(length) if length.isascii() and length.isdecimal() and len(length) < _DIGITS else None
        self.limit = USUAL
        self._receive = receive
        self._patience = self._left = patience
        self._size = 0
        self._complete = False
        scope[_SCOPE] = self

    async def receive(self) -> Message:
        """The next part; 413 for too much, 408 for too slow. After the end it only tells of a caller that leaves."""
        if self._complete:
            return await self._receive()
        if (self.announced or 0) > self.limit:
            raise HTTPException(413)
        message = await self._part()
        self._size += len(message.get("body", b""))
        self._complete = not message.get("more_body", False)
        if self._size > self.limit:
            raise HTTPException(413)
        return message

    async def _part(self) -> Message:
        begin = time.monotonic()
        try:
            async with asyncio.timeout(self._left):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, headers={"Connection": "close"}) from None
        earned = len(message.get("body", b"")) / _LOWEST_RATE
        self._left = min(self._patience, self._left - (time.monotonic() - begin) + earned)
        return message


def body_of(request: Request) -> Body:
    """The body that the edge put in the scope."""
    body: Body = request.scope[_SCOPE]
    return body


def check_json(request: Request) -> None:
    """415 for a body that does not say that it is JSON in UTF-8, as it is; not a byte of it has been read."""
    headers = request.headers
    brings = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    kind, _, rest = headers.get("content-type", "").lower().partition(";")
    plain = rest.strip().removeprefix("charset=").strip('"') in {"", "utf-8"} and "content-encoding" not in headers
    if brings and not (kind.strip() == "application/json" and plain):
        melding = "Stuur de gegevens als JSON in UTF-8, niet ingepakt (Content-Type: application/json)."
        raise DomainError(Kind.UNSUPPORTED, "geen-json", melding)
