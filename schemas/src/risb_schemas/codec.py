"""Avro on the wire: Confluent format with a registry, single-object encoding without; readers take both."""

import datetime as dt
import io
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, cast

import fastavro
from fastavro.schema import SchemaParseException, fingerprint, parse_schema, to_parsing_canonical_form

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


class RegistryError(Exception):
    """The registry did not give what was asked; says nothing about the event, so the caller tries again later."""


class RegistryUnavailableError(RegistryError):
    """The registry is away, or answers something else than its protocol says."""


class IncompatibleSchemaError(RegistryError):
    """The registry refused a schema as incompatible (HTTP 409); nothing may be sent with it."""


class Registry(Protocol):
    """What the codec needs of a Confluent-compatible registry; both methods raise RegistryError when it fails."""

    def schema_id(self, subject: str, schema: Mapping[str, Any]) -> int:
        """Register (or find) the schema under the subject and give its id."""
        ...

    def schema(self, schema_id: int) -> str:
        """Give the schema of an id as JSON text; raises LookupError when the registry does not know it."""
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
    """Read an event of either encoding; raises UnreadableEventError with a reason, RegistryError for another try."""
    if not data:
        raise UnreadableEventError("leeg", "the record has no value")
    if data.startswith(_SINGLE_OBJECT):
        return _read(catalog, _by_fingerprint(catalog, data[2:_SINGLE_HEADER]), data[_SINGLE_HEADER:])
    if data.startswith(_CONFLUENT):
        return _read(catalog, _by_id(catalog, data[1:_CONFLUENT_HEADER], registry), data[_CONFLUENT_HEADER:])
    raise UnreadableEventError("onbekende-codering", f"first bytes {data[:2].hex()}")


def writer_of(catalog: Catalog, data: bytes) -> EventSchema:
    """The revision that single-object bytes were written with; raises UnreadableEventError when it is not ours."""
    if not data.startswith(_SINGLE_OBJECT):
        raise UnreadableEventError("onbekende-codering", f"first bytes {data[:2].hex()}")
    return _by_fingerprint(catalog, data[2:_SINGLE_HEADER])


def _by_fingerprint(catalog: Catalog, mark: bytes) -> EventSchema:
    if mark not in catalog.by_fingerprint:
        raise UnreadableEventError("onbekend-schema", f"fingerprint {mark.hex()}")
    return catalog.by_fingerprint[mark]


def _by_id(catalog: Catalog, raw_id: bytes, registry: Registry | None) -> EventSchema:
    if registry is None:
        raise UnreadableEventError("geen-register", "Confluent wire format, but no registry is configured")
    number = int.from_bytes(raw_id, "big")
    try:
        text = registry.schema(number)
    except LookupError as error:
        raise UnreadableEventError("onbekend-schema", f"registry id {number}") from error
    try:
        raw, parsed, mark = _parsed(text)
        return catalog.by_fingerprint.get(mark) or _foreign(catalog, raw, parsed, mark)
    except (LookupError, TypeError, ValueError, SchemaParseException) as error:
        raise UnreadableEventError("onbekend-schema", f"registry id {number} is no Avro record") from error


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[Mapping[str, Any], Any, bytes]:
    """A registry's schema as written, parsed, and its fingerprint; kept, because this costs fifty times a decode."""
    raw = json.loads(text)
    mark = bytes.fromhex(fingerprint(to_parsing_canonical_form(raw), "CRC-64-AVRO"))
    return raw, parse_schema(raw), mark


def _foreign(catalog: Catalog, raw: Mapping[str, Any], parsed: Any, mark: bytes) -> EventSchema:
    """A revision this process does not carry yet: readable when its name and version are known."""
    key = f"{raw['name']}.{raw['namespace'].rsplit('.', 1)[-1]}"
    known = catalog.newest.get(key)
    if known is None or known.namespace != raw["namespace"]:
        raise UnreadableEventError("onbekend-schema", f"{raw['namespace']}.{raw['name']}")
    return EventSchema(
        name=known.name,
        major=known.major,
        revision=known.revision + 1,
        service=known.service,
        namespace=known.namespace,
        raw=raw,
        schema=parsed,
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
