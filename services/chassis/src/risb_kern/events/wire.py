"""CloudEvents 1.0 on Kafka in binary mode: the record value is the Avro event, the attributes are headers."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import NamedTuple

from risb_schemas import LETTER_TYPE, SIGNATURE, Message, Registry, Seal, load_catalog, to_confluent, writer_of
from risb_schemas.letters import body_of_letter
from risb_schemas.readers import Record

from risb_kern.events.envelope import Envelope, envelope_of
from risb_kern.events.letters import headers_of_letter
from risb_kern.trace import current_trace_id, traceparent

Headers = list[tuple[str, bytes]]


class OutboxRow(NamedTuple):
    """One event on its way out; `inhoud` in single-object encoding, `kop` extra headers of a dead letter."""

    id: uuid.UUID
    topic: str
    sleutel: bytes | None
    type: str
    inhoud: bytes | None
    tijd: dt.datetime
    traceparent: str
    kop: dict[str, str] | None = None


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


def signed_headers(row: OutboxRow, value: bytes | None, seal: Seal) -> Headers:
    """The headers under which this value leaves, with the signature of its producer."""
    headers = headers_of(row, seal.source)
    message = Message(topic=row.topic, key=row.sleutel, headers=dict(headers), value=value)
    return [*headers, (SIGNATURE, seal.sign(message))]


def value_of(row: OutboxRow, registry: Registry | None) -> bytes | None:
    """The record value: Confluent format with a registry, else single-object; dead letters as they came.

    With a registry it raises RegistryError, or UnreadableEventError when the row was written with a revision that this
    process does not carry. The body belongs to the revision it was written with, which need not be the newest.
    """
    catalog = load_catalog()
    if row.inhoud is None or row.type not in catalog.by_type or registry is None:
        return row.inhoud
    return to_confluent(row.inhoud, writer_of(catalog, row.inhoud), row.topic, registry)


def read_envelope(headers: Iterable[tuple[str, bytes | None]]) -> Envelope:
    """Parse the CloudEvents headers; raises EnvelopeError that names the attribute."""
    return envelope_of(dict(headers))


def dead_letter(dienst: str, record: Record, error: Exception, event_id: uuid.UUID) -> OutboxRow:
    """The record as it came, for topic `<dienst>-dlq`, with headers that tell why and from where."""
    key, value = body_of_letter(record)
    return OutboxRow(
        id=event_id,
        topic=f"{dienst}-dlq",
        sleutel=key,
        type=LETTER_TYPE,
        inhoud=value,
        tijd=dt.datetime.now(dt.UTC),
        traceparent=traceparent(current_trace_id()),
        kop=headers_of_letter(record, error),
    )
