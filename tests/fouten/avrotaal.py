"""Reads events from their bytes with the `avro` library and the specification alone, for the judge."""

import io
import json
from functools import cache
from itertools import accumulate, chain, repeat
from pathlib import Path
from typing import Any

import avro.io
import avro.schema

SCHEMAS = Path(__file__).parents[2] / "schemas" / "avro"
_SINGLE_OBJECT = b"\xc3\x01"
_HEADER = 10
_EMPTY = 0xC15D213AA4D7A795
_PRIMITIVES = {"null", "boolean", "int", "long", "float", "double", "bytes", "string"}


def decode(value: bytes) -> tuple[str, dict[str, Any]]:
    """Name and fields of an event in single-object encoding; KeyError for a schema that the repository lacks."""
    if value[:2] != _SINGLE_OBJECT:
        raise ValueError("not in single-object encoding")
    schema = _schemas()[value[2:_HEADER]]
    data: Any = avro.io.DatumReader(schema).read(avro.io.BinaryDecoder(io.BytesIO(value[_HEADER:])))
    return str(schema.name), _per_line(data) if data.get("toewijzing_verschil") else data


def _per_line(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1.1 of the judged lines written out as 1.0 had them: assignment, cents and outcome of each line."""
    tariffs = [data["tarieven"][place] for place in data["product"]]
    cents = zip(data["volume"], tariffs, data["bedrag_afwijking"], strict=True)
    outcomes = map(repeat, data["uitkomst_reeks"], data["uitkomst_aantal"])
    return data | {
        "toewijzing": list(accumulate(data["toewijzing_verschil"])),
        "bedrag_cent": [volume * tariff + rest for volume, tariff, rest in cents],
        "uitkomst": list(chain.from_iterable(outcomes)),
    }


@cache
def _schemas() -> dict[bytes, Any]:
    """Every version of every event by its fingerprint, as the single-object encoding names it."""
    texts = [path.read_text() for path in SCHEMAS.rglob("*.avsc")]
    return {fingerprint(json.loads(text)): avro.schema.parse(text) for text in texts}


def fingerprint(schema: Any) -> bytes:
    """CRC-64-AVRO of the parsing canonical form, least significant byte first (specification of Avro 1.12)."""
    crc = _EMPTY
    for byte in json.dumps(canonical(schema, ""), separators=(",", ":"), ensure_ascii=False).encode():
        crc = (crc >> 8) ^ _row((crc ^ byte) & 0xFF)
    return crc.to_bytes(8, "little")


@cache
def _row(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ (_EMPTY if value & 1 else 0)
    return value


def canonical(schema: Any, namespace: str) -> Any:
    """The schema without what does not change the bytes: full names, no documentation, defaults or logical types."""
    if isinstance(schema, list):
        return [canonical(one, namespace) for one in schema]
    if isinstance(schema, str):
        return schema if schema in _PRIMITIVES or "." in schema else f"{namespace}.{schema}".lstrip(".")
    kind = schema["type"]
    if not isinstance(kind, str) or kind in _PRIMITIVES:
        return canonical(kind, namespace)
    if kind == "array":
        return {"type": kind, "items": canonical(schema["items"], namespace)}
    if kind != "record":
        raise ValueError(f"no event uses {kind}")
    namespace = schema.get("namespace", namespace)
    fields = [{"name": one["name"], "type": canonical(one["type"], namespace)} for one in schema["fields"]]
    return {"name": canonical(schema["name"], namespace), "type": kind, "fields": fields}
