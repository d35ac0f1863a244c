"""CloudEvents 1.0 on Kafka in binary mode: the record value is the Avro event, the attributes are headers."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from risb_kern.trace import parse_traceparent
from risb_schemas import Registry, load_catalog, to_confluent, writer_of

from chassis.db import OutboxRow

Headers = list[tuple[str, bytes]]
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


def headers_of(row: OutboxRow, source: str) -> Headers:
    """The headers of an event, with the extra ones of a dead letter."""
    moment = row.tijd.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    attributes = {
        "content-type": "application/avro",
        "ce_specversion": "1.0",
        "ce_id": str(row.id),
        "ce_source": source,
        "ce_type": row.type,
        "ce_time": moment,
        "ce_traceparent": row.traceparent,
        **(row.kop or {}),
    }
    return [(name, value.encode()) for name, value in attributes.items()]


def value_of(row: OutboxRow, registry: Registry | None) -> bytes | None:
    """The record value: Confluent format with a registry, else single-object; dead letters as they came.

    With a registry it raises RegistryError, or UnreadableEventError when the row was written with a revision that this
    process does not carry. The body belongs to the revision it was written with, which need not be the newest.
    """
    catalog = load_catalog()
    if row.inhoud is None or row.type not in catalog.by_type or registry is None:
        return row.inhoud
    return to_confluent(row.inhoud, writer_of(catalog, row.inhoud), row.topic, registry)


def text_of(value: bytes | None) -> str:
    """A header as text that PostgreSQL can store: other systems send null, binary and zero bytes."""
    return (value or b"").decode("utf-8", "replace").replace("\x00", "\ufffd")


def read_envelope(headers: Iterable[tuple[str, bytes | None]]) -> Envelope:
    """Parse the CloudEvents headers; raises EnvelopeError that names the attribute."""
    values = {name: text_of(value) for name, value in headers}
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
            time=dt.datetime.fromisoformat(values["ce_time"]),
            trace_id=parse_traceparent(values.get("ce_traceparent")),
        )
    except KeyError as error:
        raise EnvelopeError(str(error.args[0])) from error
    except ValueError as error:
        raise EnvelopeError(f"ce_id or ce_time: {error}") from error
