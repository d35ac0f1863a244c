"""Reading an OpenAPI document: operations, names, and example values that fit a schema (or just do not)."""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.builders.diensten import app_without_database

Spec = dict[str, Any]
METHODS = ("get", "put", "post", "patch", "delete")


@cache
def document_of(dienst: str) -> Spec:
    """The document as the application gives it."""
    spec: Spec = app_without_database(dienst).openapi()
    return spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    methode: str
    pad: str
    spec: Mapping[str, Any]

    @property
    def naam(self) -> str:
        return f"{self.methode.upper()} {self.pad}"


def operations(spec: Spec) -> list[Operation]:
    return [
        Operation(methode=method, pad=path, spec=item[method])
        for path, item in spec["paths"].items()
        for method in METHODS
        if method in item
    ]


def operation_at(spec: Spec, methode: str, pad: str) -> Operation | None:
    """The operation that a request is for; None for a method or an address that the document does not have."""
    for one in operations(spec):
        vorm = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(f"/v1{one.pad}"))
        if one.methode == methode.lower().replace("head", "get") and re.fullmatch(vorm, pad):
            return one
    return None


def resolve(spec: Spec, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema itself, when it is a reference (or nothing but one)."""
    while True:
        if "$ref" in schema:
            schema = spec["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        elif len(schema.get("allOf", ())) == 1:
            schema = schema["allOf"][0]
        else:
            return schema


def properties(spec: Spec) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Schema, property and its schema, of everything under components."""
    for name, schema in spec["components"]["schemas"].items():
        for one, inner in schema.get("properties", {}).items():
            yield name, one, inner


def body_of(spec: Spec, operation: Operation) -> Mapping[str, Any] | None:
    """Schema of the JSON body of a request."""
    content = operation.spec.get("requestBody", {}).get("content", {}).get("application/json")
    return resolve(spec, content["schema"]) if content else None


_HOSTILE: tuple[Any, ...] = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\U0001f600" * 50,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "${jndi:ldap://127.0.0.1/a}",
    "=1+1",
    "../../etc/passwd",
    "x" * 5000,
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00",
    "NaN",
    "١٢٣٤٥٦٧٨",
    0,
    -1,
    1,
    2**31,
    2**63,
    -(2**63) - 1,
    10**400,
    0.1,
    1e308,
    True,
    None,
    [],
    {},
    [[]],
    {"a": {"b": {}}},
)


def sample(spec: Spec, schema: Mapping[str, Any], rng: random.Random, *, hostile: float = 0.0, depth: int = 0) -> Any:
    """A value by the schema; with chance `hostile` a nasty one, at any place in it."""
    schema = resolve(spec, schema)
    if rng.random() < hostile:
        return rng.choice(_HOSTILE)
    if "enum" in schema:
        return rng.choice(schema["enum"])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return sample(spec, rng.choice(schema[several]), rng, hostile=hostile, depth=depth)
    return _by_type(spec, schema, rng, hostile, depth)


def _by_type(spec: Spec, schema: Mapping[str, Any], rng: random.Random, hostile: float, depth: int) -> Any:
    match schema.get("type"):
        case "object":
            return {
                name: sample(spec, inner, rng, hostile=hostile, depth=depth + 1)
                for name, inner in schema.get("properties", {}).items()
                if name in schema.get("required", ()) or rng.random() < 0.7
            }
        case "array":
            count = max(schema.get("minItems", 0), rng.randrange(3) if depth < 5 else 0)
            return [sample(spec, schema["items"], rng, hostile=hostile, depth=depth + 1) for _ in range(count)]
        case "integer":
            low = int(max(schema.get("minimum", -1000), -(2**63)))
            return rng.randint(low, int(min(schema.get("maximum", low + 10_000), low + 10_000)))
        case "number":
            return rng.random() * 100
        case "boolean":
            return rng.random() < 0.5
        case _:
            return _text(schema, rng)


def _text(schema: Mapping[str, Any], rng: random.Random) -> str:
    match schema.get("format"):
        case "date":
            return f"202{rng.randrange(10)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        case "date-time":
            return f"2026-{rng.randint(1, 12):02d}-11T10:00:00{rng.choice(['Z', '+05:30', '-11:00'])}"
        case "uuid":
            return f"{rng.getrandbits(32):08x}-0000-4000-8000-{rng.getrandbits(48):012x}"
        case "uri":
            return "https://ontvanger.example.nl/pad"
        case _:
            pass
    if "pattern" in schema:
        return _matching(str(schema["pattern"]), rng)
    size = max(schema.get("minLength", 1), min(schema.get("maxLength", 12), 12))
    return "".join(rng.choice("abcdefghij XYZ0123456789éß") for _ in range(size))


def _matching(pattern: str, rng: random.Random) -> str:
    """A text for the plain patterns that the documents use; any other pattern gives digits."""
    counted = re.fullmatch(r"\^(?:\[0-9\]|\\d)\{(\d+)\}\$", pattern)
    if counted:
        return "".join(rng.choice("0123456789") for _ in range(int(counted[1])))
    choices = re.fullmatch(r"\^\(([\w|]+)\)\$", pattern)
    if choices:
        return str(rng.choice(choices[1].split("|")))
    return rng.choice(["2.1.3", "WMO-X", "01A03", "01", "3822AB", "NL91ABNA0417164300", "12345678", "tekst"])
