"""One correlation id for a whole chain: the trace id of W3C Trace Context, carried over HTTP, outbox and Kafka."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")
_trace_id: ContextVar[str | None] = ContextVar("trace_id", default=None)


def current_trace_id() -> str:
    """The trace id of the work at hand; a new one outside any request or event."""
    trace_id = _trace_id.get()
    if trace_id is None:
        trace_id = secrets.token_hex(16)
        _trace_id.set(trace_id)
    return trace_id


def traceparent(trace_id: str) -> str:
    """A `traceparent` value with a fresh span id."""
    return f"00-{trace_id}-{secrets.token_hex(8)}-01"


def parse_traceparent(value: str | None) -> str | None:
    """The trace id of a well-formed `traceparent`, else None (a malformed one is ignored, as W3C says)."""
    match = _TRACEPARENT.fullmatch(value or "")
    return match[1] if match and int(match[1], 16) else None


@contextmanager
def tracing(trace_id: str | None) -> Iterator[str]:
    """Run the block under the trace id (a new one when None), also in every log line."""
    value = trace_id or secrets.token_hex(16)
    token = _trace_id.set(value)
    try:
        with structlog.contextvars.bound_contextvars(correlatie_id=value):
            yield value
    finally:
        _trace_id.reset(token)
