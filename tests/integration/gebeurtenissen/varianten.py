"""Every published example with one field spoilt: values that the type allows and nobody means."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from risb_schemas import EventSchema, data_folder, from_json, load_catalog

_UTC = dt.UTC
TEXTS = (
    "",
    "\x00",
    "x" * 100_000,
    "\u202eneeg",
    "e\u0301\ufb01",
    "\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660",
    "NaN",
    "9" * 4_301,
    "9999-12-31",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467",
)
VALUES: Mapping[str, tuple[Any, ...]] = {
    "string": TEXTS,
    "int": (0, -1, 2**31 - 1, -(2**31)),
    "long": (0, -1, 2**63 - 1, -(2**63)),
    "double": (0.0, -1.0, float("nan"), float("inf"), 1e308),
    "float": (0.0, -1.0, float("nan"), float("inf")),
    "boolean": (True, False),
    "bytes": (b"", b"\x00" * 16, b"\xff" * 100_000),
    "date": (dt.date.min, dt.date.max, dt.date(1969, 12, 31), -(2**31), 2**31 - 1),
    "timestamp": (
        dt.datetime(1, 1, 1, tzinfo=_UTC),
        dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=_UTC),
        dt.datetime(1969, 12, 31, tzinfo=_UTC),
        -(2**63),
        2**63 - 1,
    ),
}


def examples_of(naam: str) -> list[dict[str, Any]]:
    """The published examples of an event, as records."""
    schema = load_catalog().newest[naam]
    paths: list[Path] = sorted((data_folder() / "voorbeelden" / schema.service / naam).glob("*.json"))
    return [dict(from_json(schema.raw, json.loads(path.read_text(encoding="utf-8")))) for path in paths]


def variants(schema: EventSchema, record: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What was spoilt, and the record with it."""
    named: dict[str, Any] = {}
    for field in schema.raw["fields"]:
        for place, value in _spoilt(field["type"], record[field["name"]], field["name"], named):
            yield place, {**record, field["name"]: value}


def _spoilt(kind: Any, value: Any, place: str, named: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if isinstance(kind, list):
        if value is not None and "null" in kind:
            yield place, None
        for branch in kind:
            if branch != "null":
                yield from _spoilt(branch, value, place, named)
    elif isinstance(kind, str):
        known = named.get(kind)
        yield from _spoilt(known, value, place, named) if known else _other(kind, value, place)
    else:
        yield from _complex(kind, value, place, named)


def _complex(kind: Mapping[str, Any], value: Any, place: str, named: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    match kind:
        case {"logicalType": "date"}:
            yield from _other("date", value, place)
        case {"logicalType": "timestamp-millis" | "timestamp-micros"}:
            yield from _other("timestamp", value, place)
        case {"type": "record", "fields": fields}:
            named[kind["name"]] = kind
            for field in fields if isinstance(value, Mapping) else ():
                inner = _spoilt(field["type"], value[field["name"]], f"{place}.{field['name']}", named)
                yield from ((where, {**value, field["name"]: one}) for where, one in inner)
        case {"type": "array", "items": items}:
            yield from _lists(items, value or [], place, named)
        case {"type": "enum", "symbols": symbols}:
            yield from ((place, one) for one in symbols if one != value)
        case _:
            yield from _other(str(kind["type"]), value, place)


def _lists(items: Any, value: list[Any], place: str, named: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield place, []
    if value:
        yield place, [*value, *value]
        inner = _spoilt(items, value[0], f"{place}[0]", named)
        yield from ((where, [one, *value[1:]]) for where, one in inner)


def _other(kind: str, value: Any, place: str) -> Iterator[tuple[str, Any]]:
    yield from ((place, one) for one in VALUES.get(kind, ()) if one != value)
