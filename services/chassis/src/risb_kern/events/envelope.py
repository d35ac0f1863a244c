"""The attributes of a received event: CloudEvents 1.0 in the headers of a record."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from risb_schemas.letters import text_of

from risb_kern.trace import parse_traceparent

_MAX_ATTRIBUTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The attributes of a received event."""

    id: uuid.UUID
    source: str
    type: str
    time: dt.datetime
    trace_id: str | None


class EnvelopeError(Exception):
    """A required CloudEvents attribute is missing or malformed."""


def envelope_of(headers: Mapping[str, bytes | None]) -> Envelope:
    """Parse the CloudEvents headers; raises EnvelopeError that names the attribute."""
    values = {name: text_of(value) for name, value in headers.items()}
    if values.get("ce_specversion") != "1.0":
        raise EnvelopeError("ce_specversion")
    for name in ("ce_source", "ce_type"):
        if not 0 < len(values.get(name, "")) <= _MAX_ATTRIBUTE:
            raise EnvelopeError(name)
    try:
        return Envelope(
            id=uuid.UUID(values["ce_id"]),
            source=values["ce_source"],
            type=values["ce_type"],
            time=_moment(values["ce_time"]),
            trace_id=parse_traceparent(values.get("ce_traceparent")),
        )
    except KeyError as error:
        raise EnvelopeError(str(error.args[0])) from error
    except ValueError as error:
        raise EnvelopeError(f"ce_id or ce_time: {error}") from error


def _moment(value: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value} says no time zone")
    try:
        moment.astimezone(dt.UTC) - dt.timedelta(days=2) + dt.timedelta(days=4)
    except OverflowError as error:
        raise ValueError(f"{value} is no moment that can be reckoned with") from error
    return moment
