"""Avro on the wire: Confluent format with a registry, single-object encoding without; readers take both."""

import datetime as dt
import io
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

import fastavro
from fastavro.schema import fingerprint, parse_schema, to_parsing_canonical_form

from risb_schemas.catalog import Catalog, EventSchema

_SINGLE_OBJECT = b"\xc3\x01"
_CONFLUENT = b"\x00"
_SINGLE_HEADER = 10
_CONFLUENT_HEADER = 5


class UnreadableEventError(Exception):
    """The bytes cannot be read as an event; `reason` is a short stable word for metrics."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Registry(Protocol):
    """What the codec needs of a Confluent-compatible registry."""

    def schema_id(self, subject: str, schema: Mapping[str, Any]) -> int:
        """Register (or find) the schema under the subject and give its id."""
        ...

    def schema(self, schema_id: int) -> Mapping[str, Any]:
        """Give the schema of an id; raises LookupError when the registry does not know it."""
        ...


@dataclass(frozen=True, slots=True)
class Decoded:
    """An event as read, in the newest revision of its version."""

    schema: EventSchema
    record: dict[str, Any]


def encode(schema: EventSchema, record: Mapping[str, Any]) -> bytes:
    """Single-object encoding: C3 01, the schema's fingerprint, the Avro body."""
    body = io.BytesIO()
    body.write(_SINGLE_OBJECT + schema.fingerprint)
    fastavro.schemaless_writer(body, schema.schema, record, strict=True)
    return body.getvalue()


def to_confluent(data: bytes, schema: EventSchema, topic: str, registry: Registry) -> bytes:
    """Rewrite single-object bytes to the Confluent wire format; the body stays byte for byte."""
    subject = f"{topic}-{schema.namespace}.{schema.name}"
    schema_id = registry.schema_id(subject, schema.raw)
    return _CONFLUENT + schema_id.to_bytes(4, "big") + data[_SINGLE_HEADER:]


def decode(catalog: Catalog, data: bytes | None, registry: Registry | None = None) -> Decoded:
    """Read an event of either encoding; raises UnreadableEventError with a reason, never anything else."""
    if not data:
        raise UnreadableEventError("leeg", "the record has no value")
    if data.startswith(_SINGLE_OBJECT):
        return _read(catalog, _by_fingerprint(catalog, data[2:_SINGLE_HEADER]), data[_SINGLE_HEADER:])
    if data.startswith(_CONFLUENT):
        return _read(catalog, _by_id(catalog, data[1:_CONFLUENT_HEADER], registry), data[_CONFLUENT_HEADER:])
    raise UnreadableEventError("onbekende-codering", f"first bytes {data[:2].hex()}")


def _by_fingerprint(catalog: Catalog, mark: bytes) -> EventSchema:
    if mark not in catalog.by_fingerprint:
        raise UnreadableEventError("onbekend-schema", f"fingerprint {mark.hex()}")
    return catalog.by_fingerprint[mark]


def _by_id(catalog: Catalog, raw_id: bytes, registry: Registry | None) -> EventSchema:
    if registry is None:
        raise UnreadableEventError("geen-register", "Confluent wire format, but no registry is configured")
    try:
        raw = registry.schema(int.from_bytes(raw_id, "big"))
    except LookupError as error:
        raise UnreadableEventError("onbekend-schema", f"registry id {int.from_bytes(raw_id, 'big')}") from error
    mark = bytes.fromhex(fingerprint(to_parsing_canonical_form(dict(raw)), "CRC-64-AVRO"))[::-1]
    if mark in catalog.by_fingerprint:
        return catalog.by_fingerprint[mark]
    return _foreign(catalog, raw, mark)


def _foreign(catalog: Catalog, raw: Mapping[str, Any], mark: bytes) -> EventSchema:
    """A revision this process does not carry yet: readable when its name and version are known."""
    key = f"{raw['name']}.{raw['namespace'].rsplit('.', 1)[-1]}"
    if key not in catalog.newest:
        raise UnreadableEventError("onbekend-schema", key)
    known = catalog.newest[key]
    return EventSchema(
        name=known.name,
        major=known.major,
        revision=known.revision + 1,
        service=known.service,
        namespace=known.namespace,
        raw=raw,
        schema=parse_schema(dict(raw)),
        fingerprint=mark,
    )


def _read(catalog: Catalog, writer: EventSchema, body: bytes) -> Decoded:
    reader = catalog.newest[writer.key]
    stream = io.BytesIO(body)
    try:
        record = fastavro.schemaless_reader(stream, writer.schema, reader.schema)
    except Exception as error:  # fastavro raises a wide set of errors on damaged bytes
        raise UnreadableEventError("beschadigd", f"{type(error).__name__}: {error}") from error
    if stream.tell() != len(body):
        raise UnreadableEventError("beschadigd", f"{len(body) - stream.tell()} bytes left after {writer.key}")
    return Decoded(schema=reader, record=cast("dict[str, Any]", record))


def to_json(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record as JSON values: dates and moments ISO 8601, bytes hexadecimal."""
    values: dict[str, Any] = json.loads(json.dumps(record, default=_json_value))
    return values


def _json_value(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return str(value)


def from_json(schema: Any, value: Any) -> Any:
    """The inverse of `to_json`, led by the schema; used for published examples."""
    if isinstance(schema, list):
        branch = next((one for one in schema if one != "null"), "null")
        return None if value is None else from_json(branch, value)
    if isinstance(schema, dict):
        return _from_json_complex(schema, value)
    return bytes.fromhex(value) if schema == "bytes" else value


def _from_json_complex(schema: Mapping[str, Any], value: Any) -> Any:
    match schema:
        case {"type": "record", "fields": fields}:
            types = {field["name"]: field["type"] for field in fields}
            return {name: from_json(types[name], one) for name, one in value.items()}
        case {"type": "array", "items": items}:
            return [from_json(items, one) for one in value]
        case {"type": "map", "values": values}:
            return {name: from_json(values, one) for name, one in value.items()}
        case {"logicalType": "date"}:
            return dt.date.fromisoformat(value)
        case {"logicalType": "timestamp-millis" | "timestamp-micros"}:
            return dt.datetime.fromisoformat(value)
        case {"logicalType": "uuid"}:
            return uuid.UUID(value)
        case {"type": "fixed"} | {"type": "bytes"}:
            return bytes.fromhex(value)
        case _:
            return value
