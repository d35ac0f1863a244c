"""Callers of an API that begin and do not go on: sent away by the connection itself, before any route hears of them."""

import asyncio

import h11
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

HEAD_SECONDS = 30.0
# What a caller still sends after its answer (to a request that was refused unread) is thrown away for so long.
_REST_SECONDS = 10.0


class PatientProtocol(H11Protocol):
    """The head of a request comes within half a minute; the lowest rate of a body is a matter of the routes."""

    head_seconds = HEAD_SECONDS
    _watch: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect(self.head_seconds)

    @override
    def handle_events(self) -> None:
        super().handle_events()
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and not cycle.response_complete:
            self._forget()

    @override
    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle.response_complete and not self.transport.is_closing():
            unread = self.conn.their_state is h11.SEND_BODY
            self._expect(_REST_SECONDS if unread else self.head_seconds)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def _expect(self, seconds: float) -> None:
        self._forget()
        self._watch = self.loop.call_later(seconds, self._send_away)

    def _forget(self) -> None:
        if self._watch:
            self._watch.cancel()
            self._watch = None

    def _send_away(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
